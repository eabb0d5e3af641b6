package io.breakwater.reporting.report;

import static io.breakwater.reporting.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedWindowsTest {

    /** 1,000 requests of 10 ms in one second, and 10 of 800 ms in the next, when the target began to break down. */
    private final WindowSummary busy = window("r", "a", 0, true, times(1_000, 10_000));

    private final WindowSummary broken = window("r", "a", 1, false, times(10, 800_000));

    @Test
    void readsPercentilesFromTheSumOfHistogramsAndDoesNotAverageThem() {
        MergedWindows merged = new MergedWindows();
        merged.add(busy);
        merged.add(broken);
        Map<String, Long> percentiles =
                merged.figures("r", List.of(95.0)).responseTime().percentilesMicros();
        long averagedP95 = (p95(busy) + p95(broken)) / 2;
        assertThat(averagedP95).as("control: the averaged percentile").isBetween(400_000L, 410_000L);
        assertThat(percentiles.get("p95")).isBetween(10_000L, 10_010L);
    }

    @Test
    void addsUpCountsAndIsCompleteOnlyWhenEveryWindowIs() {
        MergedWindows merged = new MergedWindows();
        merged.add(busy);
        assertThat(merged.figures("r", List.of()).complete()).isTrue();
        merged.add(broken);
        MergedPercentiles figures = merged.figures("r", List.of(50.0, 99.9, 100.0));
        assertThat(figures.complete()).isFalse();
        assertThat(figures.windows()).isEqualTo(2);
        assertThat(figures.completed()).isEqualTo(1_010);
        assertThat(figures.responseTime().count()).isEqualTo(1_010);
        assertThat(figures.responseTime().percentilesMicros()).containsOnlyKeys("p50", "p99.9", "p100");
    }

    private static long[] times(int count, long micros) {
        long[] times = new long[count];
        Arrays.fill(times, micros);
        return times;
    }

    private static long p95(WindowSummary window) {
        return LatencyHistogram.decode(window.responseTimeHistogram()).percentileMicros(95);
    }
}
