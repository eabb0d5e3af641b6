package io.breakwater.measurement.objective;

/** Over which stretches of a run an objective must hold. A stretch with too few requests decides nothing. */
public sealed interface Span {

    /**
     * Over the run as a whole.
     *
     * @param always whether the figures so far must hold after every second, instead of those at the end alone
     */
    record Whole(boolean always) implements Span {}

    /**
     * In every stretch of so many seconds, one after the other from the first second with requests; the last one may be
     * shorter.
     *
     * @param seconds how long a stretch is
     */
    record InEvery(long seconds) implements Span {}

    /**
     * Over the last so many seconds, after every second, once so many have passed.
     *
     * @param seconds how long a stretch is
     */
    record OverLast(long seconds) implements Span {}

    /**
     * Broken only when so many seconds on end are. A second that decides nothing neither counts nor interrupts.
     *
     * @param seconds how many
     */
    record For(long seconds) implements Span {}

    /**
     * In at least a share of the seconds that decide anything.
     *
     * @param shareRatio the share, 0 to 1
     * @param always     whether it must hold of the seconds so far after every second, instead of at the end alone
     */
    record SecondsHeld(double shareRatio, boolean always) implements Span {}
}
