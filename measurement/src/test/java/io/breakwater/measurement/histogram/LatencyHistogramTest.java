package io.breakwater.measurement.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private static final List<Double> PERCENTILES = List.of(0.0, 1.0, 50.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0);

    @Test
    void agreesWithASortedArrayToThreeDigits_seed7() {
        Random random = new Random(7);
        long[] heavyTail = LongStream.generate(() -> (long) (1_000 * Math.pow(random.nextDouble(), -1.5)))
                .limit(50_000)
                .map(v -> Math.min(v, LatencyHistogram.HIGHEST_MICROS))
                .toArray();
        long[] twoPeaks = LongStream.generate(() ->
                        (random.nextInt(10) == 0 ? 2_000_000 : 5_000) + (long) Math.abs(random.nextGaussian() * 500))
                .limit(50_000)
                .toArray();
        long[] powersOfTwo = LongStream.range(0, 32)
                .map(bit -> Math.min(1L << bit, LatencyHistogram.HIGHEST_MICROS))
                .toArray();
        for (long[] values : List.of(heavyTail, twoPeaks, powersOfTwo, new long[] {42}, new long[] {7, 7, 7, 7})) {
            agreesWithSorted(values);
        }
    }

    private static void agreesWithSorted(long[] values) {
        LatencyHistogram histogram = of(values);
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double percentile : PERCENTILES) {
            int rank = Math.max(
                    1,
                    BigDecimal.valueOf(percentile)
                            .multiply(BigDecimal.valueOf(sorted.length))
                            .divide(BigDecimal.valueOf(100))
                            .setScale(0, RoundingMode.CEILING)
                            .intValue());
            long exact = sorted[rank - 1];
            assertThat((double) histogram.percentileMicros(percentile))
                    .as("p%s", percentile)
                    .isCloseTo((double) exact, within(Math.max(1, exact / 1_000.0)));
        }
        assertThat(histogram.count()).isEqualTo(values.length);
    }

    @Test
    void mergedPercentileIsThatOfAllTimes_andTheAveragedOneAsControlIsNot() {
        LatencyHistogram quick =
                of(LongStream.generate(() -> 1_000).limit(990_000).toArray());
        LatencyHistogram slow =
                of(LongStream.generate(() -> 1_000_000).limit(1_000).toArray());

        double averaged = (quick.percentileMicros(99) + slow.percentileMicros(99)) / 2.0;
        quick.add(slow);

        assertThat(quick.percentileMicros(99)).isEqualTo(1_000);
        assertThat(averaged).isGreaterThan(500_000);
    }

    @Test
    void countsWhatItClamps() {
        LatencyHistogram histogram = of(-1, 5, LatencyHistogram.HIGHEST_MICROS, LatencyHistogram.HIGHEST_MICROS + 1);

        assertThat(histogram.clampedCount()).isEqualTo(2);
        assertThat(histogram.count()).isEqualTo(4);
        assertThat(LatencyHistogram.decode(histogram.encode()).clampedCount()).isEqualTo(2);
    }

    @Test
    void encodesAndDecodesWithoutLoss_seed3() {
        Random random = new Random(3);
        LatencyHistogram histogram =
                of(random.longs(10_000, 0, LatencyHistogram.HIGHEST_MICROS).toArray());

        LatencyHistogram read = LatencyHistogram.decode(histogram.encode());

        assertThat(read.encode()).isEqualTo(histogram.encode());
        PERCENTILES.forEach(p -> assertThat(read.percentileMicros(p)).isEqualTo(histogram.percentileMicros(p)));
    }

    @Test
    void mergesInAnyOrderToTheSameBytes() {
        LatencyHistogram upwards = of(1, 2, 3);
        upwards.add(of(5_000_000));
        LatencyHistogram downwards = of(5_000_000);
        downwards.add(of(1, 2, 3));

        assertThat(upwards.encode()).isEqualTo(downwards.encode());
    }

    @Test
    void addsEncodedCountsAsItAddsDecodedOnes() {
        LatencyHistogram other = of(7);
        other.record(LatencyHistogram.HIGHEST_MICROS + 1);
        LatencyHistogram added = of(3);
        added.add(LatencyHistogram.decode(other.encode()));
        LatencyHistogram addedEncoded = of(3);
        addedEncoded.addEncoded(other.encode());
        assertThat(addedEncoded.encode()).isEqualTo(added.encode());
        assertThat(addedEncoded.clampedCount()).isEqualTo(1);
    }

    @Test
    void growsAfterDecoding() {
        LatencyHistogram read = LatencyHistogram.decode(of(3).encode());
        read.record(LatencyHistogram.HIGHEST_MICROS);

        assertThat(read.count()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNotAHistogram() {
        assertThatThrownBy(() -> LatencyHistogram.decode(new byte[0]))
                .hasMessage("histogram: 0 bytes, version none (expected: version 1)");
        byte[] whole = of(1, 2, 3).encode();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> LatencyHistogram.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static LatencyHistogram of(long... micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long value : micros) {
            histogram.record(value);
        }
        return histogram;
    }

    @Test
    void correctsForCoordinatedOmissionAsHdrHistogramDoes_seed42() {
        Random random = new Random(42);
        for (long interval : new long[] {1, 700, 100_000}) {
            LatencyHistogram ours = new LatencyHistogram();
            Histogram theirs = new Histogram(1, LatencyHistogram.HIGHEST_MICROS, 3);
            for (int i = 0; i < 200; i++) {
                long micros = random.nextInt(5) == 0 ? random.nextInt(1_000_000) : random.nextInt(60_000);
                ours.record(micros);
                theirs.recordValue(micros);
            }
            LatencyHistogram corrected = ours.correctedForCoordinatedOmission(interval);
            Histogram expected = theirs.copyCorrectedForCoordinatedOmission(interval);

            assertThat(corrected.count()).isEqualTo(expected.getTotalCount());
            for (double percentile : new double[] {1, 50, 90, 99, 100}) {
                assertThat(corrected.percentileMicros(percentile)).isEqualTo(expected.getValueAtPercentile(percentile));
            }
        }
    }

    @Test
    void correctsLongTimesOverAShortIntervalInAMoment() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long second = 1; second <= 3_600; second++) {
            histogram.record(second * 1_000_000);
        }

        assertThat(histogram.correctedForCoordinatedOmission(10).count()).isGreaterThan(100_000_000L);
    }
}
