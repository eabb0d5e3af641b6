package io.breakwater.analytics.fold;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.UnreadableBatchException;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts each batch by step, second and warm-up before the exchange, without an object per event. Stateless: nothing is
 * held back, so there is nothing to lose when a checkpoint is taken.
 */
public final class BatchFold extends RichFlatMapFunction<RawBatch, Partial> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BatchFold.class);
    private static final long MICROS_PER_SECOND = 1_000_000;

    private transient RequestEventReader reader = new RequestEventReader();
    private transient List<Tally> tallies = new ArrayList<>();
    private transient Counter batches = new SimpleCounter();
    private transient Counter requests = new SimpleCounter();
    private transient Counter unreadable = new SimpleCounter();

    @Override
    public void open(OpenContext context) {
        reader = new RequestEventReader();
        tallies = new ArrayList<>();
        batches = getRuntimeContext().getMetricGroup().counter("batches");
        requests = getRuntimeContext().getMetricGroup().counter("requests");
        unreadable = getRuntimeContext().getMetricGroup().counter("batchesUnreadable");
    }

    @Override
    public void flatMap(RawBatch raw, Collector<Partial> out) throws IOException {
        batches.inc();
        try {
            FoldedBatch folded = fold(raw.value());
            requests.inc(reader.events());
            out.collect(folded.toPartial());
        } catch (UnreadableBatchException | IllegalArgumentException e) {
            Optional<BatchKey> key = BatchKey.read(raw.key());
            unreadable.inc();
            // 1, 2, 4, 8 and so on: a broken writer does not fill the disk, and the count is in the line.
            if (Long.bitCount(unreadable.getCount()) == 1) {
                LOG.warn(
                        "Batch of run {} at partition {} offset {} cannot be read and is left out: {} ({} so far)",
                        key.map(BatchKey::runId).orElse("unknown"),
                        raw.partition(),
                        raw.offset(),
                        e.getMessage(),
                        unreadable.getCount());
            }
            key.ifPresent(known -> out.collect(Partial.unreadable(known.runId(), known.generatorId())));
        }
    }

    /** Reads and counts a batch. */
    FoldedBatch fold(byte[] batch) throws UnreadableBatchException {
        BatchHeader header = reader.read(batch);
        if (header.batchNumber() < 0 || header.partCount() < 1 || header.runId().isEmpty()) {
            throw new IllegalArgumentException("batch: number " + header.batchNumber() + ", part count "
                    + header.partCount() + ", run \"" + header.runId() + "\" (expected: >= 0, >= 1, not empty)");
        }
        if (header.health().dispatchLagHistogram().length > 0) {
            LatencyHistogram.decode(header.health().dispatchLagHistogram());
        }
        long[] limitsMicros =
                header.limitsMicros().stream().mapToLong(Long::longValue).toArray();
        Tally[] lastOfStep = new Tally[header.steps().size()];
        Map<StepSecondKey, Tally> used = new HashMap<>();
        for (int event = 0; event < reader.events(); event++) {
            int step = reader.step(event);
            long second = Math.floorDiv(reader.intendedStartMicros(event), MICROS_PER_SECOND);
            boolean warmUp = reader.intendedStartMicros(event) < header.warmUpMicros();
            Tally tally = lastOfStep[step];
            if (tally == null || !tally.isFor(step, second, warmUp)) {
                tally = used.computeIfAbsent(new StepSecondKey(step, second, warmUp), key -> {
                    Tally fresh = tally(used.size());
                    fresh.begin(step, second, warmUp, limitsMicros);
                    return fresh;
                });
                lastOfStep[step] = tally;
            }
            tally.count(reader, event);
        }
        return new FoldedBatch(
                header, used.values().stream().map(Tally::counted).toList());
    }

    private Tally tally(int index) {
        while (tallies.size() <= index) {
            tallies.add(new Tally());
        }
        return tallies.get(index);
    }

    private record StepSecondKey(int step, long second, boolean warmUp) {}
}
