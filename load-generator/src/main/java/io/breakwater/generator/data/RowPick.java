package io.breakwater.generator.data;

import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;

/**
 * Which row an iteration gets, by its arrival's index alone: the same over any number of generators, and again in a replay.
 *
 * @param pick       in turn or at random
 * @param whenUsedUp what follows the last row
 * @param rows       how many there are; at least 1
 * @param seed       sets the random picks of one data set apart from another's
 */
public record RowPick(Pick pick, WhenUsedUp whenUsedUp, int rows, long seed) {

    /** Whether there is no row for this arrival. */
    public boolean isUsedUp(long arrivalIndex) {
        return pick == Pick.SEQUENTIAL && whenUsedUp == WhenUsedUp.STOP && arrivalIndex >= rows;
    }

    /** The row of this arrival, from 0; only when it is not used up. */
    public int row(long arrivalIndex) {
        return switch (pick) {
            case SEQUENTIAL, ONCE -> (int) (arrivalIndex % rows);
            // The upper half of a 32 by 64 bit product is even over the rows to within 2^-32 (Lemire 2019).
            case RANDOM -> (int) (((mixed(arrivalIndex) >>> 32) * rows) >>> 32);
        };
    }

    /** SplitMix64's finisher: neighbouring indexes give unrelated numbers. */
    private long mixed(long arrivalIndex) {
        long z = seed + (arrivalIndex + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
