/**
 * The one histogram geometry of the product. Start at {@link io.breakwater.measurement.histogram.LatencyHistogram}.
 */
@NullMarked
package io.breakwater.measurement.histogram;

import org.jspecify.annotations.NullMarked;
