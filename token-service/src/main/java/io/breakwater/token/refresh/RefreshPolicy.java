package io.breakwater.token.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a platform is asked again.
 *
 * @param margin       how long before expiry a token is replaced, at most
 * @param firstBackOff pause after the first failure, and the shortest pause between any two tries
 * @param backOffLimit the longest pause after a failure
 * @param refusalSpacing the least time between two asks for the sake of refused tokens; doubled by each further one
 */
public record RefreshPolicy(Duration margin, Duration firstBackOff, Duration backOffLimit, Duration refusalSpacing) {

    /** A short-lived token keeps half of its life for use and half for tries that fail. */
    private static final int LIFE_PER_MARGIN = 2;

    /**
     * Share of the margin, and of a pause, that chance decides, so that bindings of one start do not stay in step. It
     * only shortens the margin: a platform whose old and new token overlap by the margin is never asked before it.
     */
    private static final double JITTER_RATIO = 0.1;

    /** Tries that still fit into what is left of a valid token, however long the pauses have become. */
    private static final int TRIES_BEFORE_EXPIRY = 4;

    /** 2^20 times the first pause is past every limit; more would overflow. */
    private static final int DOUBLINGS_LIMIT = 20;

    /** Far less than any daily quota, and still a new try once somebody has mended what refuses every token. */
    private static final Duration REFUSAL_SPACING_LIMIT = Duration.ofHours(1);

    /** Before this, no token with that life is replaced but for a refusal. */
    Instant earliestRefreshAt(Instant obtainedAt, Instant expiresAt) {
        return expiresAt.minus(marginOf(Duration.between(obtainedAt, expiresAt)));
    }

    private Duration marginOf(Duration life) {
        return shorter(margin, life.dividedBy(LIFE_PER_MARGIN));
    }

    /** When to replace a token just obtained. */
    Instant refreshAt(Instant now, Instant expiresAt, RandomGenerator random) {
        Duration atMost = marginOf(Duration.between(now, expiresAt));
        Instant at = expiresAt.minus(scaled(atMost, 1 - JITTER_RATIO * random.nextDouble()));
        Instant earliest = now.plus(firstBackOff);
        return at.isBefore(earliest) ? earliest : at;
    }

    /** The earliest ask for the sake of a refused token: each one after another waits twice as long. */
    Instant refusalMayAskAt(Instant obtainedAt, int refusalsInARow, Instant now) {
        Duration spacing = refusalSpacing.multipliedBy(1L << Math.min(refusalsInARow, DOUBLINGS_LIMIT));
        Instant at = obtainedAt.plus(shorter(spacing, REFUSAL_SPACING_LIMIT));
        return at.isBefore(now) ? now : at;
    }

    /** How long to wait after the given number of failures in a row. */
    Duration pauseAfter(int failuresInARow, Duration left, RandomGenerator random) {
        int doublings = Math.min(failuresInARow - 1, DOUBLINGS_LIMIT);
        return withinReach(shorter(firstBackOff.multipliedBy(1L << doublings), backOffLimit), left, random);
    }

    /** How long to wait after a refusal, which asking at once would only repeat. */
    Duration pauseAfterRefusal(Duration left, RandomGenerator random) {
        return withinReach(backOffLimit, left, random);
    }

    private Duration withinReach(Duration pause, Duration left, RandomGenerator random) {
        Duration jittered = scaled(pause, 1 - JITTER_RATIO * random.nextDouble());
        if (left.isNegative() || left.isZero()) {
            return jittered;
        }
        Duration reach = left.dividedBy(TRIES_BEFORE_EXPIRY);
        return shorter(jittered, reach.compareTo(firstBackOff) < 0 ? firstBackOff : reach);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration scaled(Duration duration, double ratio) {
        return Duration.ofNanos((long) (duration.toNanos() * ratio));
    }
}
