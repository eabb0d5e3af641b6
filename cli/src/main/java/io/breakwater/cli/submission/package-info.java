/**
 * What a platform's form wants to know of a run: cases, result, time and servers. Start at {@link
 * io.breakwater.cli.submission.WidgetSubmission}.
 */
@NullMarked
package io.breakwater.cli.submission;

import org.jspecify.annotations.NullMarked;
