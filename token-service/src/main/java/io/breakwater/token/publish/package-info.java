/**
 * Hands tokens to the generators by the compacted topic, and reads what other replicas handed out. Start at {@link
 * io.breakwater.token.publish.TokenPublisher}: one thread reads, and one writes for each partition that this replica holds.
 */
@NullMarked
package io.breakwater.token.publish;

import org.jspecify.annotations.NullMarked;
