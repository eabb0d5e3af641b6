package io.breakwater.generator.publish;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.GeneratorHealth;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The batches of one part of a run: numbered without gaps, each with the accounting and the frontier over all loops as of its
 * events, the closing one last. Loops call {@link #accept} at any time; all else happens on the publishing thread.
 */
public final class PartEvents {

    /** An event is 11 to about 40 bytes before compression; corrected as soon as it is encoded. */
    private static final int RESERVED_BYTES_PER_EVENT = 32;

    /** A batch without events is handed over each second; when the publishing thread does not come to them, few suffice. */
    private static final int MOST_WITHOUT_EVENTS = 4;

    private final PartIdentity identity;
    private final EventBacklog backlog;
    private final EventPublisher publisher;
    private final DoubleSupplier cpuRatio;
    private final LongSupplier sinceStartMicros;
    private final ClosedListener closedListener;
    private final byte[] key;

    private final AtomicLong eventsLost = new AtomicLong();
    private final AtomicInteger handedOver = new AtomicInteger();

    private final List<List<StepAccounting>> accountingByLoop = new ArrayList<>();
    private final LoadProgress[] progressByLoop;
    private final long[] frontierByLoop;
    private final List<List<TokenAccounting>> tokensByLoop = new ArrayList<>();
    private final LoopRemarks[] remarksByLoop;
    private final LatencyHistogram dispatchLag = new LatencyHistogram();
    private long longestPauseMicros;

    /** At most as many as were ever on their way to the publishing thread at once: each is taken before another is made. */
    private final Queue<LatencyHistogram> usedHistograms = new ConcurrentLinkedQueue<>();

    /** The same of writers. */
    private final Queue<RequestEventWriter> usedWriters = new ConcurrentLinkedQueue<>();

    private long batchNumber;
    private long frontierMicros;
    private int loopsEnded;

    /** Batches on their way, and one more until the closing one was sent. */
    private final AtomicInteger unfinished = new AtomicInteger(1);

    /** Hears that a part is closed. */
    public interface ClosedListener {

        /** The closing batch and all before it were delivered or given up; called on any thread. */
        void closed(StepAccounting totals, long eventsLost);
    }

    /**
     * A part without events.
     *
     * @param identity         what stays the same
     * @param loops            how many loops hand over
     * @param publisher        the way to the brokers
     * @param cpuRatio         the process's use of its processors
     * @param sinceStartMicros the time since the run's start
     * @param closedListener   told at the very end
     */
    public PartEvents(
            PartIdentity identity,
            int loops,
            EventPublisher publisher,
            DoubleSupplier cpuRatio,
            LongSupplier sinceStartMicros,
            ClosedListener closedListener) {
        this.identity = identity;
        this.publisher = publisher;
        this.backlog = publisher.backlog();
        this.cpuRatio = cpuRatio;
        this.sinceStartMicros = sinceStartMicros;
        this.closedListener = closedListener;
        this.key = new BatchKey(identity.runId(), identity.generatorId()).toBytes();
        this.frontierByLoop = new long[loops];
        this.progressByLoop = new LoadProgress[loops];
        Arrays.fill(progressByLoop, LoadProgress.NONE);
        this.remarksByLoop = new LoopRemarks[loops];
        Arrays.fill(remarksByLoop, LoopRemarks.NONE);
        List<StepAccounting> nothing = Collections.nCopies(identity.steps().size(), new StepAccounting(0, 0, 0, 0));
        for (int loop = 0; loop < loops; loop++) {
            accountingByLoop.add(nothing);
            tokensByLoop.add(List.of());
        }
    }

    /**
     * Takes what a loop collected. Never blocks: events that find the backlog full are lost and counted.
     *
     * @return whether it was taken; if not, only the events are gone, and the loop keeps what it noted of itself
     */
    public boolean accept(LoopEvents events) {
        int count = events.writer().events();
        long reservedBytes = (long) count * RESERVED_BYTES_PER_EVENT;
        boolean fits = backlog.tryReserve(reservedBytes);
        if (!fits) {
            eventsLost.addAndGet(count);
            reservedBytes = 0;
        }
        boolean worthABatch = (fits && count > 0) || events.last() || handedOver.get() < MOST_WITHOUT_EVENTS;
        if (worthABatch) {
            handedOver.incrementAndGet();
            long reserved = reservedBytes;
            publisher.execute(() -> publish(fits ? events : withoutEvents(events), reserved));
        }
        return worthABatch;
    }

    /** An empty histogram, for the loop to fill and hand over; a hundred kilobytes and more, so they are used again. */
    public LatencyHistogram emptyHistogram() {
        LatencyHistogram used = usedHistograms.poll();
        return used == null ? new LatencyHistogram() : used;
    }

    /** A writer without events, for the loop to fill and hand over; its columns have grown to what the loop's load needs. */
    public RequestEventWriter emptyWriter() {
        RequestEventWriter used = usedWriters.poll();
        return used == null ? new RequestEventWriter() : used;
    }

    /** The run that they belong to. */
    public String runId() {
        return identity.runId();
    }

    /** How many events will never be published. */
    public long eventsLost() {
        return eventsLost.get();
    }

    private static LoopEvents withoutEvents(LoopEvents events) {
        return new LoopEvents(
                events.loop(),
                new RequestEventWriter(),
                events.accounting(),
                events.progress(),
                events.frontierMicros(),
                events.dispatchLag(),
                events.longestPauseMicros(),
                events.remarks(),
                events.tokens(),
                events.last());
    }

    private void publish(LoopEvents events, long reservedBytes) {
        handedOver.decrementAndGet();
        accountingByLoop.set(events.loop(), events.accounting());
        progressByLoop[events.loop()] = events.progress();
        frontierByLoop[events.loop()] = events.frontierMicros();
        tokensByLoop.set(events.loop(), events.tokens());
        remarksByLoop[events.loop()] = events.remarks();
        dispatchLag.add(events.dispatchLag());
        events.dispatchLag().reset();
        usedHistograms.offer(events.dispatchLag());
        longestPauseMicros = Math.max(longestPauseMicros, events.longestPauseMicros());
        loopsEnded += events.last() ? 1 : 0;
        boolean closing = loopsEnded == frontierByLoop.length;

        int count = events.writer().events();
        byte[] batch = events.writer().toBatch(header(closing));
        usedWriters.offer(events.writer());
        batchNumber++;
        backlog.adjust(batch.length - reservedBytes);
        unfinished.incrementAndGet();
        publisher.send(key, batch, delivered -> {
            backlog.adjust(-batch.length);
            if (!delivered) {
                eventsLost.addAndGet(count);
            }
            finishOne();
        });
        if (closing) {
            finishOne();
        }
    }

    private void finishOne() {
        if (unfinished.decrementAndGet() == 0) {
            closedListener.closed(total(accounting()), eventsLost.get());
        }
    }

    private BatchHeader header(boolean closing) {
        long lowest = Long.MAX_VALUE;
        for (long frontier : frontierByLoop) {
            lowest = Math.min(lowest, frontier);
        }
        // When all loops have ended, nothing more can come at all; the header says so up to this moment.
        frontierMicros = Math.max(frontierMicros, lowest == Long.MAX_VALUE ? sinceStartMicros.getAsLong() : lowest);
        LoopRemarks remarks = LoopRemarks.sum(remarksByLoop);
        GeneratorHealth health = new GeneratorHealth(
                cpuRatio.getAsDouble(),
                longestPauseMicros,
                eventsLost.get(),
                remarks.requestsResent(),
                remarks.samplesDropped(),
                remarks.messagesDropped(),
                dispatchLag.encode());
        dispatchLag.reset();
        longestPauseMicros = 0;
        return new BatchHeader(
                identity.runId(),
                identity.generatorId(),
                identity.region(),
                identity.partIndex(),
                identity.partCount(),
                batchNumber,
                identity.startAt(),
                frontierMicros,
                identity.warmUpMicros(),
                identity.limitsMicros(),
                identity.steps(),
                accounting(),
                Arrays.stream(progressByLoop).reduce(LoadProgress.NONE, LoadProgress::plus),
                tokens(),
                health,
                closing);
    }

    private List<TokenAccounting> tokens() {
        TreeMap<String, TokenAccounting> byName = new TreeMap<>();
        tokensByLoop.stream()
                .flatMap(List::stream)
                .forEach(token -> byName.merge(token.token(), token, TokenAccounting::plus));
        return List.copyOf(byName.values());
    }

    private List<StepAccounting> accounting() {
        List<StepAccounting> sums = new ArrayList<>();
        for (int step = 0; step < identity.steps().size(); step++) {
            int index = step;
            sums.add(
                    total(accountingByLoop.stream().map(loop -> loop.get(index)).toList()));
        }
        return sums;
    }

    private static StepAccounting total(List<StepAccounting> parts) {
        long intended = 0;
        long completed = 0;
        long inFlight = 0;
        long notSent = 0;
        CryptographyTime cryptography = CryptographyTime.NONE;
        for (StepAccounting part : parts) {
            intended += part.intended();
            completed += part.completed();
            inFlight += part.inFlight();
            notSent += part.notSent();
            cryptography = cryptography.plus(part.cryptography());
        }
        return new StepAccounting(intended, completed, inFlight, notSent, cryptography);
    }
}
