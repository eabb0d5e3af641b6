/**
 * The objectives of a run, followed second by second. Start at {@link io.breakwater.analytics.objective.Watches}.
 */
@NullMarked
package io.breakwater.analytics.objective;

import org.jspecify.annotations.NullMarked;
