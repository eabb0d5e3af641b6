package io.breakwater.events.verdict;

/**
 * What shows whether the measurement can be believed.
 *
 * @param batchesExpected      batches that closed parts say they sent
 * @param batchesReceived      batches that were read, each counted once
 * @param batchesDuplicate     batches that came again and were dropped
 * @param batchesUnreadable    records on the topic that could not be read and may have been this run's
 * @param eventsLost           events that generators could not publish
 * @param requestsResent       requests that were written a second time, because the target had closed the idle connection
 * @param samplesDropped       samples that generators could not keep: there is less to look at, no figure is touched
 * @param messagesDropped      WebSocket messages that came while none was awaited and found no room at the generator
 * @param dispatchLagP99Micros how late generators came to their arrivals, 99th percentile
 * @param dispatchLagMaxMicros the same, longest
 * @param longestPauseMicros   the longest time a generator's event loop stood still
 * @param cpuRatioMax          the highest processor use of a generator, 0 to 1
 * @param valuesClamped        times beyond the histograms' range
 */
public record Evidence(
        long batchesExpected,
        long batchesReceived,
        long batchesDuplicate,
        long batchesUnreadable,
        long eventsLost,
        long requestsResent,
        long samplesDropped,
        long messagesDropped,
        long dispatchLagP99Micros,
        long dispatchLagMaxMicros,
        long longestPauseMicros,
        double cpuRatioMax,
        long valuesClamped) {}
