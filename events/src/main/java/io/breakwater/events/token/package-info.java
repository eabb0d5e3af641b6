/**
 * Platform tokens on their way from token-service to the generators, and refusals on their way back. Start at {@link
 * io.breakwater.events.token.PlatformToken}; {@link io.breakwater.events.token.TokenKeys} makes and opens it, and {@link
 * io.breakwater.events.token.TokenRejected} says that it was refused.
 */
@NullMarked
package io.breakwater.events.token;

import org.jspecify.annotations.NullMarked;
