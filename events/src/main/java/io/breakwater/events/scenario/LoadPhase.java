package io.breakwater.events.scenario;

import java.time.Duration;

/**
 * A stretch of a load: the level moves linearly from one value to the other; equal values hold it.
 *
 * @param from   level at its beginning: iterations per second (open model) or virtual users (closed model); 0 or more
 * @param to     level at its end, in the same unit
 * @param lasts  its length; zero only for a burst
 * @param burst  open model: this many arrivals at its first instant, besides those of its level
 * @param rung   which rung of a ladder it is, from 1, so that results are shown for each; 0 when it is none
 * @param warmUp whether its requests are shown but left out of objectives; only before all phases without
 */
public record LoadPhase(double from, double to, Duration lasts, long burst, int rung, boolean warmUp) {

    /** A phase that is no burst and no rung. */
    public static LoadPhase of(double from, double to, Duration lasts, boolean warmUp) {
        return new LoadPhase(from, to, lasts, 0, 0, warmUp);
    }
}
