package io.breakwater.events.request;

/**
 * The accounting identity of one step in one generator's part: {@code intended = completed + inFlight + notSent}.
 * Cumulative since the run's start.
 *
 * @param intended  requests that the schedule or a predecessor said to send
 * @param completed requests that ended, well or badly
 * @param inFlight  requests that are waiting for a connection or under way
 * @param notSent   requests that were never started, over all reasons
 * @param cryptography the time for the cryptography of its messages; none where it encrypts nothing
 */
public record StepAccounting(
        long intended, long completed, long inFlight, long notSent, CryptographyTime cryptography) {

    /** Of a step that encrypts nothing. */
    public StepAccounting(long intended, long completed, long inFlight, long notSent) {
        this(intended, completed, inFlight, notSent, CryptographyTime.NONE);
    }

    /** Whether nothing is missing. */
    public boolean holds() {
        return intended == completed + inFlight + notSent;
    }
}
