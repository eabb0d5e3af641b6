package io.breakwater.reporting.report;

import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a histogram says, in microseconds.
 *
 * @param count             how many times were counted
 * @param percentilesMicros the times by percentile, such as {@code "p99.9"}, in the order asked for
 * @param maxMicros         the longest
 * @param clampedCount      how many lay beyond the histogram's range
 */
record TimeFigures(long count, Map<String, Long> percentilesMicros, long maxMicros, long clampedCount) {

    static TimeFigures of(LatencyHistogram histogram, List<Double> percentiles) {
        Map<String, Long> micros = new LinkedHashMap<>();
        for (double percentile : percentiles) {
            micros.put(name(percentile), histogram.percentileMicros(percentile));
        }
        return new TimeFigures(histogram.count(), micros, histogram.maxMicros(), histogram.clampedCount());
    }

    private static String name(double percentile) {
        String digits = String.format(Locale.ROOT, "%.6f", percentile);
        return "p" + digits.replaceAll("\\.?0+$", "");
    }
}
