package io.breakwater.events.verdict;

/**
 * What became of a run's requests for one platform token.
 *
 * @param token          the binding of token-service, or the name of the data file that the tokens stand in
 * @param refused        answers that say that it was refused
 * @param refusedExpired those of them that came when its time was up
 * @param notSent        requests that were not sent for want of it
 * @param notSentExpired those of them for which there had been one, whose time was up
 */
public record TokenTotals(String token, long refused, long refusedExpired, long notSent, long notSentExpired) {}
