package io.breakwater.analytics.fold;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.UnreadableBatchException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts batches of any number of parts without an object per event, and hands over those of a part that follow one another as
 * one partial. What comes of a run does not depend on which batches were counted together:
 *
 * <ul>
 *   <li>Only batches with consecutive numbers, higher than any before them of that part, are counted together: whether one is
 *       a duplicate is decided after the exchange, and it can only be left out alone.
 *   <li>A batch with an event below the frontier of one before it is not counted with that one: it is judged by that
 *       frontier whether the event comes too late.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class BatchCounts {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCounts.class);

    /** Over all parts: a bound on memory, about 100 kB each at most. */
    private static final int MOST_GROUPS = 4_000;

    private final RequestEventReader reader = new RequestEventReader();
    private final Map<BatchKey, PartCounts> pending = new LinkedHashMap<>();
    private final Tallies tallies = new Tallies();
    private final HighestNumbers highest;
    private final FoldMetrics metrics;

    BatchCounts(HighestNumbers highest, FoldMetrics metrics) {
        this.highest = highest;
        this.metrics = metrics;
    }

    /** Counts a batch; hands over what can wait no longer. */
    void add(RawBatch raw, Consumer<Partial> to) throws IOException {
        metrics.batches().inc();
        try {
            BatchHeader header = Plausible.checked(reader.read(raw.value()), reader);
            metrics.requests().inc(reader.events());
            if (header.steps().size() > Steps.MOST) {
                metrics.stepsBeyond().inc(header.steps().size() - Steps.MOST);
            }
            count(Steps.bounded(header), to);
        } catch (UnreadableBatchException | IllegalArgumentException | ArithmeticException e) {
            unreadable(raw, e, to);
        }
    }

    private void count(BatchHeader header, Consumer<Partial> to) throws IOException {
        BatchKey key = BatchKey.of(header);
        boolean newest = highest.isNewest(key, header.batchNumber());
        PartCounts part = pending.get(key);
        if (part != null && !(newest && part.mayTake(header, reader))) {
            flush(key, to);
            part = null;
        }
        if (part == null) {
            part = new PartCounts(tallies);
            pending.put(key, part);
        }
        part.add(header, reader);
        if (!newest || header.closing() || part.isFull()) {
            flush(key, to);
        } else if (tallies.lent() > MOST_GROUPS) {
            flush(to);
        }
    }

    private void unreadable(RawBatch raw, Exception e, Consumer<Partial> to) throws IOException {
        Optional<BatchKey> key = BatchKey.read(raw.key());
        metrics.unreadable().inc();
        // 1, 2, 4, 8 and so on: a broken writer does not fill the disk, and the count is in the line.
        if (Long.bitCount(metrics.unreadable().getCount()) == 1) {
            LOG.warn(
                    "Batch of run {} at partition {} offset {} cannot be read and is left out: {} ({} so far)",
                    key.map(BatchKey::runId).orElse("unknown"),
                    raw.partition(),
                    raw.offset(),
                    e.getMessage(),
                    metrics.unreadable().getCount());
        }
        if (key.isPresent()) {
            flush(key.get(), to);
            to.accept(Partial.unreadable(key.get().runId(), key.get().generatorId()));
        }
    }

    private void flush(BatchKey key, Consumer<Partial> to) throws IOException {
        PartCounts part = pending.remove(key);
        if (part != null) {
            to.accept(part.counted().toPartial());
        }
    }

    /** Hands over all that was counted since the last time. */
    void flush(Consumer<Partial> to) throws IOException {
        for (PartCounts part : pending.values()) {
            to.accept(part.counted().toPartial());
        }
        pending.clear();
    }

    /** Whether there is anything to hand over. */
    boolean isEmpty() {
        return pending.isEmpty();
    }
}
