package io.breakwater.token.publish;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.events.token.UnreadableTokenException;
import io.breakwater.token.lease.Lease;
import io.breakwater.token.lease.PartitionOf;
import io.breakwater.token.refresh.TokenDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics as keepers see them: reads all that is there, and writes for the partitions that this replica holds, so that
 * {@link PlatformToken#obtainedAt} of a member only ever grows, over restarts, replicas and clocks that were set back.
 * Thread-safe.
 */
public final class TokenPublisher implements TokenDesk, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenPublisher.class);

    private static final long NOTE_TIMEOUT_MS = 3_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final TokenKeys keys;
    private final Lease lease;
    private final Duration askLimit;
    private final TokenShelf shelf;
    private final TopicTail tail;
    private final TransactionalProducers producers;
    private final Map<Integer, PartitionWriter> writers = new ConcurrentHashMap<>();
    private final AtomicLong publishFailures = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    /**
     * A publisher that waits for {@link #start}.
     *
     * @param servers  the brokers
     * @param keys     encrypt and open tokens
     * @param lease    tells until when nobody else can be the holder
     * @param askLimit how long an ask can take
     * @param bindings the bindings of this service; others on the topic are left alone
     */
    public TokenPublisher(String servers, TokenKeys keys, Lease lease, Duration askLimit, Collection<String> bindings) {
        this.keys = keys;
        this.lease = lease;
        this.askLimit = askLimit;
        this.shelf = new TokenShelf(bindings);
        this.tail = new TopicTail(servers, shelf);
        this.producers = new TransactionalProducers(servers);
    }

    /** Begins to read. */
    public void start() {
        thread(tail, "token-topics").start();
    }

    /**
     * Begins to write for the bindings of a partition.
     *
     * @param partition which one
     * @param onReady   is told when it can, and all that was written before is known
     */
    public void open(int partition, IntConsumer onReady) {
        PartitionWriter writer = new PartitionWriter(partition, producers, tail, shelf, lease, publishFailures, () -> {
            encryptAnew(partition);
            onReady.accept(partition);
        });
        writers.put(partition, writer);
        thread(writer, "token-writer-" + partition).start();
    }

    /** Ends to write for the bindings of a partition; what waits is written within the time. */
    public void close(int partition, Duration atMost) throws InterruptedException {
        PartitionWriter writer = writers.get(partition);
        if (writer != null) {
            writer.end(atMost);
            writers.remove(partition);
        }
    }

    /** After a change of the key: what the previous one encrypted would be lost with it. */
    private void encryptAnew(int partition) {
        for (PlatformToken token : shelf.tokens()) {
            if (partition == partitionOf(token.binding()) && !keys.isCurrent(token)) {
                open(token)
                        .ifPresent(fields -> put(new Publication(
                                token.binding(),
                                token.member(),
                                token.members(),
                                fields,
                                token.obtainedAt().plusMillis(1),
                                token.expiresAt(),
                                token.refreshed())));
            }
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The partition that a binding falls into; -1 as long as nobody knows how many there are. */
    public int partitionOf(String binding) {
        int partitions = tail.leasePartitions();
        return partitions == 0 ? -1 : PartitionOf.binding(binding, partitions);
    }

    private Optional<PartitionWriter> writer(String binding) {
        return Optional.ofNullable(writers.get(partitionOf(binding)));
    }

    @Override
    public Optional<PlatformToken> inForce(String binding, int member) {
        Optional<PartitionWriter.Waiting> waiting =
                writer(binding).flatMap(writer -> writer.waiting(PlatformToken.key(binding, member)));
        return waiting.isPresent() ? waiting.get().token() : shelf.token(binding, member);
    }

    @Override
    public Optional<TokenFields> open(PlatformToken token) {
        try {
            return Optional.of(keys.decrypt(token));
        } catch (UnreadableTokenException e) {
            if (unreadable.getAndIncrement() == 0) {
                LOG.warn("{}; a new token will replace it; more are counted", e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<PlatformAsks> asks(String binding) {
        return shelf.asks(binding);
    }

    @Override
    public boolean mayAsk(String binding) {
        return writer(binding).filter(PartitionWriter::isReady).isPresent() && lease.lasts(askLimit);
    }

    @Override
    public boolean noteAsks(PlatformAsks asks) throws InterruptedException {
        Optional<PartitionWriter> writer = writer(asks.binding()).filter(PartitionWriter::isReady);
        if (writer.isEmpty()) {
            return false;
        }
        CompletableFuture<Boolean> written = writer.get().put(asks);
        try {
            return written.get(NOTE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("binding {}: ask not written down: {}", asks.binding(), e.toString());
            return false;
        }
    }

    @Override
    public void publish(Publication token) {
        Instant after = inForce(token.binding(), token.member())
                .map(before -> before.obtainedAt().plusMillis(1))
                .filter(least -> token.obtainedAt().isBefore(least))
                .orElse(token.obtainedAt());
        put(new Publication(
                token.binding(),
                token.member(),
                token.members(),
                token.fields(),
                after,
                token.expiresAt(),
                token.refreshed()));
    }

    private void put(Publication token) {
        PlatformToken record = keys.encrypt(
                token.binding(),
                token.member(),
                token.members(),
                token.fields(),
                token.obtainedAt(),
                token.expiresAt(),
                token.refreshed());
        writer(token.binding()).ifPresent(writer -> writer.put(record));
    }

    @Override
    public void withdraw(String binding, int member) {
        writer(binding).ifPresent(writer -> writer.withdraw(PlatformToken.key(binding, member)));
    }

    /** How a binding stands on the topic. */
    public PublishStatus status(String binding) {
        Optional<PartitionWriter> writer = writer(binding);
        return new PublishStatus(
                shelf.token(binding, 0).map(PlatformToken::expiresAt),
                writer.flatMap(w -> w.waiting(binding)).isPresent(),
                writer.filter(PartitionWriter::isReady).isPresent() && lease.lasts(Duration.ZERO));
    }

    /** How many records of the topics could not be read or opened. */
    public long unreadableRecords() {
        return tail.unreadableRecords() + unreadable.get();
    }

    /** How often writing failed; each was or will be tried again. */
    public long publishFailures() {
        return publishFailures.get();
    }

    @Override
    public void close() {
        try {
            for (Integer partition : writers.keySet()) {
                close(partition, CLOSE_TIMEOUT);
            }
            tail.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
