package io.breakwater.measurement.objective;

import io.breakwater.measurement.histogram.EncodedHistogram;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that an objective is decided by, counted: those of a step, of a second, of a whole run, or any others; warm-up
 * left out. Immutable.
 *
 * @param completed        requests that ended, well or badly
 * @param failed           how many of them failed, by transport, status, check or token: over every time limit
 * @param businessFailures how many of them failed a check
 * @param tokenRefused     how many of the failed ones were refused for their platform token: no errors of the target
 * @param notSent          arrivals that were never started though the run went on: over every time limit
 * @param stopped          arrivals that were never started because the run was stopped: no time limit applies to them
 * @param limits           successful requests within each time limit, compared event by event
 * @param responseTimes    response times of the successful requests
 * @param serviceTimes     service times of the successful requests
 */
public record CountedRequests(
        long completed,
        long failed,
        long businessFailures,
        long tokenRefused,
        long notSent,
        long stopped,
        List<LimitCount> limits,
        Times responseTimes,
        Times serviceTimes) {

    /**
     * Successful requests that took a time limit or less.
     *
     * @param limitMicros        the limit
     * @param responseTimeWithin how many by their response time
     * @param serviceTimeWithin  how many by their service time
     */
    public record LimitCount(long limitMicros, long responseTimeWithin, long serviceTimeWithin) {}

    /**
     * Times, added up and told apart.
     *
     * @param sumMicros their sum, exact, in microseconds
     * @param encoded   their encoded histogram; empty where nobody asks for it
     */
    public record Times(long sumMicros, byte[] encoded) {

        /** No times. */
        public static final Times NONE = new Times(0, EncodedHistogram.empty());

        Times plus(Times other) {
            return new Times(sumMicros + other.sumMicros, EncodedHistogram.merge(encoded, other.encoded));
        }

        LatencyHistogram histogram() {
            return LatencyHistogram.decode(encoded);
        }
    }

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

    /** No requests, to be compared with the limits of others. */
    public static CountedRequests none(List<Long> limitsMicros) {
        return new CountedRequests(
                0,
                0,
                0,
                0,
                0,
                0,
                limitsMicros.stream().map(limit -> new LimitCount(limit, 0, 0)).toList(),
                Times.NONE,
                Times.NONE);
    }

    /** Both together; they must have been compared with the same limits. */
    public CountedRequests plus(CountedRequests other) {
        return combined(other, 1, responseTimes.plus(other.responseTimes), serviceTimes.plus(other.serviceTimes));
    }

    /** Both together, or the one without the other, but for their histograms, which are left empty. */
    CountedRequests countsPlus(CountedRequests other, int sign) {
        byte[] empty = EncodedHistogram.empty();
        return combined(
                other,
                sign,
                new Times(responseTimes.sumMicros + sign * other.responseTimes.sumMicros, empty),
                new Times(serviceTimes.sumMicros + sign * other.serviceTimes.sumMicros, empty));
    }

    private CountedRequests combined(CountedRequests other, int sign, Times response, Times service) {
        if (limits.size() != other.limits.size()) {
            throw new IllegalArgumentException(
                    "limits: " + other.limits.size() + " (expected: " + limits.size() + ", as those added to)");
        }
        List<LimitCount> both = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            LimitCount one = limits.get(i);
            LimitCount two = other.limits.get(i);
            both.add(new LimitCount(
                    one.limitMicros,
                    one.responseTimeWithin + sign * two.responseTimeWithin,
                    one.serviceTimeWithin + sign * two.serviceTimeWithin));
        }
        return new CountedRequests(
                completed + sign * other.completed,
                failed + sign * other.failed,
                businessFailures + sign * other.businessFailures,
                tokenRefused + sign * other.tokenRefused,
                notSent + sign * other.notSent,
                stopped + sign * other.stopped,
                both,
                response,
                service);
    }

    /** The limits that events were compared with. */
    public List<Long> limitsMicros() {
        return limits.stream().map(LimitCount::limitMicros).toList();
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
        throw new IllegalArgumentException(
                "limitMicros: " + limitMicros + " us (expected: one of the counted limits " + limitsMicros() + ")");
    }

    Times times(TimeMeasure measure) {
        return measure == TimeMeasure.RESPONSE_TIME ? responseTimes : serviceTimes;
    }

    /** Writes what {@link #read} reads. */
    void write(DataOutput out) throws IOException {
        for (long number : new long[] {completed, failed, businessFailures, tokenRefused, notSent, stopped}) {
            out.writeLong(number);
        }
        out.writeInt(limits.size());
        for (LimitCount limit : limits) {
            out.writeLong(limit.limitMicros);
            out.writeLong(limit.responseTimeWithin);
            out.writeLong(limit.serviceTimeWithin);
        }
        for (Times times : List.of(responseTimes, serviceTimes)) {
            out.writeLong(times.sumMicros);
            out.writeInt(times.encoded.length);
            out.write(times.encoded);
        }
    }

    /** Reads what {@link #write} wrote. */
    static CountedRequests read(DataInput in) throws IOException {
        long completed = in.readLong();
        long failed = in.readLong();
        long businessFailures = in.readLong();
        long tokenRefused = in.readLong();
        long notSent = in.readLong();
        long stopped = in.readLong();
        List<LimitCount> limits = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            limits.add(new LimitCount(in.readLong(), in.readLong(), in.readLong()));
        }
        return new CountedRequests(
                completed,
                failed,
                businessFailures,
                tokenRefused,
                notSent,
                stopped,
                limits,
                readTimes(in),
                readTimes(in));
    }

    private static Times readTimes(DataInput in) throws IOException {
        long sumMicros = in.readLong();
        byte[] encoded = new byte[in.readInt()];
        in.readFully(encoded);
        return new Times(sumMicros, encoded);
    }
}
