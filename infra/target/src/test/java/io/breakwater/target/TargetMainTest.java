package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.target.settings.SettingsRejectedException;
import io.breakwater.target.settings.TargetSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetMainTest {

    @Test
    void readsOptionsWithASpaceOrAnEqualsSign() {
        TargetSettings settings = TargetMain.settings(List.of("--port", "0", "--service-time=uniform:1ms,2ms"));

        assertThat(settings.port()).isZero();
        assertThat(settings.behaviour().serviceTime().text()).isEqualTo("uniform:1ms,2ms");
    }

    @Test
    void namesAllWrongOptionsAtOnce() {
        assertThatThrownBy(() -> TargetMain.settings(List.of("--port", "70000", "stall", "x", "--seed")))
                .isInstanceOfSatisfying(
                        SettingsRejectedException.class,
                        e -> assertThat(e.errors())
                                .satisfiesExactly(
                                        port -> assertThat(port)
                                                .isEqualTo("port: 70000 (expected: a port from 0 to 65535)"),
                                        stall -> assertThat(stall).startsWith("stall: x (expected: none, or"),
                                        seed -> assertThat(seed)
                                                .startsWith("seed: missing (expected: a whole number")));
    }
}
