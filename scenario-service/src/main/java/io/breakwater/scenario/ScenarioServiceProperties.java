package io.breakwater.scenario;

import io.breakwater.events.data.DataFileCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of scenario-service, under {@code breakwater.scenario-service}. An unknown key or a value out of bounds
 * stops the start.
 *
 * @param allowedTargets     hosts that a scenario may aim at, as {@code host}, {@code *.domain}, each with or without
 *                           {@code :port}; by default loopback only
 * @param maxScenarioSize    size of a scenario's text at most; by default 1 MB
 * @param maxDataFileSize    size of a data file at most, up to 2 GB less one byte; by default that
 * @param maxRunRequestSize  size of a run request at most, over REST and Kafka; by default 64 KB
 * @param maxPlanSize        size of a run's plan as JSON at most, which one Kafka record has to hold; by default 768 KB
 * @param concurrentUploads  data files that are received at once at most; each takes its size on the temporary disk; by
 *                           default 4
 * @param generatorAliveFor  how long after its last heartbeat a generator is taken for alive; by default 3 s
 * @param awaitGeneratorFor  how long an accepted run waits for a first generator; by default 5 s
 * @param prepareLimit       how long all generators together may take to get ready, not counting the time for data files,
 *                           which is 1 s for each 32 MiB, and that for sessions before the load; by default 15 s
 * @param startLead          how far ahead of the command the start lies; by default 300 ms
 * @param adjustLead         how far ahead of the command a change of a run's load takes effect, so that all have heard of it;
 *                           by default 500 ms
 * @param pauseLimit         how long a run may be paused, all pauses together, before it is stopped; by default 1 h
 * @param afterLimit         how long the sessions after the load may take once they are due; by default 60 s
 * @param generatorLostAfter silence after which a generator's part of a run is abandoned; by default 10 s
 * @param closeLimit         how long a part may take to close after its last possible answer; by default 30 s
 * @param verdictLimit       how long the final verdict may take once all parts are closed, not counting the time in which
 *                           none could be read; by default 60 s
 * @param outboxPollInterval how often the outbox looks for records that nobody announced; by default 100 ms
 * @param tickInterval       how often the timers of runs are looked at; by default 100 ms
 */
@ConfigurationProperties(prefix = "breakwater.scenario-service", ignoreUnknownFields = false)
public record ScenarioServiceProperties(
        @DefaultValue({"127.0.0.1", "localhost", "[::1]"}) List<String> allowedTargets,
        @DefaultValue("1MB") DataSize maxScenarioSize,
        @DefaultValue("2147483647B") DataSize maxDataFileSize,
        @DefaultValue("64KB") DataSize maxRunRequestSize,
        @DefaultValue("768KB") DataSize maxPlanSize,
        @DefaultValue("4") int concurrentUploads,
        @DefaultValue("3s") Duration generatorAliveFor,
        @DefaultValue("5s") Duration awaitGeneratorFor,
        @DefaultValue("15s") Duration prepareLimit,
        @DefaultValue("300ms") Duration startLead,
        @DefaultValue("500ms") Duration adjustLead,
        @DefaultValue("1h") Duration pauseLimit,
        @DefaultValue("60s") Duration afterLimit,
        @DefaultValue("10s") Duration generatorLostAfter,
        @DefaultValue("30s") Duration closeLimit,
        @DefaultValue("60s") Duration verdictLimit,
        @DefaultValue("100ms") Duration outboxPollInterval,
        @DefaultValue("100ms") Duration tickInterval) {

    public ScenarioServiceProperties {
        allowedTargets = List.copyOf(allowedTargets);
        List<String> problems = new ArrayList<>();
        atLeastOneByte(problems, "max-scenario-size", maxScenarioSize);
        atLeastOneByte(problems, "max-data-file-size", maxDataFileSize);
        if (maxDataFileSize.toBytes() > DataFileCheck.LARGEST_BYTES) {
            problems.add("max-data-file-size: " + maxDataFileSize.toBytes() + " B (expected: <= "
                    + DataFileCheck.LARGEST_BYTES + " B)");
        }
        atLeastOneByte(problems, "max-run-request-size", maxRunRequestSize);
        atLeastOneByte(problems, "max-plan-size", maxPlanSize);
        if (concurrentUploads < 1) {
            problems.add("concurrent-uploads: " + concurrentUploads + " (expected: >= 1)");
        }
        positive(problems, "generator-alive-for", generatorAliveFor);
        positive(problems, "await-generator-for", awaitGeneratorFor);
        positive(problems, "prepare-limit", prepareLimit);
        positive(problems, "start-lead", startLead);
        positive(problems, "adjust-lead", adjustLead);
        positive(problems, "pause-limit", pauseLimit);
        positive(problems, "after-limit", afterLimit);
        positive(problems, "generator-lost-after", generatorLostAfter);
        positive(problems, "close-limit", closeLimit);
        positive(problems, "verdict-limit", verdictLimit);
        positive(problems, "outbox-poll-interval", outboxPollInterval);
        positive(problems, "tick-interval", tickInterval);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("breakwater.scenario-service: " + String.join("; ", problems));
        }
    }

    private static void positive(List<String> problems, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add(name + ": " + value.toMillis() + " ms (expected: > 0 ms)");
        }
    }

    private static void atLeastOneByte(List<String> problems, String name, DataSize value) {
        if (value.toBytes() < 1) {
            problems.add(name + ": " + value.toBytes() + " B (expected: >= 1 B)");
        }
    }
}
