package io.breakwater.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.analytics.run.Waits;
import io.breakwater.analytics.verdict.TrustLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalyticsSettingsTest {

    @Test
    void hasADefaultForEverythingButKafkasAddress() {
        assertThat(AnalyticsSettings.of("--bootstrap-servers", "127.0.0.1:18092"))
                .isEqualTo(new AnalyticsSettings(
                        "127.0.0.1:18092",
                        Map.of(),
                        Optional.empty(),
                        Duration.ofSeconds(2),
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
                        Optional.of(Path.of("checkpoints")),
                        Duration.ofMillis(300),
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
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> AnalyticsSettings.of(
                        "oops", "--parallelism=0", "--wait.gap=10", "--trust.clamped-share=2", "--tick=1s", "--last"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "oops: (expected: --key=value or --key value)",
                        "--last: no value (expected: --key=value or --key value)",
                        "--bootstrap-servers: missing (expected: HOST:PORT)",
                        "--parallelism: 0 (expected: a whole number from 1 on)",
                        "--wait.gap: 10 (expected: a positive duration such as 250ms, 2s, 5min or 1h)",
                        "--trust.clamped-share: 2 (expected: a number from 0 to 1)",
                        "--tick: unknown (expected: a key of the analytics job)"));
    }
}
