package io.breakwater.analytics.fold;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.measurement.histogram.EncodedHistogram;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Requests, counted: of a step in a second, of a step in a run, or of any other set. Immutable; sums do not depend on the
 * order in which they were made, not even in their bytes.
 *
 * @param completed            requests that ended, well or badly
 * @param notSent              arrivals that were never started, by the ordinal of their reason
 * @param outcomes             requests by the ordinal of their outcome
 * @param statuses             responses by status code
 * @param businessFailures     responses that failed a check
 * @param tokenRefusals        responses that say that the request's platform token was refused
 * @param failed               requests that failed by transport, status, check or token
 * @param bytesSent            bytes of requests
 * @param bytesReceived        bytes of responses
 * @param connectionsOpened    requests that had to open a connection
 * @param responseTimeWithin   successful requests within each of the run's time limits, by response time
 * @param serviceTimeWithin    the same by service time
 * @param responseTimes        encoded histogram of response times of successful requests
 * @param failedResponseTimes  the same of failed requests
 * @param serviceTimes         encoded histogram of service times of successful requests
 * @param failedServiceTimes   the same of failed requests
 * @param scheduleLags         encoded histogram of schedule lags of all requests that were sent
 * @param connectTimes         encoded histogram of the times to open a connection, of the requests that had to
 * @param tlsTimes             encoded histogram of the times of TLS handshakes, of the requests that had to
 * @param firstByteTimes       encoded histogram of the times from actual start to the first byte of a response
 * @param responseTimeSumMicros exact sum of the response times of successful requests
 * @param serviceTimeSumMicros the same of service times
 */
