/**
 * Keeps the tokens of bindings fresh, of those that this replica is the holder of. Start at {@link
 * io.breakwater.token.refresh.TokenKeeper}, which decides; {@link io.breakwater.token.refresh.RefreshSchedule} runs the keepers
 * that are due, each at most once at a time.
 */
@NullMarked
package io.breakwater.token.refresh;

import org.jspecify.annotations.NullMarked;
