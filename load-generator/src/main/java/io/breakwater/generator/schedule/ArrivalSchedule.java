package io.breakwater.generator.schedule;

import io.breakwater.events.run.PlannedArrivals;
import io.breakwater.events.scenario.LoadPhase;
import java.util.List;

/**
 * The intended starts of an open-model run, in nanoseconds since the run began.
 *
 * <p>Closed form: the cumulative number of arrivals N(t) is the integral of the arrival rate, and arrival {@code i} is
 * intended at the t where N(t) = i; a burst is a step of N. Nothing is added up from arrival to arrival, so nothing drifts.
 * Arrivals that are spaced at random have positions on the axis of N that are no whole numbers. Immutable.
 */
public final class ArrivalSchedule {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Phase[] phases;
    private final double expected;
    private final long arrivals;
    private final long durationNanos;

    /**
     * One linear stretch, and the burst at its first instant.
     *
     * @param startNanos    when it begins, since the run began
     * @param seconds       its length
     * @param before        arrivals before its linear part, the burst included; may have a fraction
     * @param after         arrivals up to its end; may have a fraction
     * @param fromPerSecond arrival rate at its beginning
     * @param toPerSecond   arrival rate at its end
     */
    private record Phase(
            long startNanos, double seconds, double before, double after, double fromPerSecond, double toPerSecond) {

        /**
         * Solves {@code n = f t + (g - f) t² / 2T} for t in the form that neither divides by a vanishing slope nor
         * subtracts nearly equal numbers. Rounded to the nearest, so that what is meant for a whole microsecond or second
         * does not slip into the one before.
         */
        long nanosUntil(double n) {
            if (n <= 0) {
                return 0;
            }
            if (fromPerSecond + toPerSecond == 0) {
                return Math.round(seconds * NANOS_PER_SECOND);
            }
            if (fromPerSecond == toPerSecond) {
                return Math.round(n * NANOS_PER_SECOND / fromPerSecond);
            }
            double slope = (toPerSecond - fromPerSecond) / seconds;
            double root = Math.sqrt(Math.max(0, fromPerSecond * fromPerSecond + 2 * slope * n));
            return Math.round(Math.min(seconds, 2 * n / (fromPerSecond + root)) * NANOS_PER_SECOND);
        }
    }

    private ArrivalSchedule(Phase[] phases, long durationNanos) {
        this.phases = phases;
        this.durationNanos = durationNanos;
        this.expected = phases[phases.length - 1].after();
        this.arrivals = (long) Math.ceil(expected);
    }

    /**
     * The schedule of phases that follow each other.
     *
     * @throws IllegalArgumentException when there is none, or one has a rate or a length that cannot be
     */
    public static ArrivalSchedule of(List<LoadPhase> load) {
        if (load.isEmpty()) {
            throw new IllegalArgumentException("load: no phase (expected: at least one)");
        }
        Phase[] phases = new Phase[load.size()];
        long startNanos = 0;
        double before = 0;
        for (int i = 0; i < phases.length; i++) {
            LoadPhase phase = load.get(i);
            requireRate("load[" + i + "].from", phase.from());
            requireRate("load[" + i + "].to", phase.to());
            long nanos = phase.lasts().toNanos();
            if (nanos < 0 || phase.burst() < 0) {
                throw new IllegalArgumentException("load[" + i + "].lasts: " + phase.lasts() + ", burst: "
                        + phase.burst() + " (expected: 0 or more, each)");
            }
            double seconds = nanos / NANOS_PER_SECOND;
            double after = PlannedArrivals.after(before, phase);
            phases[i] = new Phase(startNanos, seconds, before + phase.burst(), after, phase.from(), phase.to());
            startNanos = Math.addExact(startNanos, nanos);
            before = after;
        }
        return new ArrivalSchedule(phases, startNanos);
    }

    /** How many evenly spaced arrivals there are in all. */
    public long arrivals() {
        return arrivals;
    }

    /** N at the end of the load: the mean number of arrivals when they are spaced at random. */
    public double expectedArrivals() {
        return expected;
    }

    /** How long the load lasts, in nanoseconds. */
    public long durationNanos() {
        return durationNanos;
    }

    /**
     * When an arrival is meant to happen, in nanoseconds since the run began.
     *
     * @param index from 0, below {@link #arrivals()}
     */
    public long intendedStartNanos(long index) {
        if (index < 0 || index >= arrivals) {
            throw new IllegalArgumentException("index: " + index + " (expected: 0 to " + (arrivals - 1) + ")");
        }
        return nanosAt((double) index);
    }

    /**
     * When the cumulative number of arrivals reaches a position, in nanoseconds since the run began.
     *
     * @param position from 0, below {@link #expectedArrivals()}
     */
    public long nanosAt(double position) {
        Phase phase = phaseOf(position);
        return phase.startNanos() + phase.nanosUntil(position - phase.before());
    }

    private Phase phaseOf(double index) {
        int low = 0;
        int high = phases.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (phases[middle].after() > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return phases[low];
    }

    private static void requireRate(String name, double perSecond) {
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            throw new IllegalArgumentException(name + ": " + perSecond + " /s (expected: a finite number, 0 or more)");
        }
    }
}
