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
 * @param obtainedAt               when the platform gave the token
 * @param expiresAt                when it stops being valid
 * @param remainingLifeSeconds     until then; 0 when it has expired
 * @param publishedUntil           expiry of the newest token that generators have
 * @param isWaitingToBePublished   whether a newer one waits for the broker
 * @param nextTryAt                when the platform is asked next
 * @param refreshes                tokens given since the start
 * @param failures                 tries since the start that gave none
 * @param busyAnswers              how many of them were requests to come back soon
 * @param failuresInARow           failures since the last token
 * @param publishFailures          tries to publish that failed, each repeated
 * @param lastFailureAt            when a try last failed
 * @param lastFailure              why
 */
record BindingAnswer(
        String name,
        BindingState state,
        Optional<Instant> obtainedAt,
        Optional<Instant> expiresAt,
        Optional<Long> remainingLifeSeconds,
        Optional<Instant> publishedUntil,
        boolean isWaitingToBePublished,
        Instant nextTryAt,
        long refreshes,
        long failures,
        long busyAnswers,
        int failuresInARow,
        long publishFailures,
        Optional<Instant> lastFailureAt,
        Optional<String> lastFailure) {

    static BindingAnswer of(BindingStatus kept, PublishStatus published, Clock clock) {
        Instant now = clock.instant();
        return new BindingAnswer(
                kept.name(),
                kept.state(),
                kept.obtainedAt(),
                kept.expiresAt(),
                kept.expiresAt()
                        .map(end -> Math.max(0, Duration.between(now, end).toSeconds())),
                published.publishedUntil(),
                published.isWaiting(),
                kept.nextTryAt(),
                kept.refreshes(),
                kept.failures(),
                kept.busyAnswers(),
                kept.failuresInARow(),
                published.publishFailures(),
                kept.lastFailure().map(BindingStatus.Failure::at),
                kept.lastFailure().map(BindingStatus.Failure::reason));
    }
}
