package io.breakwater.reporting.index;

/**
 * What came of a topic's records since this process started.
 *
 * @param topic          the topic
 * @param joined         whether its consumer belongs to the group and has a connection to Kafka
 * @param indexed        records that are stored
 * @param stale          records that were older than what was stored already
 * @param setAside       records that could not be indexed and lie in the index {@code set-aside}
 * @param failedAttempts times that Elasticsearch did not take a batch; it is offered again until it does
 * @param failure        why the batch at hand was not taken yet; empty when all is well
 */
public record TopicCounts(
        String topic, boolean joined, long indexed, long stale, long setAside, long failedAttempts, String failure) {

    /** Whether records are read and stored. */
    public boolean working() {
        return joined && failure.isEmpty();
    }
}
