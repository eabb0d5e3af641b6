package io.breakwater.generator.data;

import io.breakwater.events.scenario.DataSet.Per;
import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import java.util.Arrays;

/**
 * Draws the rows of one event loop of one part. Rows that are drawn once are divided beforehand: the n-th draw of a sharer is
 * row {@code first + n * stride}, so that no two sharers ever draw the same one, and nobody has to ask. Confined to its loop.
 */
public final class RowDraw {

    /** What {@link #draw} returns when every data set had a row. */
    public static final int DRAWN = -1;

    private final RunData data;
    private final long stride;
    private final long[] next;

    /**
     * A sharer that has drawn nothing.
     *
     * @param data   the run's data
     * @param first  this sharer's number among all loops of all parts, from 0
     * @param stride how many sharers there are
     */
    public RowDraw(RunData data, long first, long stride) {
        if (first < 0 || first >= stride) {
            throw new IllegalArgumentException(
                    "sharer: " + first + " of " + stride + " (expected: 0 or more, and below the number of sharers)");
        }
        this.data = data;
        this.stride = stride;
        this.next = new long[data.size()];
        Arrays.fill(next, first);
    }

    /**
     * Draws a row from each of some data sets that are drawn from so often. Either all have one, or none is drawn.
     *
     * @param slots the data sets
     * @param per   draws only from those whose rows are kept so long
     * @param index the arrival's index, or the virtual user's number; no matter to rows that are drawn once
     * @param rows  where to note the rows, by slot
     * @return {@link #DRAWN}, or the first slot that is used up
     */
    public int draw(int[] slots, Per per, long index, int[] rows) {
        for (int slot : slots) {
            if (data.dataSet(slot).per() == per && data.pick(slot).isUsedUp(number(slot, index))) {
                return slot;
            }
        }
        for (int slot : slots) {
            if (data.dataSet(slot).per() == per) {
                RowPick pick = data.pick(slot);
                rows[slot] = pick.row(number(slot, index));
                if (pick.pick() == Pick.ONCE) {
                    next[slot] += stride;
                }
            }
        }
        return DRAWN;
    }

    /** Whether the run is to be stopped, now that a slot is used up. */
    public boolean failsRun(int slot) {
        return data.dataSet(slot).whenUsedUp() == WhenUsedUp.FAIL;
    }

    /** Why the run is stopped, in words. */
    public String failure(int slot) {
        return "data " + data.dataSet(slot).file() + ": used up after "
                + data.pick(slot).length() + " rows (expected: enough for the load, for when-used-up is fail)";
    }

    private long number(int slot, long index) {
        return data.pick(slot).pick() == Pick.ONCE ? next[slot] : index;
    }
}
