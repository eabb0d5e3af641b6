package io.breakwater.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReportingPropertiesTest {

    @Test
    void hasADefaultForEverySetting() {
        ReportingProperties properties = bind(Map.of());
        assertThat(properties.kafkaBootstrapServers()).isEqualTo("127.0.0.1:18092");
        assertThat(properties.consumerGroup()).isEqualTo("reporting-api");
        assertThat(properties.elasticsearchUrl()).isEqualTo(URI.create("http://127.0.0.1:18200"));
        assertThat(properties.apiKey()).isEmpty();
        assertThat(properties.recordsPerBulk()).isEqualTo(500);
        assertThat(properties.retryPauseMax()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.windowsPerQuery()).isEqualTo(20_000);
        assertThat(properties.samplesKept()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void takesEverySettingByItsKey() {
        ReportingProperties properties = bind(Map.of(
                "reporting.kafka-bootstrap-servers", "a:1,b:2",
                "reporting.consumer-group", "other",
                "reporting.elasticsearch-url", "https://index.example:9200",
                "reporting.elasticsearch-api-key", "c2VjcmV0",
                "reporting.records-per-bulk", "50",
                "reporting.retry-pause-max", "10s",
                "reporting.windows-per-query", "7",
                "reporting.samples-kept", "2d"));
        assertThat(properties)
                .isEqualTo(new ReportingProperties(
                        "a:1,b:2",
                        "other",
                        URI.create("https://index.example:9200"),
                        "c2VjcmV0",
                        50,
                        Duration.ofSeconds(10),
                        7,
                        Duration.ofDays(2)));
        assertThat(properties.apiKey()).contains("c2VjcmV0");
        assertThat(properties.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void tellsAllWrongValuesAtOnce() {
        assertThatThrownBy(() -> bind(Map.of(
                        "reporting.kafka-bootstrap-servers", "nowhere",
                        "reporting.consumer-group", " ",
                        "reporting.elasticsearch-url", "http://127.0.0.1:18200/path",
                        "reporting.records-per-bulk", "0",
                        "reporting.retry-pause-max", "-1s",
                        "reporting.windows-per-query", "0",
                        "reporting.samples-kept", "59m")))
                .rootCause()
                .hasMessage("reporting.kafka-bootstrap-servers: nowhere (expected: host:port, separated by commas); "
                        + "reporting.consumer-group: ' ' (expected: a name); "
                        + "reporting.elasticsearch-url: http://127.0.0.1:18200/path "
                        + "(expected: http://host:port or https://host:port); "
                        + "reporting.records-per-bulk: 0 (expected: 1 to 10000); "
                        + "reporting.retry-pause-max: PT-1S (expected: 100ms to 1m); "
                        + "reporting.windows-per-query: 0 (expected: 1 to 1000000); "
                        + "reporting.samples-kept: PT59M (expected: 1h to 3650d)");
    }

    private static ReportingProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("reporting", ReportingProperties.class);
    }
}
