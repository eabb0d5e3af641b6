package io.breakwater.measurement.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeCountsTest {

    @Test
    void makesTheBytesThatRecordingOneByOneMakes_fewOrManyAndUsedAgain_seeds0To99() {
        TimeCounts counts = new TimeCounts();
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            LatencyHistogram histogram = new LatencyHistogram();
            int times = random.nextInt(seed % 2 == 0 ? 700 : 5_000);
            for (int i = 0; i < times; i++) {
                long micros = time(random);
                counts.record(micros);
                histogram.record(micros);
            }

            assertThat(counts.encode()).isEqualTo(histogram.encode());
            counts.reset();
        }
    }

    @Test
    void countsEveryPowerOfTwoAndItsNeighboursInTheGeometrysSteps() {
        TimeCounts counts = new TimeCounts();
        LatencyHistogram histogram = new LatencyHistogram();
        for (int round = 0; round < 20; round++) {
            for (int power = 0; power < 63; power++) {
                for (long micros = (1L << power) - 1; micros <= (1L << power) + 1; micros++) {
                    counts.record(micros);
                    histogram.record(micros);
                }
            }
        }
        assertThat(counts.encode()).isEqualTo(histogram.encode());
    }

    private static long time(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong(5);
            case 1 -> random.nextLong(3_000);
            case 2 -> random.nextLong(5_000_000);
            case 3 -> LatencyHistogram.HIGHEST_MICROS - 1 + random.nextLong(3);
            default -> -random.nextLong(10);
        };
    }
}
