package io.breakwater.analytics;

import io.breakwater.analytics.run.Waits;
import io.breakwater.analytics.verdict.TrustLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that can be set, as {@code --key=value} or {@code --key value}. A duration is a number with {@code ms},
 * {@code s}, {@code min} or {@code h}.
 *
 * @param bootstrapServers   {@code --bootstrap-servers}: where Kafka is; the only key without a default
 * @param kafka              {@code --kafka.NAME}: any property of Kafka's clients, such as {@code --kafka.security.protocol}
 * @param checkpointFolder   {@code --checkpoint-folder}: where checkpoints are kept and the newest is taken up; without it
 *                           the cluster's own settings hold
 * @param checkpointInterval {@code --checkpoint-interval}: how much is read again after a crash; 2 s
 * @param parallelism        {@code --parallelism}: tasks of each stage; 1, which uses two cores
 * @param waits              {@code --wait.tick}, {@code .settle}, {@code .gap}, {@code .abandoned-quiet}, {@code .silence},
 *                           {@code .unannounced}, {@code .remembrance}: see {@link Waits}
 * @param trust              {@code --trust.dispatch-lag-p99}, {@code .long-dispatch-lag}, {@code .long-dispatch-lag-share},
 *                           {@code .clamped-share}: see {@link TrustLimits}
 */
record AnalyticsSettings(
        String bootstrapServers,
        Map<String, String> kafka,
        Optional<Path> checkpointFolder,
        Duration checkpointInterval,
        int parallelism,
        Waits waits,
        TrustLimits trust) {

    private static final String KAFKA = "kafka.";

    AnalyticsSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with everything that is wrong with it
     */
    static AnalyticsSettings of(String... arguments) {
        List<String> problems = new ArrayList<>();
        Given given = new Given(pairs(arguments, problems), problems);
        Waits waits = Waits.DEFAULT;
        TrustLimits trust = TrustLimits.DEFAULT;
        String bootstrapServers = given.text("bootstrap-servers").orElse("");
        if (bootstrapServers.isEmpty()) {
            problems.add("--bootstrap-servers: missing (expected: HOST:PORT)");
        }
        AnalyticsSettings settings = new AnalyticsSettings(
                bootstrapServers,
                given.kafka(),
                given.text("checkpoint-folder").map(Path::of),
                given.duration("checkpoint-interval", Duration.ofSeconds(2)),
                given.positive("parallelism", 1),
                new Waits(
                        given.duration("wait.tick", waits.tick()),
                        given.duration("wait.settle", waits.settle()),
                        given.duration("wait.gap", waits.gap()),
                        given.duration("wait.abandoned-quiet", waits.abandonedQuiet()),
                        given.duration("wait.silence", waits.silence()),
                        given.duration("wait.unannounced", waits.unannounced()),
                        given.duration("wait.remembrance", waits.remembrance())),
                new TrustLimits(
                        given.duration("trust.dispatch-lag-p99", trust.dispatchLagP99AtMost()),
                        given.duration("trust.long-dispatch-lag", trust.longDispatchLag()),
                        given.share("trust.long-dispatch-lag-share", trust.longDispatchLagShare()),
                        given.share("trust.clamped-share", trust.clampedShareAtMost())));
        given.rest().forEach(key -> problems.add("--" + key + ": unknown (expected: a key of the analytics job)"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return settings;
    }

    /** Properties for Kafka's clients. */
    Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("bootstrap.servers", bootstrapServers);
        return properties;
    }

    private static Map<String, String> pairs(String[] arguments, List<String> problems) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--")) {
                problems.add(argument + ": (expected: --key=value or --key value)");
            } else if (equals > 0) {
                pairs.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.length) {
                pairs.put(argument.substring(2), arguments[++i]);
            } else {
                problems.add(argument + ": no value (expected: --key=value or --key value)");
            }
        }
        return pairs;
    }

    /** What was given, each key to be asked for once; collects what is wrong. */
    private record Given(Map<String, String> values, List<String> problems) {

        Optional<String> text(String key) {
            return Optional.ofNullable(values.remove(key));
        }

        Map<String, String> kafka() {
            Map<String, String> kafka = new TreeMap<>();
            values.forEach((key, value) -> {
                if (key.startsWith(KAFKA)) {
                    kafka.put(key.substring(KAFKA.length()), value);
                }
            });
            values.keySet().removeIf(key -> key.startsWith(KAFKA));
            return kafka;
        }

        Duration duration(String key, Duration otherwise) {
            Duration[] read = {otherwise};
            read(key, "a positive duration such as 250ms, 2s, 5min or 1h", text -> {
                read[0] = parseDuration(text);
            });
            return read[0];
        }

        int positive(String key, int otherwise) {
            int[] read = {otherwise};
            read(key, "a whole number from 1 on", text -> {
                read[0] = Integer.parseInt(text);
                require(read[0] > 0);
            });
            return read[0];
        }

        double share(String key, double otherwise) {
            double[] read = {otherwise};
            read(key, "a number from 0 to 1", text -> {
                double share = Double.parseDouble(text);
                require(share >= 0 && share <= 1);
                read[0] = share;
            });
            return read[0];
        }

        List<String> rest() {
            return List.copyOf(values.keySet());
        }

        private void read(String key, String expected, Consumer<String> reader) {
            text(key).ifPresent(value -> {
                try {
                    reader.accept(value);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    problems.add("--" + key + ": " + value + " (expected: " + expected + ")");
                }
            });
        }

        private static Duration parseDuration(String text) {
            String unit = text.replaceFirst("^[0-9]+", "");
            long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
            Duration duration = switch (unit) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> throw new IllegalArgumentException(unit);
            };
            require(!duration.isZero());
            return duration;
        }

        private static void require(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException("out of range");
            }
        }
    }
}
