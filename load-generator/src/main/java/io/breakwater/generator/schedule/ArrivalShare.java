package io.breakwater.generator.schedule;

/**
 * The arrivals that one event loop of one part sends: the part takes every {@code partCount}-th arrival of the run, and its
 * loops take those in turn.
 *
 * @param firstIndex the first arrival
 * @param stride     from each arrival to the next
 */
public record ArrivalShare(long firstIndex, long stride) {

    public ArrivalShare {
        if (firstIndex < 0 || stride < 1) {
            throw new IllegalArgumentException("share: first " + firstIndex + ", stride " + stride
                    + " (expected: first 0 or more, stride 1 or more)");
        }
    }

    /** The share of loop {@code loop} of {@code loops} in part {@code part} of {@code parts}, each counted from 0. */
    public static ArrivalShare of(int part, int parts, int loop, int loops) {
        return new ArrivalShare(part + (long) loop * parts, (long) parts * loops);
    }

    /** How many of the numbers from 0 to below this one are in this share. */
    public long countBelow(long bound) {
        return bound <= firstIndex ? 0 : (bound - firstIndex - 1) / stride + 1;
    }

    /** This sharer's part of something that all loops of all parts divide, at least 1. */
    public static int portion(int whole, int part, int parts, int loop, int loops) {
        long sharers = (long) parts * loops;
        long position = part + (long) loop * parts;
        return (int) Math.max(1, whole / sharers + (position < whole % sharers ? 1 : 0));
    }
}
