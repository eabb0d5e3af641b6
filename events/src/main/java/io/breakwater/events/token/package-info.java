/**
 * Platform tokens on their way from token-service to the generators. Start at {@link
 * io.breakwater.events.token.PlatformToken}; {@link io.breakwater.events.token.TokenCipher} makes and opens it.
 */
@NullMarked
package io.breakwater.events.token;

import org.jspecify.annotations.NullMarked;
