package io.breakwater.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {

    private static final Path FOLDER = Path.of("data");

    @Test
    void givesEachPartItsPortsAndFlags() {
        StackSettings settings = StackSettings.of(FOLDER, Map.of());
        assertThat(settings.part("kafka").ports())
                .containsOnly(Map.entry("port", 18092), Map.entry("controller-port", 18093));
        assertThat(settings.part("kafka").flags()).contains("-Xmx96m");
        assertThat(settings.part("postgres").port("port")).isEqualTo(18432);
        assertThat(settings.part("elasticsearch").port("port")).isEqualTo(18200);
    }

    @Test
    void takesAnOverrideInPlaceOfADefault() {
        StackSettings settings = StackSettings.of(FOLDER, Map.of("kafka.port", "20000"));
        assertThat(settings.part("kafka").port("port")).isEqualTo(20_000);
    }

    @Test
    void refusesANameThatItDoesNotKnow() {
        assertThatThrownBy(() -> StackSettings.of(FOLDER, Map.of("kafka.prot", "20000")))
                .hasMessageStartingWith("settings: [kafka.prot] (expected: some of [")
                .hasMessageContaining("kafka.port");
    }

    @Test
    void reportsAllWrongPortsAtOnce() {
        assertThatThrownBy(() -> StackSettings.of(
                        FOLDER, Map.of("kafka.port", "0", "postgres.port", "many", "elasticsearch.port", "18093")))
                .hasMessageContaining("kafka.port: 0 (expected: 1 to 65535)")
                .hasMessageContaining("postgres.port: many (expected: 1 to 65535)")
                .hasMessageContaining("kafka.controller-port: 18093 (expected: another port than elasticsearch.port)");
    }

    @Test
    void letsLoadGoToThisMachineUnlessToldOtherwise() {
        assertThat(StackSettings.of(FOLDER, Map.of()).allowedTargets())
                .containsExactly("127.0.0.1", "localhost", "[::1]");
        assertThat(StackSettings.of(FOLDER, Map.of("allowed-targets", "*.test.example.com, 10.0.0.7"))
                        .allowedTargets())
                .containsExactly("*.test.example.com", "10.0.0.7");
    }

    @Test
    void refusesATargetThatIsNoHostTogetherWithWrongPorts() {
        assertThatThrownBy(() -> StackSettings.of(
                        FOLDER, Map.of("allowed-targets", "10.0.0.7:8080,http://a,*,", "kafka.port", "0")))
                .hasMessageContaining("allowed-targets: 10.0.0.7:8080 (expected: hosts without ports")
                .hasMessageContaining("allowed-targets: http://a (expected: ")
                .hasMessageContaining("allowed-targets: * (expected: ")
                .hasMessageContaining("allowed-targets:  (expected: ")
                .hasMessageContaining("kafka.port: 0 (expected: 1 to 65535)");
    }
}
