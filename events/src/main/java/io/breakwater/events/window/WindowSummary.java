package io.breakwater.events.window;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One second of intended starts of one step of one run, over all generators of one region, counted. Published again as late responses
 * arrive; the one with the higher version replaces the other.
 *
 * <p>Version 2 adds the region and the times to the first byte.
 *
 * @param runId                  the run
 * @param step                   the step's name
 * @param region                 where the generators stand; seconds of the run are the sums over regions
 * @param windowStart            the window's beginning; it is one second wide
 * @param second                 the same as whole seconds since the run's start
 * @param version                grows with each publication of this window: completed + not sent, plus one when final
 * @param complete               whether nothing more can come
 * @param warmUp                 whether its requests are left out of objectives
 * @param completed              requests that ended, well or badly
 * @param notSent                arrivals that were never started, by reason
 * @param outcomes               requests by request outcome
 * @param statuses               responses by status code
 * @param businessFailures       responses that failed a check
 * @param tokenRefusals          responses that say that the request's platform token was refused; no business failures
 * @param failed                 requests that failed by transport, status or check, or for their platform token
 * @param bytesSent              bytes of requests
 * @param bytesReceived          bytes of responses
 * @param connectionsOpened      requests that had to open a connection
 * @param limits                 counts against the run's time limits, in the order of the limits
 * @param responseTimeHistogram  encoded histogram of response times of all completed requests, in microseconds
 * @param serviceTimeHistogram   encoded histogram of service times of all completed requests, in microseconds
 * @param scheduleLagHistogram   encoded histogram of schedule lags, in microseconds
 * @param connectTimeHistogram   encoded histogram of the times to open a connection, of the requests that had to
 * @param tlsTimeHistogram       encoded histogram of the times of TLS handshakes, of the requests that had to
 * @param firstByteTimeHistogram encoded histogram of the times from actual start to a response's first byte
 */
public record WindowSummary(
        String runId,
        String step,
        String region,
        Instant windowStart,
        long second,
        long version,
        boolean complete,
        boolean warmUp,
        long completed,
        Map<String, Long> notSent,
        Map<String, Long> outcomes,
        Map<String, Long> statuses,
        long businessFailures,
        long tokenRefusals,
        long failed,
        long bytesSent,
        long bytesReceived,
        long connectionsOpened,
        List<LimitCount> limits,
        byte[] responseTimeHistogram,
        byte[] serviceTimeHistogram,
        byte[] scheduleLagHistogram,
        byte[] connectTimeHistogram,
        byte[] tlsTimeHistogram,
        byte[] firstByteTimeHistogram) {

    /**
     * How many requests kept a time limit: each event's own microseconds were compared. What failed is over every limit.
     *
     * @param limitMicros        the limit
     * @param responseTimeWithin successful requests whose response time was the limit or less
     * @param serviceTimeWithin  successful requests whose service time was the limit or less
     */
    public record LimitCount(long limitMicros, long responseTimeWithin, long serviceTimeWithin) {}

    public WindowSummary {
        notSent = Map.copyOf(notSent);
        outcomes = Map.copyOf(outcomes);
        statuses = Map.copyOf(statuses);
        limits = List.copyOf(limits);
    }
}
