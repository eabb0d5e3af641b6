package io.breakwater.target.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {

    @Test
    void hasADefaultForEverySetting() {
        assertThat(TargetSettings.defaults().texts())
                .containsExactly(
                        Map.entry("port", "18090"),
                        Map.entry("control-port", "18091"),
                        Map.entry("service-time", "0ms"),
                        Map.entry("error-share", "0%"),
                        Map.entry("reset-share", "0%"),
                        Map.entry("stall", "none"),
                        Map.entry("refuse", "false"),
                        Map.entry("seed", "1"),
                        Map.entry("app-id", "wx0123456789abcdef"),
                        Map.entry("app-secret", "***"),
                        Map.entry("token-life", "2h"),
                        Map.entry("token-overlap", "5m"),
                        Map.entry("busy-share", "0%"),
                        Map.entry("outage", "none"));
    }

    @Test
    void takesEverySettingByItsName() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("port", "1");
        changes.put("control-port", "2");
        changes.put("service-time", "two-peak:1ms,2ms,3%");
        changes.put("error-share", "4%");
        changes.put("reset-share", "5.5%");
        changes.put("stall", "6s/7s@8s");
        changes.put("refuse", "true");
        changes.put("seed", "-9");
        changes.put("app-id", "wxaaaaaaaaaaaaaaaa");
        changes.put("app-secret", "b".repeat(32));
        changes.put("token-life", "10s");
        changes.put("token-overlap", "11s");
        changes.put("busy-share", "12%");
        changes.put("outage", "silent");

        TargetSettings settings = TargetSettings.defaults().with(changes);

        Map<String, String> shown = new LinkedHashMap<>(changes);
        shown.put("app-secret", "***");
        assertThat(settings.texts()).containsExactlyEntriesOf(shown);
        assertThat(settings.platform().appSecret()).isEqualTo("b".repeat(32));
    }

    @Test
    void keepsPortsAsTheyAreWhileTheTargetRuns() {
        assertThatThrownBy(() -> TargetSettings.defaults().whileRunning(Map.of("control-port", "1")))
                .isInstanceOf(SettingsRejectedException.class)
                .hasMessageStartingWith("control-port: no such setting (expected: one of service-time, ");
    }

    @Test
    void explainsEverySetting() {
        assertThat(TargetSettings.explained().lines()).hasSize(SettingName.ALL.size());
    }
}
