package io.breakwater.target.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StallTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "9.999s, 0", "10s, 2s", "11.5s, 500ms", "12s, 0", "29s, 0", "30s, 2s", "1h, 0", "3610s, 2s"})
    void makesAnswersWaitForTheEndOfTheStallTheyFallInto(String since, String wait) {
        Stall stall = Stall.parse("2s/20s");

        assertThat(stall.waitNanos(nanos(since))).isEqualTo(nanos(wait));
    }

    @Test
    void beginsWhereItWasTold() {
        Stall stall = Stall.parse("500ms/1h@3s");

        assertThat(stall.waitNanos(nanos("2.999s"))).isZero();
        assertThat(stall.waitNanos(nanos("3s"))).isEqualTo(nanos("500ms"));
    }

    @Test
    void neverWaitsWhereThereIsNoStall() {
        assertThat(Stall.parse("none").waitNanos(nanos("1h"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2s", "2s/2s", "0s/20s", "2s/", "2s/20s@", "2s/25h", "2/20", "2s/20s@5s@6s"})
    void refusesWhatIsNoStall(String text) {
        assertThatThrownBy(() -> Stall.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long nanos(String text) {
        return text.equals("0")
                ? Duration.ZERO.toNanos()
                : Amounts.duration(text).toNanos();
    }
}
