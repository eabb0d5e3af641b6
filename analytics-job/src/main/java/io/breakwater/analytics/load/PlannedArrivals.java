package io.breakwater.analytics.load;

import io.breakwater.events.scenario.LoadPhase;
import java.util.List;

/**
 * How many arrivals a load asks for.
 *
 * <p>The same closed form in the same order of operations as the generators' schedule, so that the two agree to the last
 * arrival and one that is missing is seen.
 */
final class PlannedArrivals {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Sums such as 0.1 s at 200/s are 20 arrivals and not 20.000000000000004, which would be 21. */
    private static final double WHOLE_WITHIN = 1e-6;

    private PlannedArrivals() {}

    /**
     * The arrivals of all phases: each has its burst, and the mean of its two rates times its length; a fraction at the end is
     * one more.
     */
    static long of(List<LoadPhase> load) {
        double arrivals = 0;
        for (LoadPhase phase : load) {
            double seconds = phase.lasts().toNanos() / NANOS_PER_SECOND;
            arrivals = wholeIfNearly(arrivals + phase.burst() + (phase.from() + phase.to()) / 2 * seconds);
        }
        return (long) Math.ceil(arrivals);
    }

    private static double wholeIfNearly(double arrivals) {
        double whole = Math.rint(arrivals);
        return Math.abs(arrivals - whole) < WHOLE_WITHIN ? whole : arrivals;
    }
}
