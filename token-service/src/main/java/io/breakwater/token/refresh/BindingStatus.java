package io.breakwater.token.refresh;

import java.time.Instant;
import java.util.Optional;

/**
 * A binding at one moment, without its token.
 *
 * @param name            the binding
 * @param state           how it stands
 * @param obtainedAt      when the platform gave the token, if there ever was one
 * @param expiresAt       when that token stops being valid
 * @param nextTryAt       when the platform is asked next
 * @param refreshes       how often the platform gave a token since the start
 * @param failures        how often it did not, busy answers included
 * @param busyAnswers     how often it asked to come back soon
 * @param failuresInARow  failures since the last token
 * @param lastFailure     the latest failure, if there was one
 */
public record BindingStatus(
        String name,
        BindingState state,
        Optional<Instant> obtainedAt,
        Optional<Instant> expiresAt,
        Instant nextTryAt,
        long refreshes,
        long failures,
        long busyAnswers,
        int failuresInARow,
        Optional<Failure> lastFailure) {

    /**
     * Why a token was not given.
     *
     * @param at     when
     * @param reason in words, without secret or token
     */
    public record Failure(Instant at, String reason) {}
}
