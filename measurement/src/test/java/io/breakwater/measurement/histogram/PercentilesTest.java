package io.breakwater.measurement.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Percentiles beside a plain sorted array, on data that is hard on histograms. */
class PercentilesTest {

    private static final double[] PERCENTILES = {0, 0.1, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100};

    /** Times with a name. */
    record DataSet(String name, long[] micros) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<DataSet> dataSets() {
        Random random = new Random(5);
        long highest = LatencyHistogram.HIGHEST_MICROS;
        return Stream.of(
                new DataSet("one element", new long[] {1_234_567}),
                new DataSet(
                        "all equal",
                        LongStream.generate(() -> 47_113).limit(10_000).toArray()),
                new DataSet(
                        "heavy tail",
                        LongStream.generate(() ->
                                        Math.min(highest, (long) (1_000 / Math.pow(1 - random.nextDouble(), 1.5))))
                                .limit(50_000)
                                .toArray()),
                new DataSet(
                        "two peaks",
                        LongStream.generate(() -> Math.max(
                                        1,
                                        Math.round(
                                                random.nextInt(10) < 9
                                                        ? 20_000 + 1_500 * random.nextGaussian()
                                                        : 3_000_000 + 200_000 * random.nextGaussian())))
                                .limit(50_000)
                                .toArray()),
                new DataSet(
                        "about every power of two",
                        LongStream.range(0, 32)
                                .flatMap(power -> LongStream.of((1L << power) - 1, 1L << power, (1L << power) + 1))
                                .filter(micros -> micros <= highest)
                                .toArray()),
                new DataSet("the limits", new long[] {0, 0, 1, 1, 2, 2_047, 2_048, highest - 1, highest, highest}),
                new DataSet("evenly spread", LongStream.rangeClosed(1, 100_000).toArray()));
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void arePartsInAThousandNearThoseOfASortedArray(DataSet data) {
        LatencyHistogram histogram = histogram(data.micros());

        for (double percentile : PERCENTILES) {
            long exact = exact(data.micros(), percentile);
            assertThat(histogram.percentileMicros(percentile))
                    .as("p%s of %s", percentile, data)
                    .isBetween(exact, exact + exact / 1_000);
        }
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void areTheSameHoweverTheTimesWereSpreadOverWindows(DataSet data) {
        Random random = new Random(6);
        List<List<Long>> windows =
                Stream.<List<Long>>generate(ArrayList::new).limit(7).toList();
        Arrays.stream(data.micros()).forEach(micros -> windows.get(pick(random)).add(micros));
        byte[] merged = EncodedHistogram.empty();
        for (List<Long> window : windows) {
            long[] times = window.stream().mapToLong(Long::longValue).toArray();
            merged = EncodedHistogram.merge(EncodedHistogram.ofTimes(times, times.length), merged);
        }

        assertThat(merged).isEqualTo(histogram(data.micros()).encode());
    }

    /** Uneven, so that windows differ in size. */
    private static int pick(Random random) {
        return (int) (7 * Math.pow(random.nextDouble(), 2));
    }

    private static long exact(long[] micros, double percentile) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.max(0, Math.ceil(percentile * sorted.length / 100) - 1)];
    }

    private static LatencyHistogram histogram(long[] micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(micros).forEach(histogram::record);
        return histogram;
    }
}
