package io.breakwater.generator.token;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded way of refused tokens to the topic {@code token-rejections}: fingerprints only. What finds it full, or cannot be
 * sent, is dropped and counted, and the token's next refusal is told again; the run's own figures do not depend on it.
 * Thread-safe.
 */
public final class RejectionQueue implements TokenRejections, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RejectionQueue.class);

    /** A generator holds up to so many tokens that may all be refused at once; beyond it the next refusals have their turn. */
    private static final int MOST_WAITING = 10_000;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final String generatorId;
    private final Clock clock;
    private final ThreadPoolExecutor thread;
    private final AtomicLong dropped = new AtomicLong();

    /** Only the sending thread counts. */
    private long told;

    /**
     * An empty queue, which owns this producer.
     *
     * @param producer    made with {@link #settings}
     * @param generatorId this generator
     * @param clock       tells when tokens were refused
     */
    public RejectionQueue(Producer<byte[], byte[]> producer, String generatorId, Clock clock) {
        this(producer, generatorId, clock, MOST_WAITING);
    }

    RejectionQueue(Producer<byte[], byte[]> producer, String generatorId, Clock clock, int mostWaiting) {
        this.producer = producer;
        this.generatorId = generatorId;
        this.clock = clock;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                task -> {
                    Thread sending = new Thread(task, "token-rejections");
                    sending.setDaemon(true);
                    return sending;
                },
                // Without an exception: a full queue may be tried for each refused request.
                (task, executor) -> {
                    if (task instanceof Refusal refusal) {
                        drop(refusal.token(), "the queue is full or closed");
                    }
                });
    }

    /** What its producer needs besides the brokers' address: few records, none of which may be lost lightly. */
    public static Map<String, Object> settings() {
        return Map.of("acks", "all", "enable.idempotence", true, "buffer.memory", 4L * 1024 * 1024, "linger.ms", 0);
    }

    @Override
    public void rejected(HeldToken token, String code, String runId) {
        thread.execute(new Refusal(this, token, code, runId, clock.instant()));
    }

    private record Refusal(RejectionQueue queue, HeldToken token, String code, String runId, Instant rejectedAt)
            implements Runnable {

        @Override
        public void run() {
            queue.send(token, code, runId, rejectedAt);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    private void send(HeldToken token, String code, String runId, Instant rejectedAt) {
        TokenRejected rejected = new TokenRejected(
                token.binding(), token.member(), token.fingerprint(), code, runId, generatorId, rejectedAt);
        // A pool may have a hundred thousand tokens that are all refused.
        if (Long.bitCount(++told) == 1) {
            LOG.warn(
                    "token of {}, member {}: refused with {} in run {}; {} refused so far",
                    token.binding(),
                    token.member(),
                    code,
                    runId,
                    told);
        }
        try {
            producer.send(
                    new ProducerRecord<>(
                            Topic.TOKEN_REJECTIONS.name(),
                            token.binding().getBytes(StandardCharsets.UTF_8),
                            EventCodec.encode(rejected)),
                    (sent, failure) -> {
                        if (failure != null) {
                            drop(token, failure.toString());
                        }
                    });
        } catch (RuntimeException e) {
            // The producer is closed or interrupted: the process is ending.
            drop(token, e.toString());
        }
    }

    private void drop(HeldToken token, String why) {
        token.untold();
        long count = dropped.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "token-rejections: {} dropped (expected: 0), {}; token-service hears of their tokens when they are"
                            + " refused again",
                    count,
                    why);
        }
    }

    /** How often telling token-service of a refused token failed, since the start of the process. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
    }
}