public record RequestCounts(
        long completed,
        List<Long> notSent,
        List<Long> outcomes,
        SortedMap<Integer, Long> statuses,
        long businessFailures,
        long tokenRefusals,
        long failed,
        long bytesSent,
        long bytesReceived,
        long connectionsOpened,
        List<Long> responseTimeWithin,
        List<Long> serviceTimeWithin,
        byte[] responseTimes,
        byte[] failedResponseTimes,
        byte[] serviceTimes,
        byte[] failedServiceTimes,
        byte[] scheduleLags,
        byte[] connectTimes,
        byte[] tlsTimes,
        byte[] firstByteTimes,
        long responseTimeSumMicros,
        long serviceTimeSumMicros) {

    public RequestCounts {
        notSent = List.copyOf(notSent);
        outcomes = List.copyOf(outcomes);
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
        responseTimeWithin = List.copyOf(responseTimeWithin);
        serviceTimeWithin = List.copyOf(serviceTimeWithin);
    }

    /** No requests, to be counted against this many time limits. */
    public static RequestCounts none(int limits) {
        byte[] empty = EncodedHistogram.empty();
        return new RequestCounts(
                0,
                Collections.nCopies(NotSentReason.values().length, 0L),
                Collections.nCopies(RequestOutcome.values().length, 0L),
                new TreeMap<>(),
                0,
                0,
                0,
                0,
                0,
                0,
                Collections.nCopies(limits, 0L),
                Collections.nCopies(limits, 0L),
                empty,
                empty,
                empty,
                empty,
                empty,
                empty,
                empty,
                empty,
                0,
                0);
    }

    /** Both together. */
    public RequestCounts plus(RequestCounts other) {
        TreeMap<Integer, Long> bothStatuses = new TreeMap<>(statuses);
        other.statuses.forEach((status, count) -> bothStatuses.merge(status, count, Long::sum));
        return new RequestCounts(
                completed + other.completed,
                sums(notSent, other.notSent),
                sums(outcomes, other.outcomes),
                bothStatuses,
                businessFailures + other.businessFailures,
                tokenRefusals + other.tokenRefusals,
                failed + other.failed,
                bytesSent + other.bytesSent,
                bytesReceived + other.bytesReceived,
                connectionsOpened + other.connectionsOpened,
                sums(responseTimeWithin, other.responseTimeWithin),
                sums(serviceTimeWithin, other.serviceTimeWithin),
                EncodedHistogram.merge(responseTimes, other.responseTimes),
                EncodedHistogram.merge(failedResponseTimes, other.failedResponseTimes),
                EncodedHistogram.merge(serviceTimes, other.serviceTimes),
                EncodedHistogram.merge(failedServiceTimes, other.failedServiceTimes),
                EncodedHistogram.merge(scheduleLags, other.scheduleLags),
                EncodedHistogram.merge(connectTimes, other.connectTimes),
                EncodedHistogram.merge(tlsTimes, other.tlsTimes),
                EncodedHistogram.merge(firstByteTimes, other.firstByteTimes),
                responseTimeSumMicros + other.responseTimeSumMicros,
                serviceTimeSumMicros + other.serviceTimeSumMicros);
    }

    /** All of them together, of which there is at least one; as {@link #plus} one by one, at less cost. */
    public static RequestCounts sum(List<RequestCounts> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        RequestCounts numbers = all.stream()
                .map(RequestCounts::withoutTimes)
                .reduce(RequestCounts::plus)
                .orElseThrow();
        return numbers.withTimes(
                sum(all, RequestCounts::responseTimes),
                sum(all, RequestCounts::failedResponseTimes),
                sum(all, RequestCounts::serviceTimes),
                sum(all, RequestCounts::failedServiceTimes),
                sum(all, RequestCounts::scheduleLags),
                sum(all, RequestCounts::connectTimes),
                sum(all, RequestCounts::tlsTimes),
                sum(all, RequestCounts::firstByteTimes));
    }

    private static byte[] sum(List<RequestCounts> all, Function<RequestCounts, byte[]> times) {
        return EncodedHistogram.sum(all.stream().map(times).toList());
    }

    private RequestCounts withoutTimes() {
        byte[] empty = EncodedHistogram.empty();
        return withTimes(empty, empty, empty, empty, empty, empty, empty, empty);
    }

    private RequestCounts withTimes(
            byte[] response,
            byte[] failedResponse,
            byte[] service,
            byte[] failedService,
            byte[] lags,
            byte[] connect,
            byte[] tls,
            byte[] firstByte) {
        return new RequestCounts(
                completed,
                notSent,
                outcomes,
                statuses,
                businessFailures,
                tokenRefusals,
                failed,
                bytesSent,
                bytesReceived,
                connectionsOpened,
                responseTimeWithin,
                serviceTimeWithin,
                response,
                failedResponse,
                service,
                failedService,
                lags,
                connect,
                tls,
                firstByte,
                responseTimeSumMicros,
                serviceTimeSumMicros);
    }

    /** Arrivals that were never started, over all reasons. */
    public long notSentTotal() {
        return notSent.stream().mapToLong(Long::longValue).sum();
    }

    /** Arrivals that were never started for this reason. */
    public long notSent(NotSentReason reason) {
        return notSent.get(reason.ordinal());
    }

    /** All events: completed requests and arrivals that were not sent. */
    public long events() {
        return completed + notSentTotal();
    }

    private static List<Long> sums(List<Long> one, List<Long> other) {
        Long[] sums = new Long[one.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = one.get(i) + other.get(i);
        }
        return List.of(sums);
    }

    /** Writes what {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        for (long number : new long[] {
            completed, businessFailures, tokenRefusals, failed, bytesSent, bytesReceived, connectionsOpened
        }) {
            out.writeLong(number);
        }
        for (List<Long> numbers : List.of(notSent, outcomes, responseTimeWithin, serviceTimeWithin)) {
            out.writeInt(numbers.size());
            for (long number : numbers) {
                out.writeLong(number);
            }
        }
        out.writeInt(statuses.size());
        for (Map.Entry<Integer, Long> entry : statuses.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeLong(entry.getValue());
        }
        for (byte[] histogram : List.of(
                responseTimes,
                failedResponseTimes,
                serviceTimes,
                failedServiceTimes,
                scheduleLags,
                connectTimes,
                tlsTimes,
                firstByteTimes)) {
            out.writeInt(histogram.length);
            out.write(histogram);
        }
        out.writeLong(responseTimeSumMicros);
        out.writeLong(serviceTimeSumMicros);
    }

    /** Reads what {@link #write} wrote. */
    public static RequestCounts read(DataInput in) throws IOException {
        return read(in, true);
    }

    /** Reads what was written before there were first-byte times and sums: the sums are those of the histograms. */
    public static RequestCounts readFirstForm(DataInput in) throws IOException {
        return read(in, false);
    }

    private static RequestCounts read(DataInput in, boolean whole) throws IOException {
        long completed = in.readLong();
        long businessFailures = in.readLong();
        long tokenRefusals = in.readLong();
        long failed = in.readLong();
        long bytesSent = in.readLong();
        long bytesReceived = in.readLong();
        long connectionsOpened = in.readLong();
        List<Long> notSent = readNumbers(in);
        List<Long> outcomes = readNumbers(in);
        List<Long> responseTimeWithin = readNumbers(in);
        List<Long> serviceTimeWithin = readNumbers(in);
        TreeMap<Integer, Long> statuses = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            statuses.put(in.readInt(), in.readLong());
        }
        byte[] responseTimes = readBytes(in);
        byte[] failedResponseTimes = readBytes(in);
        byte[] serviceTimes = readBytes(in);
        return new RequestCounts(
                completed,
                notSent,
                outcomes,
                statuses,
                businessFailures,
                tokenRefusals,
                failed,
                bytesSent,
                bytesReceived,
                connectionsOpened,
                responseTimeWithin,
                serviceTimeWithin,
                responseTimes,
                failedResponseTimes,
                serviceTimes,
                readBytes(in),
                readBytes(in),
                readBytes(in),
                readBytes(in),
                whole ? readBytes(in) : EncodedHistogram.empty(),
                whole ? in.readLong() : sumMicros(responseTimes),
                whole ? in.readLong() : sumMicros(serviceTimes));
    }

    private static List<Long> readNumbers(DataInput in) throws IOException {
        Long[] numbers = new Long[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readLong();
        }
        return List.of(numbers);
    }

    private static long sumMicros(byte[] histogram) {
        LatencyHistogram times = LatencyHistogram.decode(histogram);
        return Math.round(times.meanMicros() * times.count());
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
