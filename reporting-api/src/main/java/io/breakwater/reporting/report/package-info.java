/**
 * What came of runs, over REST. Start at {@link io.breakwater.reporting.report.ReportController}.
 */
@NullMarked
package io.breakwater.reporting.report;

import org.jspecify.annotations.NullMarked;
