package io.breakwater.generator.schedule;

import io.breakwater.events.scenario.LoadPhase;
import java.util.List;

/**
 * How many virtual users a closed-model load has at each instant, in nanoseconds since the load began: linear within a phase,
 * none before the first and after the last one. Immutable.
 */
public final class LevelSchedule {

    /** Stands for an instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long[] startNanos;
    private final double[] from;
    private final double[] to;
    private final long durationNanos;
    private final double highest;

    private LevelSchedule(long[] startNanos, double[] from, double[] to, long durationNanos, double highest) {
        this.startNanos = startNanos;
        this.from = from;
        this.to = to;
        this.durationNanos = durationNanos;
        this.highest = highest;
    }

    /**
     * The levels of phases that follow each other.
     *
     * @throws IllegalArgumentException when one has a level or a length that cannot be
     */
    public static LevelSchedule of(List<LoadPhase> load) {
        long[] starts = new long[load.size()];
        double[] from = new double[load.size()];
        double[] to = new double[load.size()];
        long nanos = 0;
        double highest = 0;
        for (int i = 0; i < load.size(); i++) {
            LoadPhase phase = load.get(i);
            from[i] = level("load[" + i + "].from", phase.from());
            to[i] = level("load[" + i + "].to", phase.to());
            if (phase.lasts().isNegative()) {
                throw new IllegalArgumentException("load[" + i + "].lasts: " + phase.lasts() + " (expected: >= 0)");
            }
            starts[i] = nanos;
            nanos = Math.addExact(nanos, phase.lasts().toNanos());
            if (nanos > starts[i]) {
                highest = Math.max(highest, Math.max(from[i], to[i]));
            }
        }
        return new LevelSchedule(starts, from, to, nanos, highest);
    }

    /** How long the load lasts, in nanoseconds. */
    public long durationNanos() {
        return durationNanos;
    }

    /** The highest level of all. */
    public double highest() {
        return highest;
    }

    /** The level at an instant; where it jumps, that after the jump. */
    public double level(long nanos) {
        for (int i = 0; i < from.length; i++) {
            long length = end(i) - startNanos[i];
            if (nanos >= startNanos[i] && nanos < end(i)) {
                return from[i] + (to[i] - from[i]) * ((double) (nanos - startNanos[i]) / length);
            }
        }
        return 0;
    }

    /** The first instant, not before {@code fromNanos}, at which the level is above a number; {@link #NEVER} without one. */
    public long firstAbove(double number, long fromNanos) {
        for (int i = 0; i < from.length; i++) {
            long begin = Math.max(fromNanos, startNanos[i]);
            if (begin >= end(i)) {
                continue;
            }
            if (level(begin) > number) {
                return begin;
            }
            if (to[i] > number && to[i] > from[i]) {
                double share = (number - from[i]) / (to[i] - from[i]);
                long crossing = startNanos[i] + (long) Math.floor(share * (end(i) - startNanos[i])) + 1;
                if (crossing < end(i)) {
                    return Math.max(begin, crossing);
                }
            }
        }
        return NEVER;
    }

    private long end(int phase) {
        return phase + 1 < startNanos.length ? startNanos[phase + 1] : durationNanos;
    }

    private static double level(String name, double level) {
        if (!Double.isFinite(level) || level < 0) {
            throw new IllegalArgumentException(
                    name + ": " + level + " virtual users (expected: a finite number, 0 or more)");
        }
        return level;
    }
}
