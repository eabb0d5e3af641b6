/**
 * Counts a batch before it is exchanged between tasks: per step and second of intended start. Start at {@link
 * io.breakwater.analytics.fold.BatchFold}; {@link io.breakwater.analytics.fold.RequestCounts} is what adds up.
 */
@NullMarked
package io.breakwater.analytics.fold;

import org.jspecify.annotations.NullMarked;
