package io.breakwater.analytics.fold;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the fold counts of its own work.
 *
 * @param batches     batches that came
 * @param requests    requests in those that could be read
 * @param unreadable  batches that could not be read, or cannot be a generator's
 * @param stepsBeyond steps that were counted under one name, over all batches
 */
record FoldMetrics(Counter batches, Counter requests, Counter unreadable, Counter stepsBeyond) {

    static FoldMetrics in(MetricGroup group) {
        return new FoldMetrics(
                group.counter("batches"),
                group.counter("requests"),
                group.counter("batchesUnreadable"),
                group.counter("stepsBeyond"));
    }
}
