/**
 * What came of a run, as a person or a CI server reads it. Start at {@link io.breakwater.cli.report.FinalReport}.
 */
@NullMarked
package io.breakwater.cli.report;

import org.jspecify.annotations.NullMarked;
