package io.breakwater.token.lease;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.events.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this replica in the group of all replicas, confirms what it holds twice a second, and reads the refusals of tokens.
 * A commit of offsets is the confirmation: the coordinator takes it of members in the current generation only, and waits a
 * whole session for that member from then on. Runs on a thread of its own.
 */
public final class LeaseKeeper implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final String GROUP = "token-service";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long CONFIRM_NANOS = Duration.ofMillis(500).toNanos();
    private static final long RETRY_PAUSE_MS = 500;

    /** How long a replica may take to let go of what another one shall have: an ask on its way, and a transaction. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    private final Map<String, Object> client;
    private final Lease lease;
    private final LeaseListener listener;
    private final SetAside setAside;
    private final AtomicLong unreadable = new AtomicLong();
    private volatile boolean isStarted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * One that waits for {@link #run}.
     *
     * @param servers  the brokers
     * @param lease    is kept up to date
     * @param listener learns of changes
     */
    public LeaseKeeper(String servers, Lease lease, LeaseListener listener) {
        this.lease = lease;
        this.listener = listener;
        this.setAside = new SetAside(servers);
        client = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) Lease.SESSION.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1_000,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                30_000,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                4_000));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        client.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
    }

    /** How many messages about refused tokens could not be read; they lie on their topic for that. */
    public long unreadableRejections() {
        return unreadable.get();
    }

    @Override
    public void run() {
        isStarted = true;
        try {
            while (closed.getCount() > 0) {
                keepWithOneConsumer();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void keepWithOneConsumer() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.TOKEN_REJECTIONS.name()), new Changes(consumer));
            long confirmedAtNanos = System.nanoTime() - CONFIRM_NANOS;
            while (closed.getCount() > 0) {
                consumer.resume(consumer.paused().stream()
                        .filter(partition -> listener.isReady(partition.partition()))
                        .toList());
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                if (System.nanoTime() - confirmedAtNanos >= CONFIRM_NANOS) {
                    confirmedAtNanos = System.nanoTime();
                    confirm(consumer);
                }
            }
        } catch (WakeupException e) {
            LOG.debug("token-rejections: no longer read, the service is being stopped");
        } catch (KafkaException e) {
            LOG.warn(
                    "token-rejections: {} ({}); trying on",
                    e.getMessage(),
                    e.getClass().getSimpleName());
            closed.await(RETRY_PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Has the coordinator confirm that this replica is in the current generation; without that the lease runs out. */
    private void confirm(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            for (TopicPartition partition : consumer.assignment()) {
                positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
            }
            if (!positions.isEmpty()) {
                long askedAtNanos = System.nanoTime();
                consumer.commitSync(positions);
                lease.confirmed(askedAtNanos);
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            // A rebalance, or the broker is away: the next poll sees to it.
            LOG.debug("lease: not confirmed: {}", e.toString());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            if (value != null) {
                listener.rejected(EventCodec.decode(value, TokenRejected.class));
            }
        } catch (UnreadableEventException e) {
            if (unreadable.getAndIncrement() == 0) {
                LOG.warn("{}: a message that is none, set aside; more are counted", record.topic());
            }
            setAside.put(record);
        }
    }

    /** What the group gives and takes. */
    private final class Changes implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;

        private Changes(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // A refusal that is read before its binding is kept would be nobody's, and its offset confirmed all the
            // same.
            consumer.pause(partitions);
            partitions.forEach(partition -> listener.gained(partition.partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> listener.lost(partition.partition(), HAND_OVER));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lease.ended();
            partitions.forEach(partition -> listener.lost(partition.partition(), Duration.ZERO));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            // Leaves the group, so that another replica is the holder at once.
            if (isStarted && !ended.await(HAND_OVER.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("token-rejections: not left in time; others wait for the end of the lease");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lease.ended();
        setAside.close();
    }
}
