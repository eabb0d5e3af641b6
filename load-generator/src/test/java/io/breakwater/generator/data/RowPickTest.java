package io.breakwater.generator.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowPickTest {

    @Test
    void takesRowsInTurnAndBeginsAgain() {
        RowPick pick = new RowPick(Pick.SEQUENTIAL, WhenUsedUp.REPEAT, 3, 3, 1);

        assertThat(LongStream.range(0, 7).mapToObj(pick::row)).containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertThat(pick.isUsedUp(1_000_000)).isFalse();
    }

    @Test
    void isUsedUpAfterTheLastRowWhenItDoesNotRepeat() {
        RowPick pick = new RowPick(Pick.SEQUENTIAL, WhenUsedUp.STOP, 3, 3, 1);

        assertThat(pick.isUsedUp(2)).isFalse();
        assertThat(pick.isUsedUp(3)).isTrue();
    }

    /** Chi-squared with 99 degrees of freedom stays below 148.2 in 99.9 % of even draws; the draw is fixed by its seed. */
    @Test
    void drawsEvenlyAndTheSameRowsAgain_chiSquared_seed42() {
        RowPick pick = new RowPick(Pick.RANDOM, WhenUsedUp.REPEAT, 100, 100, 42);
        long[] counts = new long[100];
        for (long index = 0; index < 100_000; index++) {
            counts[pick.row(index)]++;
        }
        double chiSquared = 0;
        for (long count : counts) {
            chiSquared += (count - 1_000.0) * (count - 1_000.0) / 1_000;
        }
        assertThat(chiSquared).isBetween(61.0, 148.2);
        RowPick again = new RowPick(Pick.RANDOM, WhenUsedUp.REPEAT, 100, 100, 42);
        assertThat(LongStream.range(0, 1_000).allMatch(index -> pick.row(index) == again.row(index)))
                .isTrue();
    }
}
