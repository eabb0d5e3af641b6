/**
 * Recorded curves of arrival rates, and loads that replay them. Start at {@link
 * io.breakwater.events.scenario.curve.RateCurve}; all types are immutable.
 */
@NullMarked
package io.breakwater.events.scenario.curve;

import org.jspecify.annotations.NullMarked;
