package io.breakwater.generator.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.TokenRejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RefusalsToldAgainTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch isLetThrough = new CountDownLatch(1);
    private final CountDownLatch isSending = new CountDownLatch(1);

    /** Answers when a test says so. */
    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {

                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> told, Callback callback) {
                    isSending.countDown();
                    try {
                        isLetThrough.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return super.send(told, callback);
                }
            };

    private final RejectionQueue queue = new RejectionQueue(brokers, "g-1", Clock.fixed(NOW, ZoneOffset.UTC), 1);

    private HeldToken token(String text) {
        return TokenFixture.held(0, 1, text, queue);
    }

    @Test
    void tellsATokenOnce() throws Exception {
        isLetThrough.countDown();
        HeldToken token = token("bad");
        token.refused("40001", "r-1");
        token.refused("40001", "r-2");
        await().atMost(PATIENCE).until(() -> brokers.completeNext());

        assertThat(token.isToBeTold()).isFalse();
        queue.close();
        assertThat(brokers.history()).hasSize(1);
        assertThat(EventCodec.decode(brokers.history().get(0).value(), TokenRejected.class))
                .isEqualTo(
                        new TokenRejected("shop", 0, TokenFields.of("bad").fingerprint(), "40001", "r-1", "g-1", NOW));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void tellsATokenAgainWhenTheBrokerDidNotTakeIt() {
        isLetThrough.countDown();
        HeldToken token = token("bad");
        token.refused("40001", "r-1");
        await().atMost(PATIENCE).until(() -> brokers.errorNext(new TimeoutException("no broker")));

        assertThat(queue.dropped()).isEqualTo(1);
        assertThat(token.isToBeTold()).isTrue();
        token.refused("40001", "r-1");
        await().atMost(PATIENCE).until(() -> brokers.completeNext());
        assertThat(token.isToBeTold()).isFalse();
        assertThat(brokers.history()).hasSize(2);
        queue.close();
    }

    @Test
    void tellsATokenAgainThatFoundTheQueueFull() throws Exception {
        HeldToken sending = token("sending");
        HeldToken waiting = token("waiting");
        HeldToken dropped = token("dropped");
        sending.refused("40001", "r-1");
        isSending.await();
        waiting.refused("40001", "r-1");
        dropped.refused("40001", "r-1");

        assertThat(queue.dropped()).isEqualTo(1);
        assertThat(dropped.isToBeTold()).isTrue();
        assertThat(waiting.isToBeTold()).isFalse();
        isLetThrough.countDown();
        await().atMost(PATIENCE).until(() -> brokers.history().size() == 2);
        dropped.refused("40001", "r-1");
        await().atMost(PATIENCE).until(() -> brokers.history().size() == 3);
        assertThat(dropped.isToBeTold()).isFalse();
        queue.close();
    }

    @Test
    void tellsATokenAgainThatAClosedProducerDidNotTake() {
        isLetThrough.countDown();
        brokers.close();
        HeldToken token = token("bad");
        token.refused("40001", "r-1");

        await().atMost(PATIENCE).until(() -> queue.dropped() == 1);
        assertThat(token.isToBeTold()).isTrue();
        queue.close();
        token.refused("40001", "r-1");
        assertThat(queue.dropped()).isEqualTo(2);
        assertThat(token.isToBeTold()).isTrue();
    }
}
