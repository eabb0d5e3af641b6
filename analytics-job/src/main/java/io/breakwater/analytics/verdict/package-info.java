/**
 * What came of a run. Start at {@link io.breakwater.analytics.verdict.Judgement}: it makes a verdict of {@link
 * io.breakwater.analytics.verdict.RunFigures} and nothing else, so the same figures give the same verdict. {@link
 * io.breakwater.analytics.verdict.TrustLimits} says when a measurement cannot be believed.
 */
@NullMarked
package io.breakwater.analytics.verdict;

import org.jspecify.annotations.NullMarked;
