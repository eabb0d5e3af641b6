package io.breakwater.generator.publish;

import io.breakwater.events.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends batches to the topic {@code request-events}. Only the publishing thread may block on it. */
public final class KafkaBatchSender implements BatchSender {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchSender.class);

    /** A broker may be away for this long and nothing is given up; the backlog's bound may be met before. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(10);

    /** How long the process, once asked to end, waits for what is still on its way. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final AtomicLong failures = new AtomicLong();

    /** A sender that owns this producer, which was made with {@link #settings}. */
    public KafkaBatchSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * What its producer needs besides the brokers' address: all replicas, no duplicates, order kept, patience.
     *
     * @param backlogLimitBytes the bound of the backlog
     */
    public static Map<String, Object> settings(long backlogLimitBytes) {
        return Map.ofEntries(
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("compression.type", "zstd"),
                Map.entry("linger.ms", 20),
                Map.entry("batch.size", 256 * 1024),
                // Above the backlog's own bound, so that the producer is never what blocks; it is taken only as needed.
                Map.entry("buffer.memory", 2 * backlogLimitBytes + 8L * 1024 * 1024),
                Map.entry("max.block.ms", DELIVERY_TIMEOUT.toMillis()),
                Map.entry("delivery.timeout.ms", (int) DELIVERY_TIMEOUT.toMillis()),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("reconnect.backoff.max.ms", 1_000L),
                Map.entry("retry.backoff.max.ms", 1_000L));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    public void send(byte[] key, byte[] batch, OnEnd onEnd) {
        try {
            producer.send(new ProducerRecord<>(Topic.REQUEST_EVENTS.name(), key, batch), (sent, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
                onEnd.ended(failure == null);
            });
        } catch (RuntimeException e) {
            // The producer is closed or interrupted: the process is ending.
            failed(e);
            onEnd.ended(false);
        }
    }

    private void failed(Exception failure) {
        long count = failures.incrementAndGet();
        // A broker that is gone for good would otherwise fill the log; the count is in every batch that does arrive.
        if (Long.bitCount(count) == 1) {
            LOG.error(
                    "request-events: {} batches given up (expected: 0); the runs' verdicts will be INCONCLUSIVE",
                    count,
                    failure);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
