package io.breakwater.events.request;

/**
 * The accounting identity of one step in one generator's part: {@code intended = completed + inFlight + notSent}.
 * Cumulative since the run's start.
 *
 * @param intended  requests that the schedule or a predecessor said to send
 * @param completed requests that ended, well or badly
 * @param inFlight  requests that are waiting for a connection or under way
 * @param notSent   requests that were never started, over all reasons
 */
public record StepAccounting(long intended, long completed, long inFlight, long notSent) {

    /** Whether nothing is missing. */
    public boolean holds() {
        return intended == completed + inFlight + notSent;
    }
}
