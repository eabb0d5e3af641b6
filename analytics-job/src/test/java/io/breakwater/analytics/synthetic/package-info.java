/** A run as generators would report it, made up from a seed. Start at {@link io.breakwater.analytics.synthetic.SyntheticRun}. */
@NullMarked
package io.breakwater.analytics.synthetic;

import org.jspecify.annotations.NullMarked;
