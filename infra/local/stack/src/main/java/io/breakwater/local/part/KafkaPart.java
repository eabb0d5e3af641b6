package io.breakwater.local.part;

import io.breakwater.local.supervise.Readiness;
import java.nio.file.Path;
import java.util.List;

/** Describes the Kafka broker. */
public final class KafkaPart {

    /** The name of the part. */
    public static final String NAME = "kafka";

    private KafkaPart() {}

    /**
     * Returns the broker.
     *
     * @param home       the project
     * @param dataFolder where topics are kept, below {@code kafka}
     * @param settings   with the ports {@code port} and {@code controller-port}
     */
    public static JavaPart in(ProjectHome home, Path dataFolder, PartSettings settings) {
        return in(home, dataFolder, settings, List.of());
    }

    /**
     * Returns the broker.
     *
     * @param home       the project
     * @param dataFolder where topics are kept, below {@code kafka}
     * @param settings   with the ports {@code port} and {@code controller-port}
     * @param topics     that exist before the broker is ready
     */
    public static JavaPart in(ProjectHome home, Path dataFolder, PartSettings settings, List<KafkaTopic> topics) {
        Path folder = dataFolder.resolve(NAME);
        int port = settings.port("port");
        int controllerPort = settings.port("controller-port");
        return JavaPart.of(home, NAME, "io.breakwater.local.kafka.KafkaBrokerMain")
                .classPath(home.classPath("infra/local/kafka", "local-kafka"))
                .jvmFlags(settings.flags())
                .arguments(
                        "data=" + folder.resolve("data").toAbsolutePath(),
                        "port=" + port,
                        "controller-port=" + controllerPort)
                .arguments(topics.stream().map(KafkaTopic::argument).toArray(String[]::new))
                .port(NAME + ".port", port)
                .port(NAME + ".controller-port", controllerPort)
                .readiness(Readiness.logLine("ready on 127.0.0.1:" + port))
                .in(folder);
    }
}
