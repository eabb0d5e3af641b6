package io.breakwater.generator.data;

import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;

/**
 * Which row a draw gets, by the draw's number alone: the same over any number of generators, and again in a replay. The number
 * is the arrival's index, the virtual user's, or with {@link Pick#ONCE} that of {@link RowDraw}.
 *
 * @param pick       in turn, at random or once
 * @param whenUsedUp what follows the last row
 * @param rows       how many there are; at least 1
 * @param length     how many there are to be: {@code rows}, or those of the base column, to which others are cut or repeated
 * @param seed       sets the random picks of one data set apart from another's
 */
public record RowPick(Pick pick, WhenUsedUp whenUsedUp, int rows, int length, long seed) {

    /** Whether there is no row for this draw. */
    public boolean isUsedUp(long draw) {
        return pick != Pick.RANDOM && whenUsedUp != WhenUsedUp.REPEAT && draw >= length;
    }

    /** The row of this draw, from 0; only when it is not used up. */
    public int row(long draw) {
        return switch (pick) {
            case SEQUENTIAL, ONCE -> (int) (draw % length) % rows;
            // The upper half of a 32 by 64 bit product is even over the rows to within 2^-32 (Lemire 2019).
            case RANDOM -> (int) (((mixed(draw) >>> 32) * Math.min(rows, length)) >>> 32);
        };
    }

    /** SplitMix64's finisher: neighbouring numbers give unrelated ones. */
    private long mixed(long draw) {
        long z = seed + (draw + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
