package io.breakwater.local.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Formats the data folder when it is new, then runs a broker and its controller on loopback until the JVM ends.
 *
 * <p>Arguments, each {@code name=value}: {@code data} (folder), {@code port} (for clients), {@code controller-port},
 * {@code topic.<name>} (partitions, or {@code partitions,compact}: a topic that is made when it does not exist); any other
 * name is a broker setting and goes before the one in {@link BrokerSettings}. Prints {@code ready on
 * 127.0.0.1:<port>} once clients are served.
 */
public final class KafkaBrokerMain {

    private KafkaBrokerMain() {}

    /**
     * Runs the broker.
     *
     * @param args see the class
     * @throws Exception when the data folder cannot be formatted
     */
    public static void main(String[] args) throws Exception {
        BrokerSettings settings = BrokerSettings.of(args);
        format(settings.dataFolder());
        KafkaConfig config = new KafkaConfig(settings.properties(), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.shutdown();
                            server.awaitShutdown();
                        },
                        "broker-stop"));
        server.startup();
        MissingTopics.create(settings);
        System.out.println("ready on " + settings.clientAddress());
        server.awaitShutdown();
    }

    private static void format(Path dataFolder) throws Exception {
        if (Files.exists(dataFolder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(dataFolder);
        new Formatter()
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(dataFolder.toString())
                .addDirectory(dataFolder.toString())
                .run();
    }
}
