package io.breakwater.events.scenario;

import java.util.Optional;

/**
 * One limit on one measured number. Flat: which components count is told by the kind.
 *
 * <p>Version 2 adds the terms, and the kinds of mean times and business failures.
 *
 * @param kind        what is limited
 * @param step        the step it is about; empty for all steps that the terms let in
 * @param measure     which time is compared; {@link Measure#RESPONSE_TIME} where the kind has no time
 * @param limitMicros the time limit in microseconds; 0 where the kind has none
 * @param percentile  the percentile in percent, such as 99.9, and 100 for the longest time; 0 where the kind has none
 * @param shareRatio  the limit on a share, 0 to 1; 0 where the kind has none
 * @param terms       which requests it is about, over which stretches, and what follows from a breach
 */
public record Objective(
        Kind kind,
        Optional<String> step,
        Measure measure,
        long limitMicros,
        double percentile,
        double shareRatio,
        ObjectiveTerms terms) {

    /** What an objective limits. */
    public enum Kind {
        /** At least {@code shareRatio} of the requests take {@code limitMicros} or less. */
        WITHIN_AT_LEAST,
        /** At most {@code shareRatio} of the requests take more than {@code limitMicros}. */
        OVER_AT_MOST,
        /** The percentile is {@code limitMicros} or less. */
        PERCENTILE_AT_MOST,
        /** The mean time of the successful requests is {@code limitMicros} or less. */
        MEAN_AT_MOST,
        /** At most {@code shareRatio} of the requests fail, by transport, status or check; refused tokens are left out. */
        ERRORS_AT_MOST,
        /** At most {@code shareRatio} of the requests fail a check. */
        BUSINESS_FAILURES_AT_MOST,
        /** At most {@code shareRatio} of the requests are refused for their platform token. */
        TOKEN_REFUSALS_AT_MOST,
        /** At least {@code shareRatio} of the intended requests were completed. */
        THROUGHPUT_AT_LEAST
    }

    /** Which time is compared with a limit. */
    public enum Measure {
        RESPONSE_TIME,
        SERVICE_TIME
    }

    public Objective {
        // Written before there were any.
        terms = terms == null ? ObjectiveTerms.NONE : terms;
    }

    /** About all requests after warm-up, over the whole run. */
    public Objective(
            Kind kind, Optional<String> step, Measure measure, long limitMicros, double percentile, double shareRatio) {
        this(kind, step, measure, limitMicros, percentile, shareRatio, ObjectiveTerms.NONE);
    }

    /** At least this share of the requests within this time. */
    public static Objective withinAtLeast(long limitMicros, double shareRatio) {
        return new Objective(Kind.WITHIN_AT_LEAST, Optional.empty(), Measure.RESPONSE_TIME, limitMicros, 0, shareRatio);
    }

    /** At most this share of the requests over this time. */
    public static Objective overAtMost(long limitMicros, double shareRatio) {
        return new Objective(Kind.OVER_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, limitMicros, 0, shareRatio);
    }

    /** The same on other terms. */
    public Objective on(ObjectiveTerms others) {
        return new Objective(kind, step, measure, limitMicros, percentile, shareRatio, others);
    }
}
