package io.breakwater.analytics.fold;

import java.util.ArrayDeque;

/** Tallies to be used again. Not thread-safe. */
final class Tallies {

    /** Enough for twenty steps in ten seconds; what is given back beyond it is left to the garbage collector. */
    private static final int MOST_KEPT = 200;

    private final ArrayDeque<Tally> kept = new ArrayDeque<>();
    private int lent;

    Tally lend() {
        lent++;
        Tally tally = kept.poll();
        return tally == null ? new Tally() : tally;
    }

    void giveBack(Tally tally) {
        lent--;
        if (kept.size() < MOST_KEPT) {
            kept.push(tally);
        }
    }

    /** How many are in use. */
    int lent() {
        return lent;
    }
}
