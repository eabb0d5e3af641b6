package io.breakwater.events.scenario;

import java.time.Duration;

/**
 * A stretch of an open load: the arrival rate moves linearly from one value to the other; equal values hold it.
 *
 * @param fromPerSecond arrival rate at its beginning, in iterations per second; 0 or more
 * @param toPerSecond   arrival rate at its end, in iterations per second; 0 or more
 * @param lasts         its length; positive
 * @param warmUp        whether its requests are shown but left out of objectives
 */
public record LoadPhase(double fromPerSecond, double toPerSecond, Duration lasts, boolean warmUp) {}
