package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ScenarioServicePropertiesTest {

    private static final String PREFIX = "breakwater.scenario-service";

    private static ScenarioServiceProperties bind(Map<String, String> settings) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        settings.forEach((key, value) -> prefixed.put(PREFIX + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate(
                        PREFIX,
                        Bindable.of(ScenarioServiceProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    @Test
    void hasADefaultForEachKey() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ScenarioServiceProperties(
                        List.of("127.0.0.1", "localhost", "[::1]"),
                        DataSize.ofMegabytes(1),
                        DataSize.ofBytes(Integer.MAX_VALUE),
                        DataSize.ofKilobytes(64),
                        DataSize.ofKilobytes(768),
                        4,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(300),
                        Duration.ofMillis(500),
                        Duration.ofHours(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100)));
    }

    @Test
    void mapsEachKey() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("allowed-targets", "*.example.com,10.0.0.7:8080"),
                Map.entry("max-scenario-size", "1KB"),
                Map.entry("max-data-file-size", "2KB"),
                Map.entry("max-run-request-size", "3KB"),
                Map.entry("max-plan-size", "4KB"),
                Map.entry("concurrent-uploads", "5"),
                Map.entry("generator-alive-for", "6s"),
                Map.entry("await-generator-for", "7s"),
                Map.entry("prepare-limit", "8s"),
                Map.entry("start-lead", "9s"),
                Map.entry("adjust-lead", "15s"),
                Map.entry("pause-limit", "16s"),
                Map.entry("after-limit", "17s"),
                Map.entry("generator-lost-after", "10s"),
                Map.entry("close-limit", "11s"),
                Map.entry("verdict-limit", "12s"),
                Map.entry("outbox-poll-interval", "13s"),
                Map.entry("tick-interval", "14s"));
        assertThat(settings).hasSize(ScenarioServiceProperties.class.getRecordComponents().length);
        assertThat(bind(settings))
                .isEqualTo(new ScenarioServiceProperties(
                        List.of("*.example.com", "10.0.0.7:8080"),
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(2),
                        DataSize.ofKilobytes(3),
                        DataSize.ofKilobytes(4),
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(17),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14)));
    }

    @Test
    void refusesAllValuesOutOfBoundsAtOnce() {
        Map<String, String> wrong =
                Map.of("concurrent-uploads", "0", "prepare-limit", "-1s", "verdict-limit", "0s", "max-plan-size", "0B");
        assertThatThrownBy(() -> bind(wrong))
                .rootCause()
                .hasMessage("breakwater.scenario-service: max-plan-size: 0 B (expected: >= 1 B); concurrent-uploads: 0"
                        + " (expected: >= 1); prepare-limit: -1000 ms (expected: > 0 ms); verdict-limit: 0 ms (expected:"
                        + " > 0 ms)");
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        assertThatThrownBy(() -> bind(Map.of("prepare-limits", "1s")))
                .rootCause()
                .hasMessageContaining("prepare-limits");
    }
}
