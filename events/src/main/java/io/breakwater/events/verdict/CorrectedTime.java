package io.breakwater.events.verdict;

/**
 * Response times of a closed load with those requests added that a virtual user would have sent meanwhile, had it not waited
 * for a response: one for each expected interval, each waiting for the rest. Times are in microseconds.
 *
 * @param expectedIntervalMicros from one request of a virtual user to its next one of the same step, as a rule; 0 when several
 *                               steps are taken together
 * @param p50Micros              median
 * @param p95Micros              95th percentile
 * @param p99Micros              99th percentile
 * @param maxMicros              the longest
 */
public record CorrectedTime(
        long expectedIntervalMicros, long p50Micros, long p95Micros, long p99Micros, long maxMicros) {}
