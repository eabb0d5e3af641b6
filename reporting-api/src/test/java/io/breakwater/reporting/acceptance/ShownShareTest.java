package io.breakwater.reporting.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShownShareTest {

    @Test
    void doesNotRoundAMissedLimitIntoAKeptOne() {
        assertThat(String.format(Locale.ROOT, "%.2f%%", 94.996))
                .as("control: the usual rounding")
                .isEqualTo("95.00%");
        assertThat(ShownShare.atLeast(0.94996, 0.95)).isEqualTo("94.99%");
        assertThat(ShownShare.atMost(0.010001, 0.01)).isEqualTo("1.01%");
    }

    @Test
    void showsAKeptLimitAsKept() {
        assertThat(ShownShare.atLeast(0.95, 0.95)).isEqualTo("95.00%");
        assertThat(ShownShare.atLeast(342_000.0 / 360_000, 0.95)).isEqualTo("95.00%");
        assertThat(ShownShare.atMost(3_600.0 / 360_000, 0.01)).isEqualTo("1.00%");
        assertThat(ShownShare.atMost(0.009996, 0.01)).isEqualTo("1.00%");
    }

    @Test
    void showsTwoDecimalsAsThePlatformDoes() {
        assertThat(ShownShare.atLeast(0.982, 0.95)).isEqualTo("98.20%");
        assertThat(ShownShare.atMost(0.0072, 0.01)).isEqualTo("0.72%");
        assertThat(ShownShare.atLeast(1, 0.95)).isEqualTo("100.00%");
        assertThat(ShownShare.atMost(0, 0.01)).isEqualTo("0.00%");
        assertThat(ShownShare.limit(0.95)).isEqualTo("95%");
        assertThat(ShownShare.limit(1)).isEqualTo("100%");
    }

    @Test
    void showsAllOrNoneOnlyWhenItIsSo() {
        assertThat(ShownShare.atLeast(359_999.0 / 360_000, 0.95)).isEqualTo("99.99%");
        assertThat(ShownShare.atMost(1.0 / 360_000, 0.01)).isEqualTo("0.01%");
    }

    @Test
    void showsAsManyDecimalsAsALimitHas() {
        assertThat(ShownShare.limit(0.99995)).isEqualTo("99.995%");
        assertThat(ShownShare.atLeast(0.999949, 0.99995)).isEqualTo("99.994%");
    }

    @Test
    void neverCrossesTheLimit_anyCounts_seed42() {
        RandomGenerator random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            int total = random.nextInt(1, 1_000_000);
            double share = (double) random.nextInt(0, total + 1) / total;
            assertThat(shown(ShownShare.atLeast(share, 0.95)) >= 95).isEqualTo(share >= 0.95);
            assertThat(shown(ShownShare.atMost(share, 0.01)) <= 1).isEqualTo(share <= 0.01);
        }
    }

    private static double shown(String percent) {
        return Double.parseDouble(percent.substring(0, percent.length() - 1));
    }
}
