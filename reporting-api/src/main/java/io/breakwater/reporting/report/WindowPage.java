package io.breakwater.reporting.report;

import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seconds of a run, in order.
 *
 * @param runId   the run
 * @param windows one for each second, step and region
 * @param next    what to give as {@code after} for the page that follows; null on the last page
 */
record WindowPage(String runId, List<Line> windows, Optional<String> next) {

    /**
     * One second of one step in one region; the counts are those of the topic {@code window-summaries}.
     *
     * @param step              the step's name
     * @param region            where its generators stand
     * @param second            whole seconds since the run's start
     * @param windowStart       the same as an instant
     * @param complete          whether nothing more can come
     * @param warmUp            whether it is left out of objectives
     * @param completed         requests that ended
     * @param notSent           arrivals that were never started, by reason
     * @param outcomes          requests by request outcome
     * @param statuses          responses by status code
     * @param businessFailures  responses that failed a check
     * @param tokenRefusals     responses that say that the request's platform token was refused; no business failures
     * @param failed            requests that failed by transport, status or check, or for their platform token
     * @param bytesSent         bytes of requests
     * @param bytesReceived     bytes of responses
     * @param connectionsOpened requests that had to open a connection
     * @param limits            counts against the run's time limits
     * @param responseTime      of all completed requests
     * @param serviceTime       of all completed requests
     * @param scheduleLag       of all completed requests
     * @param connectTime       of the requests that had to open a connection
     * @param tlsTime           TLS handshakes, of the requests that had to make one
     * @param firstByteTime     from the actual start to a response's first byte
     */
    record Line(
            String step,
            String region,
            long second,
            Instant windowStart,
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
            List<WindowSummary.LimitCount> limits,
            TimeFigures responseTime,
            TimeFigures serviceTime,
            TimeFigures scheduleLag,
            TimeFigures connectTime,
            TimeFigures tlsTime,
            TimeFigures firstByteTime) {

        static Line of(WindowSummary window, List<Double> percentiles) {
            return new Line(
                    window.step(),
                    window.region(),
                    window.second(),
                    window.windowStart(),
                    window.complete(),
                    window.warmUp(),
                    window.completed(),
                    window.notSent(),
                    window.outcomes(),
                    window.statuses(),
                    window.businessFailures(),
                    window.tokenRefusals(),
                    window.failed(),
                    window.bytesSent(),
                    window.bytesReceived(),
                    window.connectionsOpened(),
                    window.limits(),
                    figures(window.responseTimeHistogram(), percentiles),
                    figures(window.serviceTimeHistogram(), percentiles),
                    figures(window.scheduleLagHistogram(), percentiles),
                    figures(window.connectTimeHistogram(), percentiles),
                    figures(window.tlsTimeHistogram(), percentiles),
                    figures(window.firstByteTimeHistogram(), percentiles));
        }

        private static TimeFigures figures(byte[] histogram, List<Double> percentiles) {
            return TimeFigures.of(LatencyHistogram.decode(histogram), percentiles);
        }
    }

    WindowPage {
        windows = List.copyOf(windows);
    }
}
