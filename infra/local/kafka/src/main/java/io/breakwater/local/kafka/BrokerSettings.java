package io.breakwater.local.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings of one broker that is its own controller and keeps little memory.
 *
 * @param dataFolder    where topics and metadata are kept
 * @param clientAddress host and port for clients
 * @param properties    all broker settings
 * @param topics        that exist before clients are told that the broker is ready
 */
record BrokerSettings(Path dataFolder, String clientAddress, Properties properties, List<NewTopic> topics) {

    private static final String TOPIC = "topic.";

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final String CLIENT_LISTENER = "CLIENT";

    static BrokerSettings of(String... args) {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument: " + arg + " (expected: name=value)");
            }
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        Path dataFolder = Path.of(take(given, "data")).toAbsolutePath();
        String client = HOST + ":" + take(given, "port");
        String controller = HOST + ":" + take(given, "controller-port");

        List<NewTopic> topics = takeTopics(given);

        Properties properties = new Properties();
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("process.roles", "broker,controller");
        properties.put("log.dirs", dataFolder.toString());
        listeners(properties, client, controller);
        oneBroker(properties);
        littleMemory(properties);
        properties.putAll(given);
        return new BrokerSettings(dataFolder, client, properties, topics);
    }

    private static void listeners(Properties properties, String client, String controller) {
        properties.put("listeners", CLIENT_LISTENER + "://" + client + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.put("advertised.listeners", CLIENT_LISTENER + "://" + client);
        properties.put(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", CLIENT_LISTENER);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
    }

    private static void oneBroker(Properties properties) {
        // Topics are created on purpose, with the partitions that they need; a typing error must not create one.
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        // After kill -9 the controller keeps the old registration for this long before it lets the broker in again.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        // A group need not wait for members that will not come.
        properties.put("group.initial.rebalance.delay.ms", "0");
        // A StartRun carries a whole scenario; a batch of request events may be large as well.
        properties.put("message.max.bytes", Integer.toString(8 * 1024 * 1024));
        properties.put("replica.fetch.max.bytes", Integer.toString(8 * 1024 * 1024));
        // The data folder must not grow for ever on a developer's machine.
        properties.put("log.retention.hours", "72");
        properties.put("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
    }

    private static void littleMemory(Properties properties) {
        // The default of 128 MB is allocated at the start and does not fit into the heap.
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        properties.put("log.cleaner.io.buffer.size", Integer.toString(64 * 1024));
        // Each of 50 partitions would have its own index files, mapped.
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "2");
    }

    /** Takes {@code topic.<name>=<partitions>} and {@code topic.<name>=<partitions>,compact}. */
    private static List<NewTopic> takeTopics(Map<String, String> given) {
        List<NewTopic> topics = new ArrayList<>();
        new TreeMap<>(given).forEach((name, value) -> {
            if (name.startsWith(TOPIC)) {
                given.remove(name);
                if (!value.matches("[1-9]\\d{0,3}(,compact)?")) {
                    throw new IllegalArgumentException(
                            name + ": " + value + " (expected: partitions, or partitions,compact)");
                }
                NewTopic topic = new NewTopic(
                        name.substring(TOPIC.length()), Integer.parseInt(value.replace(",compact", "")), (short) 1);
                topics.add(
                        value.endsWith(",compact")
                                ? topic.configs(
                                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))
                                : topic);
            }
        });
        return List.copyOf(topics);
    }

    private static String take(Map<String, String> given, String name) {
        String value = given.remove(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": missing (expected: " + name + "=value)");
        }
        return value;
    }
}
