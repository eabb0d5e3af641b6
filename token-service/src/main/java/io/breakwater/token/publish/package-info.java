/**
 * Hands tokens to the generators by the compacted topic. Start at {@link
 * io.breakwater.token.publish.TokenPublisher}, which has one thread of its own.
 */
@NullMarked
package io.breakwater.token.publish;

import org.jspecify.annotations.NullMarked;
