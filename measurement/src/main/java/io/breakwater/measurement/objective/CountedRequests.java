package io.breakwater.measurement.objective;

import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.List;

/**
 * Requests that an objective is decided by, counted: those of a step or of a whole run, warm-up left out.
 *
 * @param completed     requests that ended, well or badly
 * @param failed        how many of them failed, by transport, status, check or token: over every time limit
 * @param tokenRefused  how many of the failed ones were refused for their platform token: no errors of the target
 * @param notSent       arrivals that were never started though the run went on: over every time limit
 * @param stopped       arrivals that were never started because the run was stopped: no time limit applies to them
 * @param limits        successful requests within each time limit, compared event by event
 * @param responseTimes response times of the successful requests
 * @param serviceTimes  service times of the successful requests
 */
public record CountedRequests(
        long completed,
        long failed,
        long tokenRefused,
        long notSent,
        long stopped,
        List<LimitCount> limits,
        LatencyHistogram responseTimes,
        LatencyHistogram serviceTimes) {

    /**
     * Successful requests that took a time limit or less.
     *
     * @param limitMicros        the limit
     * @param responseTimeWithin how many by their response time
     * @param serviceTimeWithin  how many by their service time
     */
    public record LimitCount(long limitMicros, long responseTimeWithin, long serviceTimeWithin) {}

    public CountedRequests {
        limits = List.copyOf(limits);
        if (failed > completed) {
            throw new IllegalArgumentException(
                    "failed: " + failed + " requests (expected: at most the " + completed + " that completed)");
        }
        if (tokenRefused > failed) {
            throw new IllegalArgumentException(
                    "tokenRefused: " + tokenRefused + " requests (expected: at most the " + failed + " that failed)");
        }
    }

    /** Whether events were compared with this limit. */
    public boolean counts(long limitMicros) {
        return limits.stream().anyMatch(limit -> limit.limitMicros() == limitMicros);
    }

    /** The requests that time objectives are about: the completed ones, and arrivals that ought to have been sent. */
    long timed() {
        return completed + notSent;
    }

    long succeeded() {
        return completed - failed;
    }

    long within(TimeMeasure measure, long limitMicros) {
        for (LimitCount limit : limits) {
            if (limit.limitMicros() == limitMicros) {
                return measure == TimeMeasure.RESPONSE_TIME ? limit.responseTimeWithin() : limit.serviceTimeWithin();
            }
        }
        throw new IllegalArgumentException("limitMicros: " + limitMicros + " us (expected: one of the counted limits "
                + limits.stream().map(LimitCount::limitMicros).toList() + ")");
    }

    LatencyHistogram times(TimeMeasure measure) {
        return measure == TimeMeasure.RESPONSE_TIME ? responseTimes : serviceTimes;
    }
}
