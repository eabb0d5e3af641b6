package io.breakwater.reporting;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this process, under {@code reporting}. Address and port are Spring Boot's {@code server.address} and
 * {@code server.port}.
 *
 * @param kafkaBootstrapServers {@code host:port} of brokers, separated by commas; default {@code 127.0.0.1:18092}
 * @param consumerGroup         the Kafka consumer group; processes of one group share the work; default {@code
 *                              reporting-api}
 * @param elasticsearchUrl      where Elasticsearch answers; default {@code http://127.0.0.1:18200}
 * @param elasticsearchApiKey   an API key of Elasticsearch, as it was issued (Base64); default none
 * @param recordsPerBulk        how many records are indexed by one request at most, 1 to 10,000; default 500
 * @param retryPauseMax         the longest pause between attempts while Elasticsearch is away, at least 100 ms; default
 *                              5 s
 * @param windowsPerQuery       how many windows one question may read at most, 1 to 1,000,000; default 20,000
 * @param samplesKept           how long exchanges that were kept whole stay, 1 hour to 3,650 days; default 30 days
 */
@ConfigurationProperties(prefix = "reporting", ignoreUnknownFields = false)
public record ReportingProperties(
        @DefaultValue("127.0.0.1:18092") String kafkaBootstrapServers,
        @DefaultValue("reporting-api") String consumerGroup,
        @DefaultValue("http://127.0.0.1:18200") URI elasticsearchUrl,
        @Nullable String elasticsearchApiKey,
        @DefaultValue("500") int recordsPerBulk,
        @DefaultValue("5s") Duration retryPauseMax,
        @DefaultValue("20000") int windowsPerQuery,
        @DefaultValue("30d") Duration samplesKept) {

    private static final Duration SHORTEST_RETRY_PAUSE_MAX = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY_PAUSE_MAX = Duration.ofMinutes(1);
    private static final Duration SHORTEST_SAMPLES_KEPT = Duration.ofHours(1);
    private static final Duration LONGEST_SAMPLES_KEPT = Duration.ofDays(3_650);

    public ReportingProperties {
        List<String> problems = new ArrayList<>();
        if (!kafkaBootstrapServers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
            problems.add("reporting.kafka-bootstrap-servers: " + kafkaBootstrapServers
                    + " (expected: host:port, separated by commas)");
        }
        if (consumerGroup.isBlank()) {
            problems.add("reporting.consumer-group: '" + consumerGroup + "' (expected: a name)");
        }
        if (!List.of("http", "https").contains(String.valueOf(elasticsearchUrl.getScheme()))
                || elasticsearchUrl.getHost() == null
                || !elasticsearchUrl.getRawPath().isEmpty()) {
            problems.add("reporting.elasticsearch-url: " + elasticsearchUrl
                    + " (expected: http://host:port or https://host:port)");
        }
        if (recordsPerBulk < 1 || recordsPerBulk > 10_000) {
            problems.add("reporting.records-per-bulk: " + recordsPerBulk + " (expected: 1 to 10000)");
        }
        if (retryPauseMax.compareTo(SHORTEST_RETRY_PAUSE_MAX) < 0
                || retryPauseMax.compareTo(LONGEST_RETRY_PAUSE_MAX) > 0) {
            problems.add("reporting.retry-pause-max: " + retryPauseMax + " (expected: 100ms to 1m)");
        }
        if (windowsPerQuery < 1 || windowsPerQuery > 1_000_000) {
            problems.add("reporting.windows-per-query: " + windowsPerQuery + " (expected: 1 to 1000000)");
        }
        if (samplesKept.compareTo(SHORTEST_SAMPLES_KEPT) < 0 || samplesKept.compareTo(LONGEST_SAMPLES_KEPT) > 0) {
            problems.add("reporting.samples-kept: " + samplesKept + " (expected: 1h to 3650d)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The API key of Elasticsearch, if it wants one. */
    public Optional<String> apiKey() {
        return Optional.ofNullable(elasticsearchApiKey).filter(key -> !key.isBlank());
    }

    @Override
    public String toString() {
        return "ReportingProperties[" + kafkaBootstrapServers + ", " + consumerGroup + ", " + elasticsearchUrl + "]";
    }
}
