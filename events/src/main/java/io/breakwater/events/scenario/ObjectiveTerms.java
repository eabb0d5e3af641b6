package io.breakwater.events.scenario;

import java.util.Optional;

/**
 * Which requests an objective is about, over which stretches of the run it must hold, and what follows from a breach.
 *
 * @param session         the session whose steps it is about; empty for all, and beside a step
 * @param rung            the rung of a ladder, from 1, in whose whole seconds it is about; empty for the whole load
 * @param region          the region of the generators that it is about; empty for all
 * @param span            over which stretches it must hold
 * @param graceSeconds    requests intended in the first so many seconds of the run decide nothing; 0 for none
 * @param minimumRequests fewer requests decide nothing; at least 1
 * @param stopRun         whether a breach stops the run
 */
public record ObjectiveTerms(
        Optional<String> session,
        Optional<Integer> rung,
        Optional<String> region,
        Span span,
        long graceSeconds,
        long minimumRequests,
        boolean stopRun) {

    /** All requests of the whole run, and nothing follows. */
    public static final ObjectiveTerms NONE =
            new ObjectiveTerms(Optional.empty(), Optional.empty(), Optional.empty(), Span.WHOLE, 0, 1, false);

    /**
     * Over which stretches of a run an objective must hold.
     *
     * @param kind       how the run is parted
     * @param seconds    how long a stretch is; 0 for kinds without length
     * @param shareRatio of {@link Kind#SECONDS_HELD}, the share of the seconds that must hold, 0 to 1; otherwise 0
     */
    public record Span(Kind kind, long seconds, double shareRatio) {

        /** The run as a whole. */
        public static final Span WHOLE = new Span(Kind.WHOLE, 0, 0);

        /** How a run is parted. */
        public enum Kind {
            /** Not at all. */
            WHOLE,
            /** In every stretch of so many seconds, one after the other. */
            IN_EVERY,
            /** Over the last so many seconds, after every second. */
            OVER_LAST,
            /** Broken only when so many seconds on end are. */
            FOR,
            /** In at least a share of the seconds. */
            SECONDS_HELD
        }
    }

    /** The same over other stretches. */
    public ObjectiveTerms over(Span.Kind kind, long seconds) {
        return new ObjectiveTerms(
                session, rung, region, new Span(kind, seconds, 0), graceSeconds, minimumRequests, stopRun);
    }

    /** The same, with fewer requests deciding nothing, and stopping the run or not. */
    public ObjectiveTerms with(long leastRequests, boolean stopsRun) {
        return new ObjectiveTerms(session, rung, region, span, graceSeconds, leastRequests, stopsRun);
    }
}
