/**
 * The stream job: request events in, windows and verdicts out. Start at {@link io.breakwater.analytics.AnalyticsJob}.
 */
@NullMarked
package io.breakwater.analytics;

import org.jspecify.annotations.NullMarked;
