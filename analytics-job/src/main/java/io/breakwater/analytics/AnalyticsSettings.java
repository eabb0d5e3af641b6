package io.breakwater.analytics;

import io.breakwater.analytics.run.Waits;
import io.breakwater.analytics.verdict.TrustLimits;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Everything that can be set, as {@code --key=value} or {@code --key value}. A duration is a number with {@code ms},
 * {@code s}, {@code min} or {@code h}.
 *
 * @param bootstrapServers   {@code --bootstrap-servers}: where Kafka is; the only key without a default
 * @param kafka              {@code --kafka-properties}: a file of any properties of Kafka's clients, the place for what is secret;
 *                           {@code --kafka.NAME}: one of them, such as {@code --kafka.security.protocol}, before the file's
 * @param checkpoints        {@code --checkpoint-folder}, {@code -storage}, {@code -interval}, {@code -timeout}, {@code
 *                           -unaligned}: see {@link CheckpointSettings}
 * @param parallelism        {@code --parallelism}: tasks of each stage; 1, which uses two cores
 * @param waits              {@code --wait.tick}, {@code .settle}, {@code .gap}, {@code .abandoned-quiet}, {@code .silence},
 *                           {@code .unannounced}, {@code .remembrance}: see {@link Waits}
 * @param trust              {@code --trust.dispatch-lag-p99}, {@code .long-dispatch-lag}, {@code .long-dispatch-lag-share},
 *                           {@code .clamped-share}: see {@link TrustLimits}
 */
record AnalyticsSettings(
        String bootstrapServers,
        Map<String, String> kafka,
        CheckpointSettings checkpoints,
        int parallelism,
        Waits waits,
        TrustLimits trust) {

    AnalyticsSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with everything that is wrong with it
     */
    static AnalyticsSettings of(String... arguments) {
        GivenKeys given = GivenKeys.of(arguments);
        List<String> problems = given.problems();
        Waits waits = Waits.DEFAULT;
        TrustLimits trust = TrustLimits.DEFAULT;
        String bootstrapServers = given.text("bootstrap-servers").orElse("");
        if (bootstrapServers.isEmpty()) {
            problems.add("--bootstrap-servers: missing (expected: HOST:PORT)");
        }
        AnalyticsSettings settings = new AnalyticsSettings(
                bootstrapServers,
                given.kafka(),
                CheckpointSettings.of(given),
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

    /** Names Kafka's properties only: some of their values are secret. */
    @Override
    public String toString() {
        return "AnalyticsSettings[bootstrapServers=" + bootstrapServers + ", kafka=" + new TreeSet<>(kafka.keySet())
                + ", checkpoints=" + checkpoints + ", parallelism=" + parallelism + ", waits=" + waits + ", trust="
                + trust + "]";
    }
}
