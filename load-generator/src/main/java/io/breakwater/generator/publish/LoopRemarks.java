package io.breakwater.generator.publish;

import java.util.Arrays;

/**
 * What one event loop of a part remarked besides its events, cumulative since the run's start.
 *
 * @param requestsResent  requests that were written a second time
 * @param samplesDropped  samples that found no room or could not be delivered
 * @param messagesDropped WebSocket messages that came while none was awaited and found no room
 */
public record LoopRemarks(long requestsResent, long samplesDropped, long messagesDropped) {

    /** At the run's start. */
    public static final LoopRemarks NONE = new LoopRemarks(0, 0, 0);

    /** Those of all loops together. */
    static LoopRemarks sum(LoopRemarks[] loops) {
        return Arrays.stream(loops).reduce(NONE, LoopRemarks::plus);
    }

    private LoopRemarks plus(LoopRemarks other) {
        return new LoopRemarks(
                requestsResent + other.requestsResent,
                samplesDropped + other.samplesDropped,
                messagesDropped + other.messagesDropped);
    }
}
