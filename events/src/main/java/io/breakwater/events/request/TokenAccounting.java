package io.breakwater.events.request;

/**
 * What became of requests for their platform token, in one generator's part. Cumulative since the run's start. The generator
 * alone knows when a token's time was up, so that nobody who reads it has to ask a clock.
 *
 * @param token          the binding of token-service, or the name of the data file that the tokens stand in
 * @param refused        answers that say that it was refused
 * @param refusedExpired those of them that came when its time was up, by its own validity or in the answer's words
 * @param notSent        requests that were not sent for want of it
 * @param notSentExpired those of them for which there had been one, whose time was up
 */
public record TokenAccounting(String token, long refused, long refusedExpired, long notSent, long notSentExpired) {

    /** None of it. */
    public static TokenAccounting none(String token) {
        return new TokenAccounting(token, 0, 0, 0, 0);
    }

    /** Both together, of the same token. */
    public TokenAccounting plus(TokenAccounting other) {
        return new TokenAccounting(
                token,
                refused + other.refused,
                refusedExpired + other.refusedExpired,
                notSent + other.notSent,
                notSentExpired + other.notSentExpired);
    }

    /** Requests that a token whose time was up has cost. */
    public long expired() {
        return refusedExpired + notSentExpired;
    }

    /** Whether there is anything to tell. */
    public boolean isNone() {
        return refused == 0 && notSent == 0;
    }
}
