package io.breakwater.token.publish;

import java.time.Instant;
import java.util.Optional;

/**
 * What generators can know of a binding.
 *
 * @param publishedUntil expiry of the newest token of its first member that is on the topic
 * @param isWaiting      whether a newer token waits to be published
 * @param isHolder       whether this replica is the one that asks the platform
 */
public record PublishStatus(Optional<Instant> publishedUntil, boolean isWaiting, boolean isHolder) {}
