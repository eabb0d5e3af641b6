/**
 * What came of a run. Start at {@link io.breakwater.events.verdict.RunVerdict}.
 */
@NullMarked
package io.breakwater.events.verdict;

import org.jspecify.annotations.NullMarked;
