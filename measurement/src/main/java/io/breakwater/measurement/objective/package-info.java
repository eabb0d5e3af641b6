/**
 * What is good enough, and whether it was reached. Start at {@link io.breakwater.measurement.objective.Objective}, which is
 * evaluated on {@link io.breakwater.measurement.objective.CountedRequests}; {@link
 * io.breakwater.measurement.objective.ObjectiveWatch} follows one over the stretches of a run.
 */
@NullMarked
package io.breakwater.measurement.objective;

import org.jspecify.annotations.NullMarked;
