package io.breakwater.events.scenario;

import java.util.Optional;

/**
 * One limit on one measured number. Flat: which components count is told by the kind.
 *
 * @param kind        what is limited
 * @param step        the step it is about; empty for the whole run
 * @param measure     which time is compared; {@link Measure#RESPONSE_TIME} where the kind has no time
 * @param limitMicros the time limit in microseconds; 0 where the kind has none
 * @param percentile  the percentile in percent, such as 99.9; 0 where the kind has none
 * @param shareRatio  the limit on a share, 0 to 1; 0 where the kind has none
 */
public record Objective(
        Kind kind, Optional<String> step, Measure measure, long limitMicros, double percentile, double shareRatio) {

    /** What an objective limits. */
    public enum Kind {
        /** At least {@code shareRatio} of the requests take {@code limitMicros} or less. */
        WITHIN_AT_LEAST,
        /** At most {@code shareRatio} of the requests take more than {@code limitMicros}. */
        OVER_AT_MOST,
        /** The percentile is {@code limitMicros} or less. */
        PERCENTILE_AT_MOST,
        /** At most {@code shareRatio} of the requests fail, by transport, status or check; refused tokens are left out. */
        ERRORS_AT_MOST,
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

    /** At least this share of the requests within this time. */
    public static Objective withinAtLeast(long limitMicros, double shareRatio) {
        return new Objective(Kind.WITHIN_AT_LEAST, Optional.empty(), Measure.RESPONSE_TIME, limitMicros, 0, shareRatio);
    }

    /** At most this share of the requests over this time. */
    public static Objective overAtMost(long limitMicros, double shareRatio) {
        return new Objective(Kind.OVER_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, limitMicros, 0, shareRatio);
    }
}
