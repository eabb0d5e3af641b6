package io.breakwater.token.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.topic.Topic;
import io.breakwater.token.lease.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes for the bindings of one partition, in transactions whose identifier is that of the partition: as soon as another
 * replica begins to write for it, whatever this one still sends is refused. Holds one waiting token per member, never a
 * queue: while the broker is away newer tokens take the place of older ones. Runs on a thread of its own.
 */
final class PartitionWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);

    private static final long RETRY_PAUSE_MS = 300;

    private static final long CATCH_UP_TIMEOUT_SECONDS = 30;

    /** So that one transaction stays far below its timeout, however many tokens wait. */
    private static final int RECORDS_PER_TRANSACTION = 500;

    /** A new writer begins only with a lease that lasts, so that it never shuts out the next holder's. */
    private static final Duration LEASE_TO_BEGIN = Duration.ofSeconds(1);

    private final int partition;
    private final TransactionalProducers producers;
    private final TopicTail tail;
    private final TokenShelf shelf;
    private final Lease lease;
    private final Runnable onReady;
    private final AtomicLong failures;

    private final Map<String, Waiting> tokens = new LinkedHashMap<>();
    private final Map<String, WaitingAsks> asks = new LinkedHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isReady;
    private boolean hasBegun;

    PartitionWriter(
            int partition,
            TransactionalProducers producers,
            TopicTail tail,
            TokenShelf shelf,
            Lease lease,
            AtomicLong failures,
            Runnable onReady) {
        this.partition = partition;
        this.producers = producers;
        this.tail = tail;
        this.shelf = shelf;
        this.lease = lease;
        this.failures = failures;
        this.onReady = onReady;
    }

    /** A token to write, or none when it is to be taken from the topic. */
    record Waiting(Optional<PlatformToken> token) {}

    private record WaitingAsks(PlatformAsks counted, CompletableFuture<Boolean> done) {}

    /** Whether it can write now: its transactions are open to it and all that was written before is known. */
    boolean isReady() {
        return isReady;
    }

    synchronized void put(PlatformToken token) {
        tokens.put(token.key(), new Waiting(Optional.of(token)));
        notifyAll();
    }

    synchronized void withdraw(String key) {
        tokens.put(key, new Waiting(Optional.empty()));
        notifyAll();
    }

    /** Ends with yes when the count is on the topic, with no when it cannot be written. */
    synchronized CompletableFuture<Boolean> put(PlatformAsks counted) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (isEnding()) {
            done.complete(false);
            return done;
        }
        WaitingAsks before = asks.put(counted.binding(), new WaitingAsks(counted, done));
        if (before != null) {
            // The newer count holds the older one.
            CompletableFuture<Boolean> unused =
                    done.whenComplete((written, failure) -> before.done().complete(Boolean.TRUE.equals(written)));
        }
        notifyAll();
        return done;
    }

    /** The token that waits to be written, or has been taken from the topic, if there is one. */
    synchronized Optional<Waiting> waiting(String key) {
        return Optional.ofNullable(tokens.get(key));
    }

    @Override
    public void run() {
        try {
            while (!isEnding()) {
                if (!lease.lasts(LEASE_TO_BEGIN)) {
                    pause();
                    continue;
                }
                try (KafkaProducer<byte[], byte[]> producer = producers.open(partition)) {
                    writeWith(producer);
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException | IllegalStateException | ExecutionException | TimeoutException e) {
                    noteFailure(e);
                    pause();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("partition {}: no longer written", partition);
        } finally {
            isReady = false;
            failWaitingAsks();
            ended.countDown();
        }
    }

    private void writeWith(KafkaProducer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            producer.initTransactions();
            // Nobody else can write from here on: what is on the topics now is all there is.
            tail.caughtUp().get(CATCH_UP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            isReady = true;
            if (!hasBegun) {
                if (isEnding()) {
                    return;
                }
                onReady.run();
                hasBegun = true;
            }
            for (Batch batch = awaitBatch(); !batch.isEmpty(); batch = awaitBatch()) {
                write(producer, batch);
            }
        } finally {
            isReady = false;
            // Not to wait for what cannot be written any more.
            producer.close(Duration.ZERO);
        }
    }

    private record Batch(Map<String, Waiting> tokens, Map<String, WaitingAsks> asks) {
        boolean isEmpty() {
            return tokens.isEmpty() && asks.isEmpty();
        }
    }

    /** What waits, at least one record; none when the writer is to end. */
    private synchronized Batch awaitBatch() throws InterruptedException {
        while (tokens.isEmpty() && asks.isEmpty() && !isEnding()) {
            wait();
        }
        Map<String, Waiting> first = new LinkedHashMap<>();
        for (Map.Entry<String, Waiting> entry : tokens.entrySet()) {
            if (first.size() == RECORDS_PER_TRANSACTION) {
                break;
            }
            first.put(entry.getKey(), entry.getValue());
        }
        return new Batch(first, new LinkedHashMap<>(asks));
    }

    private void write(KafkaProducer<byte[], byte[]> producer, Batch batch) {
        producer.beginTransaction();
        // The commit waits for all of them and fails when one of them does.
        List<Future<?>> sent = new ArrayList<>();
        batch.tokens()
                .forEach((key, waiting) -> sent.add(producer.send(new ProducerRecord<>(
                        Topic.PLATFORM_TOKENS.name(),
                        key.getBytes(UTF_8),
                        waiting.token().map(EventCodec::encode).orElse(null)))));
        batch.asks()
                .forEach((binding, waiting) -> sent.add(producer.send(new ProducerRecord<>(
                        Topic.PLATFORM_ASKS.name(), binding.getBytes(UTF_8), EventCodec.encode(waiting.counted())))));
        producer.commitTransaction();
        List<CompletableFuture<Boolean>> done = new ArrayList<>();
        synchronized (this) {
            batch.tokens().forEach((key, waiting) -> {
                waiting.token().ifPresentOrElse(shelf::put, () -> shelf.remove(key));
                // Unless a newer one came meanwhile, which then waits.
                tokens.remove(key, waiting);
            });
            batch.asks().forEach((binding, waiting) -> {
                shelf.put(waiting.counted());
                asks.remove(binding, waiting);
                done.add(waiting.done());
            });
        }
        done.forEach(future -> future.complete(true));
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    private void pause() throws InterruptedException {
        // Ended early when the writer is to end.
        boolean unused = ending.await(RETRY_PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void noteFailure(Exception failure) {
        failWaitingAsks();
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (failures.getAndIncrement() == 0) {
            LOG.warn(
                    "platform-tokens: {} ({}); trying on in silence",
                    cause.getMessage(),
                    cause.getClass().getSimpleName());
        } else {
            LOG.debug("partition {}: not written: {}", partition, cause.toString());
        }
    }

    private void failWaitingAsks() {
        List<WaitingAsks> failed;
        synchronized (this) {
            failed = List.copyOf(asks.values());
            asks.clear();
        }
        failed.forEach(waiting -> waiting.done().complete(false));
    }

    /** Ends, after a last try to write what waits, within the time. */
    void end(Duration atMost) throws InterruptedException {
        ending.countDown();
        synchronized (this) {
            notifyAll();
        }
        ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
