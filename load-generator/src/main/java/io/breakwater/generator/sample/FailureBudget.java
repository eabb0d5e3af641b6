package io.breakwater.generator.sample;

import io.breakwater.events.request.RequestOutcome;
import java.util.HashMap;
import java.util.Map;

/** How many samples of each kind of failure may still be kept. For one event loop. */
final class FailureBudget {

    /** A target that answers each request with another status must not fill the memory with kinds. */
    private static final int MOST_KINDS = 500;

    private final int each;
    private final Map<Kind, Integer> kept = new HashMap<>();

    /** Failures that a person would call the same. */
    private record Kind(int step, RequestOutcome outcome, int status, String failedCheck) {}

    FailureBudget(int each) {
        this.each = each;
    }

    /** Takes one from the budget of a kind; false when nothing is left. */
    boolean take(int step, RequestOutcome outcome, int status, String failedCheck) {
        if (each == 0) {
            return false;
        }
        Kind kind = new Kind(step, outcome, status, failedCheck);
        int before = kept.getOrDefault(kind, 0);
        if (before >= each || (before == 0 && kept.size() == MOST_KINDS)) {
            return false;
        }
        kept.put(kind, before + 1);
        return true;
    }
}
