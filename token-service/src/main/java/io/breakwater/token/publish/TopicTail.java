package io.breakwater.token.publish;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the compacted topics from their beginning, for as long as the process lives. Runs on a thread of its own. */
final class TopicTail implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_PAUSE_MS = 500;
    private static final int ANSWER_TIMEOUT_MS = 5_000;

    private final String servers;
    private final TokenShelf shelf;
    private final AtomicLong unreadable = new AtomicLong();
    private final Queue<CompletableFuture<Void>> askedToCatchUp = new ConcurrentLinkedQueue<>();
    private final List<CatchUp> catchingUp = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int leasePartitions;
    private volatile boolean isStarted;

    TopicTail(String servers, TokenShelf shelf) {
        this.servers = servers;
        this.shelf = shelf;
    }

    /** Somebody who waits until all is read that was there when the waiting began. */
    private record CatchUp(Map<TopicPartition, Long> ends, CompletableFuture<Void> done) {}

    /** Ends when all is on the shelf that is on the topics now. */
    CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        askedToCatchUp.add(done);
        return done;
    }

    /** Into how many partitions bindings fall; 0 until that is known. */
    int leasePartitions() {
        return leasePartitions;
    }

    long unreadableRecords() {
        return unreadable.get();
    }

    @Override
    public void run() {
        isStarted = true;
        boolean isFailing = false;
        try {
            while (closed.getCount() > 0) {
                try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");
                        KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
                    List<TopicPartition> partitions = partitions(committed, Topic.PLATFORM_TOKENS);
                    partitions.addAll(partitions(committed, Topic.PLATFORM_ASKS));
                    leasePartitions =
                            partitions(committed, Topic.TOKEN_REJECTIONS).size();
                    committed.assign(partitions);
                    committed.seekToBeginning(partitions);
                    if (isFailing) {
                        LOG.info("platform-tokens: read again");
                        isFailing = false;
                    }
                    follow(committed, all, partitions);
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    if (!isFailing) {
                        isFailing = true;
                        LOG.warn(
                                "platform-tokens: {} ({}); trying on in silence",
                                e.getMessage(),
                                e.getClass().getSimpleName());
                    }
                    closed.await(RETRY_PAUSE_MS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void follow(
            KafkaConsumer<byte[], byte[]> committed,
            KafkaConsumer<byte[], byte[]> all,
            List<TopicPartition> partitions) {
        while (closed.getCount() > 0) {
            committed.poll(POLL).forEach(this::take);
            if (!askedToCatchUp.isEmpty()) {
                // Those of open transactions too: a predecessor's records may lie behind somebody else's open one.
                Map<TopicPartition, Long> ends = all.endOffsets(partitions);
                for (CompletableFuture<Void> done = askedToCatchUp.poll(); done != null; done = askedToCatchUp.poll()) {
                    catchingUp.add(new CatchUp(ends, done));
                }
            }
            if (!catchingUp.isEmpty()) {
                Map<TopicPartition, Long> positions = new HashMap<>();
                partitions.forEach(partition -> positions.put(partition, committed.position(partition)));
                catchingUp.removeIf(waiting -> isReached(waiting, positions));
            }
        }
    }

    private static boolean isReached(CatchUp waiting, Map<TopicPartition, Long> positions) {
        boolean isReached = waiting.ends().entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return isReached && waiting.done().complete(null);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        boolean isToken = record.topic().equals(Topic.PLATFORM_TOKENS.name());
        try {
            if (record.value() == null) {
                if (isToken && record.key() != null) {
                    shelf.remove(new String(record.key(), StandardCharsets.UTF_8));
                }
            } else if (isToken) {
                shelf.put(EventCodec.decode(record.value(), PlatformToken.class));
            } else {
                shelf.put(EventCodec.decode(record.value(), PlatformAsks.class));
            }
        } catch (UnreadableEventException e) {
            unreadable.incrementAndGet();
            LOG.warn("{} {}-{}: left out, {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(topic.name() + ": no such topic");
        }
        List<TopicPartition> found = new ArrayList<>();
        partitions.forEach(partition -> found.add(new TopicPartition(partition.topic(), partition.partition())));
        return found;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Ends {@link #run}. */
    void end() throws InterruptedException {
        closed.countDown();
        if (isStarted && !ended.await(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            LOG.debug("platform-tokens: still read");
        }
    }
}
