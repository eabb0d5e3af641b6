package io.breakwater.system.record;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.UnreadableBatchException;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The request events of one run, counted anew and in the plainest way, event by event: what windows and verdict have to say
 * if nothing was lost, doubled or miscounted on the way.
 */
public final class EventCount {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final String runId;
    private final RequestEventReader reader = new RequestEventReader();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, WindowCount> windows = new TreeMap<>();
    private final Map<String, Long> notSent = new HashMap<>();
    private final Map<String, Long> outcomes = new HashMap<>();
    private final Map<String, BatchHeader> closing = new HashMap<>();
    private final LatencyHistogram responseTimes = new LatencyHistogram();
    private final LatencyHistogram serviceTimes = new LatencyHistogram();
    private long batches;
    private long completed;
    private long failed;

    private EventCount(String runId) {
        this.runId = runId;
    }

    /** Counts the events of a run among these records of {@code request-events}. */
    public static EventCount of(String runId, List<ConsumerRecord<byte[], byte[]>> records) {
        EventCount count = new EventCount(runId);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            count.add(record);
        }
        return count;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        BatchHeader header;
        try {
            header = reader.read(record.value());
        } catch (UnreadableBatchException e) {
            throw new AssertionError(record.topic() + " at " + record.offset() + ": " + e.getMessage(), e);
        }
        if (!header.runId().equals(runId) || !seen.add(header.generatorId() + "/" + header.batchNumber())) {
            return;
        }
        batches++;
        if (header.closing()) {
            closing.put(header.generatorId(), header);
        }
        for (int event = 0; event < reader.events(); event++) {
            add(header, event);
        }
    }

    private void add(BatchHeader header, int event) {
        long second = Math.floorDiv(reader.intendedStartMicros(event), MICROS_PER_SECOND);
        String step = header.steps().get(reader.step(event));
        WindowCount window =
                windows.computeIfAbsent(key(step, second), ignored -> new WindowCount(runId, step, second, header));
        window.add(reader, event);
        if (!reader.sent(event)) {
            notSent.merge(reader.notSentReason(event).name(), 1L, Long::sum);
            return;
        }
        completed++;
        failed += failed(reader, event) ? 1 : 0;
        outcomes.merge(reader.requestOutcome(event).name(), 1L, Long::sum);
        responseTimes.record(reader.responseTimeMicros(event));
        serviceTimes.record(reader.serviceTimeMicros(event));
    }

    static boolean failed(RequestEventReader reader, int event) {
        return reader.requestOutcome(event) != RequestOutcome.SUCCEEDED
                || reader.businessOutcome(event).isFailure();
    }

    private static String key(String step, long second) {
        return String.format("%08d %s", second, step);
    }

    /** Requests that ended. */
    public long completed() {
        return completed;
    }

    /** Those of them that failed. */
    public long failed() {
        return failed;
    }

    /** Arrivals that were never started, by reason. */
    public Map<String, Long> notSent() {
        return Map.copyOf(notSent);
    }

    /** Requests by outcome. */
    public Map<String, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** Batches, each counted once. */
    public long batches() {
        return batches;
    }

    /** Which share of the requests succeeded with a response time of so many microseconds or less. */
    public double withinRatio(long limitMicros) {
        return windows.values().stream()
                        .mapToLong(window -> window.within(limitMicros))
                        .sum()
                / (double) completed;
    }

    /** Response times of all requests that ended. */
    public LatencyHistogram responseTimes() {
        return responseTimes;
    }

    /** Service times of all requests that ended. */
    public LatencyHistogram serviceTimes() {
        return serviceTimes;
    }

    /** What the generators say in their closing batches, over all of them and all steps. */
    public StepAccounting accounting() {
        StepAccounting sum = new StepAccounting(0, 0, 0, 0);
        for (BatchHeader header : closing.values()) {
            for (StepAccounting part : header.accounting()) {
                sum = new StepAccounting(
                        sum.intended() + part.intended(),
                        sum.completed() + part.completed(),
                        sum.inFlight() + part.inFlight(),
                        sum.notSent() + part.notSent());
            }
        }
        return sum;
    }

    /** Events that generators could not publish. */
    public long eventsLost() {
        return closing.values().stream()
                .mapToLong(header -> header.health().eventsLost())
                .sum();
    }

    /** The windows as they have to be published in the end, by second and step. */
    public List<WindowSummary> windows() {
        List<WindowSummary> summaries = new ArrayList<>();
        windows.values().forEach(window -> summaries.add(window.summary()));
        return summaries;
    }
}
