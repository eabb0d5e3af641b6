package io.breakwater.events.run;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Load.Open.Spacing;
import io.breakwater.events.scenario.LoadPhase;
import java.util.List;

/**
 * How many arrivals an open load asks for: the one closed form of those who send, who check beforehand and who judge, so that
 * they agree to the last arrival and one that is missing is seen.
 */
public final class PlannedArrivals {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Sums such as 0.1 s at 200/s are 20 arrivals and not 20.000000000000004, which would be 21. */
    private static final double WHOLE_WITHIN = 1e-6;

    private PlannedArrivals() {}

    /**
     * The arrivals of a load. Evenly spaced, a fraction at the end is one more; at random, as many as the seed puts below the
     * expected number.
     */
    public static long of(Load.Open load) {
        double expected = expected(load.phases());
        return load.spacing() == Spacing.POISSON
                ? new PoissonArrivals(load.seed()).countBelow(expected)
                : (long) Math.ceil(expected);
    }

    private static double expected(List<LoadPhase> phases) {
        double arrivals = 0;
        for (LoadPhase phase : phases) {
            arrivals = after(arrivals, phase);
        }
        return arrivals;
    }

    /**
     * The expected arrivals up to a phase's end: its burst, and the mean of its two rates times its length.
     *
     * @param before expected arrivals before the phase; may have a fraction
     */
    public static double after(double before, LoadPhase phase) {
        double seconds = phase.lasts().toNanos() / NANOS_PER_SECOND;
        return wholeIfNearly(before + phase.burst() + (phase.from() + phase.to()) / 2 * seconds);
    }

    private static double wholeIfNearly(double arrivals) {
        double whole = Math.rint(arrivals);
        return Math.abs(arrivals - whole) < WHOLE_WITHIN ? whole : arrivals;
    }
}
