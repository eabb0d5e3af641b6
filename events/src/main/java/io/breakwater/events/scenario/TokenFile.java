package io.breakwater.events.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says of a data file that its rows are platform tokens, which nobody replaces.
 *
 * @param validUntil when they stop being valid
 * @param validFor   how long they are valid once a run is prepared; empty beside {@code validUntil}, and when nothing is known
 * @param answers    how answers tell what became of them
 */
public record TokenFile(Optional<Instant> validUntil, Optional<Duration> validFor, TokenAnswers answers) {

    /** When they stop being valid in a run that is prepared now; empty when nothing is known. */
    public Optional<Instant> expiresAt(Instant preparedAt) {
        return validUntil.or(() -> validFor.map(preparedAt::plus));
    }
}
