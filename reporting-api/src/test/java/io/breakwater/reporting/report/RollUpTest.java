package io.breakwater.reporting.report;

import static io.breakwater.reporting.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollUpTest {

    @Test
    void readsPercentilesOfAStretchFromItsWindowsTogether_andTheirMeanAsControlIsAnother() {
        RollUp rollUp = new RollUp(Optional.of(10L), RollUp.By.RUN);
        IntStream.range(0, 20).forEach(second -> {
            rollUp.add(window("r", "a", second, true, times(second == 3 ? 1 : 99, second == 3 ? 900_000 : 1_000)));
            rollUp.add(window("r", "b", second, true, times(1, 1_000)));
        });

        List<RollUps.Line> lines = rollUp.lines("r", List.of(99.0)).rollUps();

        assertThat(lines).extracting(RollUps.Line::fromSecond).containsExactly(0L, 10L);
        assertThat(lines).extracting(RollUps.Line::toSecond).containsExactly(10L, 20L);
        assertThat(lines).extracting(RollUps.Line::intended).containsExactly(902L, 1_000L);
        assertThat(lines.get(0).figures().responseTime().percentilesMicros()).containsEntry("p99", 1_000L);
        long meanOfWindows = (9 * 1_000 + 900_000) / 10;
        assertThat(meanOfWindows)
                .as("control: the mean of the seconds' percentiles")
                .isGreaterThan(90_000);
    }

    @Test
    void tellsStepsApartOrTakesTheWholeRunTogether() {
        RollUp steps = new RollUp(Optional.empty(), RollUp.By.STEP);
        RollUp regions = new RollUp(Optional.empty(), RollUp.By.REGION);
        for (RollUp rollUp : List.of(steps, regions)) {
            rollUp.add(window("r", "b", 3, true, 1));
            rollUp.add(window("r", "a", 7, false, 1, 2));
        }

        assertThat(steps.lines("r", List.of()).rollUps())
                .extracting(
                        line -> line.step().orElseThrow(),
                        line -> line.figures().complete(),
                        RollUps.Line::fromSecond,
                        RollUps.Line::toSecond)
                .containsExactly(tuple("a", false, 3L, 8L), tuple("b", true, 3L, 8L));
        assertThat(regions.lines("r", List.of()).rollUps())
                .singleElement()
                .satisfies(line -> assertThat(line.region()).contains("cn-east"))
                .satisfies(line -> assertThat(line.outcomes()).containsEntry("SUCCEEDED", 3L));
    }

    @Test
    void refusesMoreThanAReaderCanUse() {
        RollUp rollUp = new RollUp(Optional.of(1L), RollUp.By.RUN);
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> IntStream.rangeClosed(0, RollUp.MOST_LINES)
                        .forEach(second -> rollUp.add(window("r", "a", second, true, 1))));
    }

    private static long[] times(int count, long micros) {
        long[] times = new long[count];
        Arrays.fill(times, micros);
        return times;
    }
}
