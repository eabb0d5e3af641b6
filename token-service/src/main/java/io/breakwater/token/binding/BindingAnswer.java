package io.breakwater.token.binding;

import io.breakwater.token.publish.PublishStatus;
import io.breakwater.token.refresh.BindingState;
import io.breakwater.token.refresh.BindingStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A binding as the API shows it: everything but the token.
 *
 * @param name                     the binding
 * @param state                    how it stands
 * @param members                  how many tokens it has
 * @param membersValid             how many of them are valid
 * @param isHolder                 whether this replica is the one that asks the platform; only its counts go on
 * @param obtainedAt               when the platform gave the token; of a pool, the oldest
 * @param ageSeconds               since then
 * @param expiresAt                when it stops being valid; of a pool, the first to do so
 * @param remainingLifeSeconds     until then; 0 when it has expired
 * @param publishedUntil           expiry of the newest token that generators have, of a pool its first member's
 * @param isWaitingToBePublished   whether a newer one waits for the broker
 * @param nextTryAt                when the platform is asked next
 * @param refreshes                tokens given since the start
 * @param failures                 tries since the start that gave none
 * @param busyAnswers              how many of them were requests to come back soon
 * @param failuresInARow           failures since the last token
 * @param refusalsHandled          refused tokens since the start that were replaced or will be
 * @param refusalsTooLate          refusals since the start of tokens that had been replaced already
 * @param asksToday                how often the platform was asked today, by all replicas
 * @param asksPerDay               how often it may be, if that is known
 * @param forcedToday              asks of today that made a valid token invalid
 * @param waitsForQuota            tries since the start that a quota put off
 * @param lastFailureAt            when a try last failed
 * @param lastFailure              why
 */
record BindingAnswer(
        String name,
        BindingState state,
        int members,
        int membersValid,
        boolean isHolder,
        Optional<Instant> obtainedAt,
        Optional<Long> ageSeconds,
        Optional<Instant> expiresAt,
        Optional<Long> remainingLifeSeconds,
        Optional<Instant> publishedUntil,
        boolean isWaitingToBePublished,
        Optional<Instant> nextTryAt,
        long refreshes,
        long failures,
        long busyAnswers,
        int failuresInARow,
        long refusalsHandled,
        long refusalsTooLate,
        long asksToday,
        Optional<Long> asksPerDay,
        long forcedToday,
        long waitsForQuota,
        Optional<Instant> lastFailureAt,
        Optional<String> lastFailure) {

    static BindingAnswer of(BindingStatus kept, PublishStatus published, Clock clock) {
        Instant now = clock.instant();
        return new BindingAnswer(
                kept.name(),
                kept.state(),
                kept.members(),
                kept.membersValid(),
                published.isHolder(),
                kept.obtainedAt(),
                kept.obtainedAt()
                        .map(at -> Math.max(0, Duration.between(at, now).toSeconds())),
                kept.expiresAt(),
                kept.expiresAt()
                        .map(end -> Math.max(0, Duration.between(now, end).toSeconds())),
                published.publishedUntil(),
                published.isWaiting(),
                kept.nextTryAt().filter(at -> at.isBefore(Instant.MAX)),
                kept.counts().refreshes(),
                kept.counts().failures(),
                kept.counts().busyAnswers(),
                kept.failuresInARow(),
                kept.counts().refusalsHandled(),
                kept.counts().refusalsTooLate(),
                kept.quota().asksToday(),
                kept.quota().asksPerDay(),
                kept.quota().forcedToday(),
                kept.counts().waitsForQuota(),
                kept.lastFailure().map(BindingStatus.Failure::at),
                kept.lastFailure().map(BindingStatus.Failure::reason));
    }
}
