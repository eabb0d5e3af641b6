package io.breakwater.events.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoissonArrivalsTest {

    private static final int MANY = 100_000;

    @Test
    void spacesArrivalsExponentially_kolmogorovSmirnov_seed42() {
        double[] gaps = gaps(new PoissonArrivals(42));

        double mean = Arrays.stream(gaps).average().orElseThrow();
        double variance = Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.001));
        assertThat(variance).isCloseTo(1, within(0.03));
        // 1.36 / sqrt(n): the bound that 95 of 100 samples of the exponential distribution keep; the seed is fixed.
        assertThat(distanceFromExponential(gaps)).isLessThan(1.36 / Math.sqrt(MANY));
    }

    @Test
    void tellsEvenSpacingFromRandomSpacing() {
        double[] even = new double[MANY];
        Arrays.fill(even, 1);

        assertThat(distanceFromExponential(even)).as("control").isGreaterThan(0.5);
    }

    @Test
    void countsInShortStretchesAreAsScatteredAsTheyAreMany() {
        PoissonArrivals arrivals = new PoissonArrivals(7);
        double[] counts = new double[MANY / 10];
        for (long index = 0; arrivals.position(index) < MANY; index++) {
            counts[(int) (arrivals.position(index) / 10)]++;
        }
        double variance = Arrays.stream(counts)
                .map(count -> (count - 10) * (count - 10))
                .average()
                .orElseThrow();
        assertThat(variance).isCloseTo(10, within(0.5));
    }

    @Test
    void giveTheSamePositionWhoeverAsksInWhicheverOrder() {
        PoissonArrivals inOrder = new PoissonArrivals(3);
        double[] positions = new double[20_000];
        for (int index = 0; index < positions.length; index++) {
            positions[index] = inOrder.position(index);
            assertThat(positions[index]).isGreaterThanOrEqualTo(index == 0 ? 0 : positions[index - 1]);
        }
        PoissonArrivals atRandom = new PoissonArrivals(3);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int index = random.nextInt(positions.length);
            assertThat(atRandom.position(index)).isEqualTo(positions[index]);
        }
        assertThat(new PoissonArrivals(4).position(5)).isNotEqualTo(positions[5]);
    }

    @Test
    void doesNotDriftOverABillionArrivals() {
        PoissonArrivals arrivals = new PoissonArrivals(11);

        for (long index = 999_000_000L; index < 1_000_000_000L; index += 99_991) {
            // Half the root of a block is the standard deviation in its middle, 32; five of them.
            assertThat(arrivals.position(index)).isCloseTo((double) index, within(160.0));
        }
    }

    @Test
    void countsArrivalsBelowAPosition() {
        PoissonArrivals arrivals = new PoissonArrivals(5);
        for (double position : new double[] {0, 0.001, 1, 17.5, 4_095.9, 4_096, 4_096.5, 1_000_000}) {
            long count = arrivals.countBelow(position);
            assertThat(arrivals.position(count)).isGreaterThanOrEqualTo(position);
            if (count > 0) {
                assertThat(arrivals.position(count - 1)).isLessThan(position);
            }
        }
    }

    private static double[] gaps(PoissonArrivals arrivals) {
        double[] gaps = new double[MANY];
        double previous = 0;
        for (int index = 0; index < MANY; index++) {
            double position = arrivals.position(index);
            gaps[index] = position - previous;
            previous = position;
        }
        return gaps;
    }

    private static double distanceFromExponential(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = 1 - Math.exp(-sorted[i]);
            distance = Math.max(distance, Math.abs(expected - (double) i / sorted.length));
            distance = Math.max(distance, Math.abs(expected - (i + 1.0) / sorted.length));
        }
        return distance;
    }
}
