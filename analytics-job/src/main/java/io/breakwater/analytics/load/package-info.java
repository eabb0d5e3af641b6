/**
 * What the load of a run asks for, changes during the run included, and what came of its stretches. Start at {@link
 * io.breakwater.analytics.load.Lane}.
 */
@NullMarked
package io.breakwater.analytics.load;

import org.jspecify.annotations.NullMarked;
