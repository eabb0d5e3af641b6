/**
 * Platform tokens on their way from token-service to the generators. Start at {@link
 * io.breakwater.events.token.PlatformToken}.
 */
@NullMarked
package io.breakwater.events.token;

import org.jspecify.annotations.NullMarked;
