package io.breakwater.measurement.objective;

/**
 * What was measured for one objective.
 *
 * @param measured a share from 0 to 1, or microseconds for a percentile; 0 when nothing decided it
 * @param requests how many requests decided it; 0 when none did, and then it did not hold
 * @param held     whether the demand was met
 * @param sentence the same for people, with units and with the demand
 */
public record Finding(double measured, long requests, boolean held, String sentence) {}
