package io.breakwater.events.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * A stretch of a load: the level moves linearly from one value to the other; equal values hold it.
 *
 * @param from   level at its beginning: iterations per second (open model) or virtual users (closed model); 0 or more
 * @param to     level at its end, in the same unit
 * @param lasts  its length; zero only for a burst, and for a curve that is still to be put in its place
 * @param burst  open model: this many arrivals at its first instant, besides those of its level
 * @param rung   which rung of a ladder it is, from 1, so that results are shown for each; 0 when it is none
 * @param warmUp whether its requests are shown but left out of objectives; only before all phases without
 * @param replay a recorded curve whose phases take this one's place when a run is admitted; no run has any
 */
public record LoadPhase(
        double from, double to, Duration lasts, long burst, int rung, boolean warmUp, Optional<Replay> replay) {

    /**
     * A recorded curve of arrival rates.
     *
     * @param file  its name among the scenario's files
     * @param scale its rates are multiplied by this; above 0
     */
    public record Replay(String file, double scale) {}

    /** A phase that is itself. */
    public LoadPhase(double from, double to, Duration lasts, long burst, int rung, boolean warmUp) {
        this(from, to, lasts, burst, rung, warmUp, Optional.empty());
    }

    /** A phase that is no burst and no rung. */
    public static LoadPhase of(double from, double to, Duration lasts, boolean warmUp) {
        return new LoadPhase(from, to, lasts, 0, 0, warmUp);
    }

    /** The place of a recorded curve. */
    public static LoadPhase replaying(Replay replay, boolean warmUp) {
        return new LoadPhase(0, 0, Duration.ZERO, 0, 0, warmUp, Optional.of(replay));
    }
}
