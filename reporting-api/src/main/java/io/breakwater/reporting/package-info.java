/**
 * Indexes windows, verdicts and status changes, and answers what came of runs. Start at {@link io.breakwater.reporting.ReportingApi}.
 */
@NullMarked
package io.breakwater.reporting;

import org.jspecify.annotations.NullMarked;
