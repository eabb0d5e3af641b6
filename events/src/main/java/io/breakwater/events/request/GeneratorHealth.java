package io.breakwater.events.request;

/**
 * How the generator itself did since its previous batch of this run, and what it lost since the run's start.
 *
 * @param cpuRatio              processor use over all cores it may use, 0 to 1
 * @param longestPauseMicros    the longest time one of its event loops stood still, in microseconds
 * @param eventsLost            cumulative events that found the backlog full and will never be published
 * @param requestsResent        cumulative requests that were written a second time, because the target had closed the idle
 *                              connection just then
 * @param samplesDropped        cumulative samples that found no room or could not be delivered: less to look at, no figure
 * @param messagesDropped       cumulative WebSocket messages that came while none was awaited and found no room
 * @param dispatchLagHistogram  encoded histogram of actual minus intended dispatch: how late the generator came to an
 *                              arrival, in microseconds; waiting for a connection or a virtual user is not in it
 */
public record GeneratorHealth(
        double cpuRatio,
        long longestPauseMicros,
        long eventsLost,
        long requestsResent,
        long samplesDropped,
        long messagesDropped,
        byte[] dispatchLagHistogram) {}
