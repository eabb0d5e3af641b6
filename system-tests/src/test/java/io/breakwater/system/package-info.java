/**
 * The whole flow on real parts, through the processes that people run. Each class proves one promise; all of them share one
 * stack. Start at {@code RunToReportIT}.
 */
@NullMarked
package io.breakwater.system;

import org.jspecify.annotations.NullMarked;
