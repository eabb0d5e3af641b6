/**
 * Which replica is the holder of a binding. Start at {@link io.breakwater.token.lease.LeaseKeeper}: Kafka's consumer group
 * gives each partition of {@code token-rejections}, and with it the bindings that hash to it, to one replica.
 */
@NullMarked
package io.breakwater.token.lease;

import org.jspecify.annotations.NullMarked;
