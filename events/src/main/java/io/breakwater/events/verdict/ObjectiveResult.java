package io.breakwater.events.verdict;

import io.breakwater.events.scenario.Objective;
import java.time.Instant;
import java.util.Optional;

/**
 * One objective beside what was measured.
 *
 * @param objective     what was demanded
 * @param measured      a share from 0 to 1, or microseconds for a percentile and a mean: over the whole, or in the worst
 *                      stretch; for an objective on a share of seconds the share of them that held. 0 when nothing decided it
 * @param limit         the limit in the same unit
 * @param requests      how many requests it looked at
 * @param windows       how many stretches decided it: seconds with requests for one over the whole
 * @param windowsBroken in how many of these it was broken; over the whole, after how many seconds the figures so far broke it
 * @param firstBroke    the second that broke it, for good where figures so far may recover; empty while it holds
 * @param decided       whether enough requests came to decide it; when not, it did not hold
 * @param held          whether the demand was met
 * @param sentence      the same for people, with units
 */
public record ObjectiveResult(
        Objective objective,
        double measured,
        double limit,
        long requests,
        long windows,
        long windowsBroken,
        Optional<Breach> firstBroke,
        boolean decided,
        boolean held,
        String sentence) {

    /**
     * When an objective broke.
     *
     * @param second whole seconds since the run's start: the last second of the stretch that broke it
     * @param at     the beginning of that second
     */
    public record Breach(long second, Instant at) {}

    /** Of an objective over the whole run, which some request decided or none. */
    public ObjectiveResult(Objective objective, double measured, long requests, boolean held, String sentence) {
        this(objective, measured, 0, requests, 0, 0, Optional.empty(), requests > 0, held, sentence);
    }
}
