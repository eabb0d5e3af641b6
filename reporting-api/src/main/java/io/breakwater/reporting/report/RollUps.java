package io.breakwater.reporting.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run in stretches of some seconds, each read from the merged histograms of its windows.
 *
 * @param runId   the run
 * @param rollUps one for each stretch with windows, and each step or region where they are told apart; in order
 */
record RollUps(String runId, List<Line> rollUps) {

    /**
     * One stretch.
     *
     * @param fromSecond        its first second since the run's start
     * @param toSecond          the second after its last one; for the whole run, after the last one with a window
     * @param from              the first second as an instant
     * @param step              the step; null when all are taken together
     * @param region            where the generators stand; null when all are taken together
     * @param intended          completed and not sent; until it is complete, more may be in flight
     * @param notSentByReason   arrivals that were never started, by reason
     * @param outcomes          requests by request outcome
     * @param statuses          responses by status code
     * @param businessFailures  responses that failed a check
     * @param bytesSent         bytes of requests
     * @param bytesReceived     bytes of responses
     * @param connectionsOpened requests that had to open a connection
     * @param figures           the other counts, and the times
     */
    record Line(
            long fromSecond,
            long toSecond,
            Instant from,
            Optional<String> step,
            Optional<String> region,
            long intended,
            Map<String, Long> notSentByReason,
            Map<String, Long> outcomes,
            Map<String, Long> statuses,
            long businessFailures,
            long bytesSent,
            long bytesReceived,
            long connectionsOpened,
            MergedPercentiles figures) {}

    RollUps {
        rollUps = List.copyOf(rollUps);
    }
}
