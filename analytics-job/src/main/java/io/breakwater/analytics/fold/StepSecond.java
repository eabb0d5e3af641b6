package io.breakwater.analytics.fold;

/**
 * The requests of one step whose intended starts lie in one second, as counted in one batch.
 *
 * @param step   index into the batch's steps
 * @param second whole seconds since the run's start
 * @param warmUp whether they were intended before the end of warm-up; a second may be partly so
 * @param counts the requests, counted
 */
public record StepSecond(int step, long second, boolean warmUp, RequestCounts counts) {}
