package io.breakwater.token.refresh;

import java.time.Instant;
import java.util.Optional;

/**
 * A binding at one moment, without its tokens.
 *
 * @param name            the binding
 * @param state           how it stands; of a pool, the worst of its members
 * @param members         how many tokens it has
 * @param membersValid    how many of them are valid
 * @param obtainedAt      when the platform gave the token; of a pool, the oldest
 * @param expiresAt       when that token stops being valid; of a pool, the first to do so
 * @param nextTryAt       when the platform is asked next; empty when another replica is the holder
 * @param counts          what was counted since the start
 * @param quota           what was counted for the platform's quotas, over restarts
 * @param failuresInARow  failures since the last token
 * @param lastFailure     the latest failure, if there was one
 */
public record BindingStatus(
        String name,
        BindingState state,
        int members,
        int membersValid,
        Optional<Instant> obtainedAt,
        Optional<Instant> expiresAt,
        Optional<Instant> nextTryAt,
        Counts counts,
        QuotaUse quota,
        int failuresInARow,
        Optional<Failure> lastFailure) {

    /**
     * Why a token was not given.
     *
     * @param at     when
     * @param reason in words, without secret or token
     */
    public record Failure(Instant at, String reason) {}

    /**
     * What was counted since the start of this replica.
     *
     * @param refreshes           tokens given
     * @param failures            asks that gave none
     * @param busyAnswers         how many of them were requests to come back soon
     * @param refusalsHandled     refused tokens that were replaced, or will be
     * @param refusalsTooLate     refusals of tokens that had been replaced already
     * @param waitsForQuota       asks that were put off, as a quota or spacing did not allow them
     */
    public record Counts(
            long refreshes,
            long failures,
            long busyAnswers,
            long refusalsHandled,
            long refusalsTooLate,
            long waitsForQuota) {}

    /**
     * What the platform's quotas leave.
     *
     * @param asksToday   asks of this day
     * @param asksPerDay  how many are allowed; empty when no limit is known
     * @param forcedToday asks of this day that made a valid token invalid
     */
    public record QuotaUse(long asksToday, Optional<Long> asksPerDay, long forcedToday) {}
}
