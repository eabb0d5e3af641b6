package io.breakwater.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.analytics.run.Waits;
import io.breakwater.analytics.verdict.TrustLimits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyticsSettingsTest {

    @Test
    void hasADefaultForEverythingButKafkasAddress() {
        assertThat(AnalyticsSettings.of("--bootstrap-servers", "127.0.0.1:18092"))
                .isEqualTo(new AnalyticsSettings(
                        "127.0.0.1:18092",
                        Map.of(),
                        CheckpointSettings.DEFAULT,
                        1,
                        Waits.DEFAULT,
                        TrustLimits.DEFAULT));
    }

    @Test
    void readsEveryKey() {
        AnalyticsSettings settings = AnalyticsSettings.of(
                "--bootstrap-servers=k:1",
                "--kafka.security.protocol=SSL",
                "--checkpoint-folder",
                "checkpoints",
                "--checkpoint-interval=300ms",
                "--checkpoint-timeout=8min",
                "--checkpoint-unaligned=true",
                "--parallelism=4",
                "--wait.tick=2s",
                "--wait.settle=1s",
                "--wait.gap=3s",
                "--wait.abandoned-quiet=4s",
                "--wait.silence=5min",
                "--wait.unannounced=6min",
                "--wait.remembrance=7h",
                "--trust.dispatch-lag-p99=20ms",
                "--trust.long-dispatch-lag=3s",
                "--trust.long-dispatch-lag-share=0.01",
                "--trust.clamped-share=0.02");

        assertThat(settings)
                .isEqualTo(new AnalyticsSettings(
                        "k:1",
                        Map.of("security.protocol", "SSL"),
                        new CheckpointSettings(
                                Optional.of(Path.of("checkpoints")),
                                Optional.empty(),
                                Duration.ofMillis(300),
                                Duration.ofMinutes(8),
                                true),
                        4,
                        new Waits(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(6),
                                Duration.ofHours(7)),
                        new TrustLimits(Duration.ofMillis(20), Duration.ofSeconds(3), 0.01, 0.02)));
        assertThat(settings.kafkaProperties())
                .containsEntry("bootstrap.servers", "k:1")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void readsWhereAClusterKeepsCheckpoints() {
        assertThat(AnalyticsSettings.of("--bootstrap-servers=k:1", "--checkpoint-storage=s3://breakwater/checkpoints")
                        .checkpoints()
                        .storage())
                .contains(URI.create("s3://breakwater/checkpoints"));
    }

    @Test
    void takesKafkasPropertiesFromAFile_andShowsNoValueOfThem(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kafka.properties"), """
                security.protocol=SASL_SSL
                sasl.jaas.config=org.example.Login required password="not-to-be-seen";
                client.rack=a
                """);

        AnalyticsSettings settings = AnalyticsSettings.of(
                "--bootstrap-servers=k:1", "--kafka-properties", file.toString(), "--kafka.client.rack=b");

        assertThat(settings.kafkaProperties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "org.example.Login required password=\"not-to-be-seen\";")
                .containsEntry("client.rack", "b");
        assertThat(settings.toString())
                .contains("sasl.jaas.config")
                .doesNotContain("not-to-be-seen")
                .doesNotContain("org.example.Login");
    }

    @Test
    void namesAFileThatIsNotThere_andTwoPlacesForCheckpoints() {
        assertThatThrownBy(() -> AnalyticsSettings.of(
                        "--bootstrap-servers=k:1",
                        "--kafka-properties=nowhere.properties",
                        "--checkpoint-folder=a",
                        "--checkpoint-storage=s3://b"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "--kafka-properties: nowhere.properties, NoSuchFileException (expected: a readable file of Java"
                                + " properties)",
                        "--checkpoint-storage: s3://b beside --checkpoint-folder (expected: one of the two)"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> AnalyticsSettings.of(
                        "oops",
                        "--checkpoint-unaligned=perhaps",
                        "--checkpoint-storage=here",
                        "--parallelism=0",
                        "--wait.gap=10",
                        "--trust.clamped-share=2",
                        "--tick=1s",
                        "--last"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "oops: (expected: --key=value or --key value)",
                        "--last: no value (expected: --key=value or --key value)",
                        "--bootstrap-servers: missing (expected: HOST:PORT)",
                        "--checkpoint-storage: here (expected: an address such as s3://bucket/checkpoints or"
                                + " file:///shared/checkpoints)",
                        "--checkpoint-unaligned: perhaps (expected: true or false)",
                        "--parallelism: 0 (expected: a whole number from 1 on)",
                        "--wait.gap: 10 (expected: a positive duration such as 250ms, 2s, 5min or 1h)",
                        "--trust.clamped-share: 2 (expected: a number from 0 to 1)",
                        "--tick: unknown (expected: a key of the analytics job)"));
    }
}
