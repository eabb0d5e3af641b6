package io.breakwater.analytics.fold;

import java.util.ArrayList;
import java.util.List;

/**
 * A sum of counts to which much is added and which is seldom looked at: what is added is held for a while and summed up in one
 * pass, as histograms of many requests take long to merge. Not thread-safe.
 */
public final class CountsSum {

    /** Some hundred kilobytes at most. */
    private static final int MOST_HELD = 32;

    private final List<RequestCounts> held = new ArrayList<>();

    /** Begins with these. */
    public CountsSum(RequestCounts counts) {
        held.add(counts);
    }

    /** Adds counts. */
    public void add(RequestCounts counts) {
        held.add(counts);
        if (held.size() > MOST_HELD) {
            value();
        }
    }

    /** All that was added, together; sums up what was held. */
    public RequestCounts value() {
        if (held.size() > 1) {
            RequestCounts sum = sum();
            held.clear();
            held.add(sum);
        }
        return held.get(0);
    }

    /** The same, and changes nothing: for a checkpoint, which several threads may read at once. */
    public RequestCounts sum() {
        return RequestCounts.sum(held);
    }
}
