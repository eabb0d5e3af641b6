package io.breakwater.measurement.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodedHistogramTest {

    @Test
    void makesTheBytesThatRecordingOneByOneMakes_seeds0To199() {
        for (long seed = 0; seed < 200; seed++) {
            long[] micros = times(new Random(seed));

            assertThat(EncodedHistogram.ofTimes(micros.clone(), micros.length))
                    .isEqualTo(histogram(micros).encode());
        }
    }

    @Test
    void countsOnlyTheFirstEntries() {
        assertThat(EncodedHistogram.ofTimes(new long[] {7, 5, 1_000}, 2))
                .isEqualTo(histogram(new long[] {5, 7}).encode());
    }

    @Test
    void mergesToTheBytesOfTheSumInEitherOrder_seeds0To199() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LatencyHistogram one = histogram(times(random));
            LatencyHistogram other = histogram(times(random));
            byte[] merged = EncodedHistogram.merge(one.encode(), other.encode());
            byte[] swapped = EncodedHistogram.merge(other.encode(), one.encode());
            one.add(other);

            assertThat(merged).isEqualTo(one.encode()).isEqualTo(swapped);
        }
    }

    @Test
    void sumsToTheBytesOfRecordingAllInOne_seeds0To199() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<byte[]> some = new ArrayList<>();
            LatencyHistogram all = new LatencyHistogram();
            for (int left = random.nextInt(8); left > 0; left--) {
                LatencyHistogram one = histogram(times(random));
                some.add(one.encode());
                all.add(one);
            }

            assertThat(EncodedHistogram.sum(some)).isEqualTo(all.encode());
        }
    }

    @Test
    void anEmptyHistogramChangesNothing() {
        byte[] some = histogram(new long[] {5, 5, 9}).encode();

        assertThat(EncodedHistogram.empty()).isEqualTo(new LatencyHistogram().encode());
        assertThat(EncodedHistogram.merge(some, EncodedHistogram.empty())).isEqualTo(some);
        assertThat(EncodedHistogram.merge(EncodedHistogram.empty(), some)).isEqualTo(some);
    }

    @Test
    void refusesBytesThatAreNoHistogram() {
        byte[] some = histogram(new long[] {5}).encode();

        assertThatThrownBy(() -> EncodedHistogram.merge(some, new byte[0]))
                .hasMessage("histogram: 0 bytes, version none (expected: version 1)");
        assertThatThrownBy(() -> EncodedHistogram.merge(some, Arrays.copyOf(some, some.length - 1)))
                .hasMessage("histogram: ends within a number (expected: more bytes)");
    }

    @Test
    void readsTheTimeAtARankOfTheSortedTimes() {
        LatencyHistogram histogram = histogram(new long[] {30, 10, 20, 20});

        assertThat(new long[] {histogram.micros(1), histogram.micros(2), histogram.micros(3), histogram.micros(4)})
                .containsExactly(10, 20, 20, 30);
        assertThatThrownBy(() -> histogram.micros(5)).hasMessage("rank: 5 (expected: 1 to 4)");
    }

    private static long[] times(Random random) {
        long[] micros = new long[random.nextInt(60)];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = switch (random.nextInt(5)) {
                case 0 -> random.nextLong(5);
                case 1 -> random.nextLong(3_000);
                case 2 -> random.nextLong(5_000_000);
                case 3 -> LatencyHistogram.HIGHEST_MICROS - 1 + random.nextLong(3);
                default -> -random.nextLong(10);
            };
        }
        return micros;
    }

    private static LatencyHistogram histogram(long[] micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(micros).forEach(histogram::record);
        return histogram;
    }
}
