package io.breakwater.measurement.objective;

import java.util.Optional;

/**
 * What came of an objective over the stretches of a run.
 *
 * @param measured      the figure over the whole, or in the worst stretch: a share from 0 to 1, or microseconds; of an
 *                      objective on a share of seconds the share of them that held. 0 when nothing decided it
 * @param limit         the limit in the same unit
 * @param requests      how many requests it looked at
 * @param windows       how many stretches decided it; of one over the whole, seconds with requests
 * @param windowsBroken in how many of these it was broken
 * @param firstBroken   the second that broke it; empty when it held
 * @param decided       whether enough requests came
 * @param held          whether the demand was met; not when it was not decided
 * @param sentence      the same for people
 */
public record Watched(
        double measured,
        double limit,
        long requests,
        long windows,
        long windowsBroken,
        Optional<Long> firstBroken,
        boolean decided,
        boolean held,
        String sentence) {}
