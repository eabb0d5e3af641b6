package io.breakwater.target.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTimeTest {

    private static final int DRAWS = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0ms",
                "20ms",
                "500us",
                "1.5us",
                "uniform:5ms,50ms",
                "lognormal:20ms,120ms",
                "two-peak:10ms,400ms,2.5%"
            })
    void showsWhatItReads(String text) {
        assertThat(ServiceTime.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20",
                "-1ms",
                "fixed:",
                "61m",
                "uniform:50ms,5ms",
                "uniform:5ms",
                "lognormal:0ms,5ms",
                "lognormal:20ms,10ms",
                "two-peak:10ms,400ms",
                "two-peak:10ms,400ms,101%",
                "normal:20ms,5ms"
            })
    void refusesWhatIsNoServiceTime(String text) {
        assertThatThrownBy(() -> ServiceTime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lognormal:20ms,120ms (median, p99)");
    }

    @Test
    void drawsALognormalTimeWithTheMedianAndP99ThatWereSet_seed42() {
        long[] sorted = draws("lognormal:20ms,120ms");

        // 1 % at the median and 3 % at p99: over four standard errors of 100,000 draws each.
        assertThat((double) sorted[DRAWS / 2]).isCloseTo(20e6, within(0.2e6));
        assertThat((double) sorted[DRAWS * 99 / 100]).isCloseTo(120e6, within(3.6e6));
    }

    @Test
    void drawsAUniformTimeWithinItsLimits_seed42() {
        long[] sorted = draws("uniform:5ms,50ms");

        assertThat(sorted[0]).isBetween(5_000_000L, 5_010_000L);
        assertThat(sorted[DRAWS - 1]).isBetween(49_990_000L, 50_000_000L);
        assertThat((double) sorted[DRAWS / 2]).isCloseTo(27.5e6, within(0.3e6));
    }

    @Test
    void drawsTwoPeaksWithTheShareThatWasSetAndNothingBetween_seed42() {
        long[] sorted = draws("two-peak:10ms,400ms,10%");

        assertThat(LongStream.of(sorted).filter(nanos -> nanos > 11_000_000 && nanos < 360_000_000))
                .isEmpty();
        // Binomial(100000, 0.1): four deviations are 380.
        assertThat((double) LongStream.of(sorted)
                        .filter(nanos -> nanos >= 360_000_000)
                        .count())
                .isCloseTo(10_000, within(380.0));
    }

    private static long[] draws(String text) {
        ServiceTime serviceTime = ServiceTime.parse(text);
        SplittableRandom random = new SplittableRandom(42);
        return LongStream.generate(() -> serviceTime.drawNanos(random))
                .limit(DRAWS)
                .sorted()
                .toArray();
    }
}
