package io.breakwater.generator.session;

import io.breakwater.events.run.AdjustedLoad;

/** One event loop's share of one load: when iterations begin, and who walks them. Confined to the loop. */
interface Lane {

    /** Begins: what the load says is counted from here on. */
    void start(long laneStartNanos);

    /** When there is something to begin or to end; {@code Long.MAX_VALUE} when never. No iteration begins earlier. */
    long nextNanos();

    /** When to come for {@link #nextNanos} so that what is due within this time after it is done in one go. */
    default long gatheredNanos(long gatherNanos) {
        return nextNanos();
    }

    /** Does what is due. */
    void dispatch(long nowNanos);

    /** Whether it begins nothing more, whatever is still under way. */
    boolean isOver();

    /** Follows a load that was adjusted. What lies before the adjustment is the same in both. */
    void adjust(AdjustedLoad load);

    /**
     * A virtual user's iteration is over.
     *
     * @param endNanos when, pauses at its end included
     * @return whether it stands at the beginning of another one
     */
    boolean again(VirtualUser user, long endNanos);

    /** A virtual user is no longer under way. */
    void left(VirtualUser user, long nowNanos);
}
