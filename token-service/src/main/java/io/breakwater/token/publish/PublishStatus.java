package io.breakwater.token.publish;

import java.time.Instant;
import java.util.Optional;

/**
 * What generators can know of a binding.
 *
 * @param publishedUntil  expiry of the newest token on the topic, if there is one that this service can open
 * @param isWaiting       whether a newer token waits to be published
 * @param publishFailures how often publishing a token of this binding failed; each was or will be tried again
 */
public record PublishStatus(Optional<Instant> publishedUntil, boolean isWaiting, long publishFailures) {}
