/**
 * What every simulated platform keeps: applications, their tokens, tokens of users, login codes, and what was fetched.
 *
 * <p>Start at {@link io.breakwater.target.platform.tokens.AppTokens}. Confined to one event loop. Bounded: applications,
 * user tokens and login codes each have a highest number, and what goes over it is counted.
 */
@NullMarked
package io.breakwater.target.platform.tokens;

import org.jspecify.annotations.NullMarked;
