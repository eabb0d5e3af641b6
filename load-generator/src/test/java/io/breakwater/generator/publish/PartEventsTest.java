package io.breakwater.generator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.request.UnreadableBatchException;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PartEventsTest {

    private final LinkedBlockingQueue<Pending> sent = new LinkedBlockingQueue<>();
    private final EventBacklog backlog = new EventBacklog(100_000);
    private final EventPublisher publisher = new EventPublisher(new HoldingSender(), backlog);
    private final List<String> closed = new ArrayList<>();
    private final CountDownLatch closedLatch = new CountDownLatch(1);
    private final PartEvents part = new PartEvents(
            new PartIdentity("r", "g", "here", 0, 1, Instant.EPOCH, 0, List.of(170_000L), List.of("s")),
            2,
            publisher,
            () -> 0.5,
            () -> 9_000_000,
            (totals, lost) -> {
                closed.add(totals.completed() + " completed, " + totals.notSent() + " not sent, " + lost + " lost");
                closedLatch.countDown();
            });

    private record Pending(BatchHeader header, int events, BatchSender.OnEnd onEnd) {}

    private final class HoldingSender implements BatchSender {

        @Override
        public void send(byte[] key, byte[] batch, OnEnd onEnd) {
            try {
                RequestEventReader reader = new RequestEventReader();
                BatchHeader header = reader.read(batch);
                sent.add(new Pending(header, reader.events(), onEnd));
            } catch (UnreadableBatchException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void numbersBatchesAndAddsUpAccountingAndFrontierOverLoops() throws Exception {
        part.accept(events(0, 10, 10, 500, false));
        part.accept(events(1, 5, 5, 300, false));
        part.accept(events(1, 5, 10, 700, false));

        BatchHeader first = next().header();
        BatchHeader second = next().header();
        BatchHeader third = next().header();
        assertThat(List.of(first.batchNumber(), second.batchNumber(), third.batchNumber()))
                .containsExactly(0L, 1L, 2L);
        assertThat(first.frontierMicros())
                .as("loop 1 may still send from the beginning")
                .isZero();
        assertThat(second.frontierMicros()).isEqualTo(300);
        assertThat(third.frontierMicros()).isEqualTo(500);
        assertThat(third.accounting()).containsExactly(new StepAccounting(21, 0, 1, 20));
        assertThat(third.progress()).isEqualTo(new LoadProgress(List.of(21L), 1, false));
        assertThat(third.health().requestsResent())
                .as("cumulative: the latest of each loop")
                .isEqualTo(102);
        assertThat(third.tokens()).containsExactly(new TokenAccounting("shop", 3, 2, 0, 0));
        assertThat(third.health().samplesDropped()).isEqualTo(24);
        assertThat(third.health().messagesDropped()).isEqualTo(36);
        assertThat(LatencyHistogram.decode(third.health().dispatchLagHistogram())
                        .count())
                .as("since the batch before")
                .isEqualTo(1);
    }

    @Test
    void closesWhenAllLoopsHaveEndedAndAllBatchesHaveArrived() throws Exception {
        part.accept(events(0, 3, 3, Long.MAX_VALUE, true));
        part.accept(events(1, 4, 4, Long.MAX_VALUE, true));
        Pending first = next();
        Pending last = next();

        assertThat(first.header().closing()).isFalse();
        assertThat(last.header().closing()).isTrue();
        assertThat(last.header().frontierMicros()).as("up to now").isEqualTo(9_000_000);
        last.onEnd().ended(true);
        assertThat(closed).isEmpty();
        first.onEnd().ended(true);
        assertThat(closedLatch.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).containsExactly("0 completed, 7 not sent, 0 lost");
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void countsEventsThatFindTheBacklogFullAndStillCloses() throws Exception {
        part.accept(events(0, 3_000, 3_000, 100, false));
        part.accept(events(0, 2_500, 5_500, 200, false));
        Pending kept = next();
        assertThat(kept.events()).isEqualTo(3_000);
        Pending emptied = next();
        assertThat(emptied.events()).isZero();
        assertThat(emptied.header().batchNumber()).isEqualTo(1);
        assertThat(emptied.header().health().eventsLost()).isEqualTo(2_500);

        kept.onEnd().ended(false);
        emptied.onEnd().ended(true);
        part.accept(events(0, 1, 5_501, Long.MAX_VALUE, true));
        part.accept(events(1, 0, 0, Long.MAX_VALUE, true));
        next().onEnd().ended(true);
        Pending closing = next();
        closing.onEnd().ended(true);

        assertThat(closing.header().health().eventsLost())
                .as("what the backlog refused, and what the brokers never took")
                .isEqualTo(5_500);
        assertThat(closedLatch.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).containsExactly("0 completed, 5501 not sent, 5500 lost");
    }

    private Pending next() throws InterruptedException {
        Pending pending = sent.poll(5, TimeUnit.SECONDS);
        if (pending == null) {
            throw new AssertionError("no batch within 5 s");
        }
        return pending;
    }

    private static LoopEvents events(int loop, int count, long notSent, long frontierMicros, boolean last) {
        RequestEventWriter writer = new RequestEventWriter();
        for (int i = 0; i < count; i++) {
            writer.notSent(0, i * 1_000L, NotSentReason.STOPPED);
        }
        LatencyHistogram lag = new LatencyHistogram();
        lag.record(80);
        long inFlight = loop == 0 && !last ? 1 : 0;
        return new LoopEvents(
                loop,
                writer,
                List.of(new StepAccounting(notSent + inFlight, 0, inFlight, notSent)),
                new LoadProgress(List.of(notSent + inFlight), 1, false),
                frontierMicros,
                lag,
                40,
                new LoopRemarks(100L * loop + 1, 20L * loop + 2, 30L * loop + 3),
                List.of(new TokenAccounting("shop", loop + 1, 1, 0, 0)),
                last);
    }
}
