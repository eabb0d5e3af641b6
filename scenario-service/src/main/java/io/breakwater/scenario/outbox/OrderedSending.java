package io.breakwater.scenario.outbox;

import io.breakwater.scenario.outbox.OutgoingRecord.Header;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One round of sending, in which no record overtakes an earlier one of its topic and key: a record is handed to the producer
 * once all earlier ones of its key are confirmed, and none is after one has failed. For one use by one thread.
 */
final class OrderedSending {

    /** No more rows are begun after this long, so that the transaction around the round ends. */
    private static final Duration ROUND_LASTS = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Queue<InFlight> inFlight = new ArrayDeque<>();
    private final Set<TopicAndKey> keysInFlight = new HashSet<>();
    private final List<Result> results = new ArrayList<>();

    OrderedSending(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** A row of the outbox. */
    record Row(long id, OutgoingRecord outgoing) {}

    /**
     * What became of a row.
     *
     * @param row     the row
     * @param failure why Kafka did not take it; empty when it did
     */
    record Result(Row row, Optional<Throwable> failure) {

        /** Whether a later round has to send it again. */
        boolean isToBeSentAgain() {
            return failure.isPresent() && !isFinal(failure.get());
        }

        private static boolean isFinal(Throwable failure) {
            return failure instanceof RecordTooLargeException
                    || failure instanceof SerializationException
                    || failure instanceof InvalidTopicException;
        }
    }

    private record InFlight(Row row, Future<RecordMetadata> answer) {}

    private record TopicAndKey(String topic, Optional<ByteBuffer> key) {
        static TopicAndKey of(OutgoingRecord outgoing) {
            return new TopicAndKey(
                    outgoing.topic(), Optional.ofNullable(outgoing.key()).map(ByteBuffer::wrap));
        }
    }

    /** Sends rows; returns what became of the first ones, of which at most the last is to be sent again. */
    List<Result> send(List<Row> rows) throws InterruptedException {
        long startedNanos = System.nanoTime();
        for (Row row : rows) {
            TopicAndKey key = TopicAndKey.of(row.outgoing());
            while (!inFlight.isEmpty()
                    && (keysInFlight.contains(key)
                            || inFlight.element().answer().isDone())) {
                awaitOldest();
            }
            if (hasFailed() || System.nanoTime() - startedNanos >= ROUND_LASTS.toNanos()) {
                break;
            }
            keysInFlight.add(key);
            inFlight.add(new InFlight(row, producer.send(asRecord(row.outgoing()))));
        }
        while (!inFlight.isEmpty()) {
            awaitOldest();
        }
        return results;
    }

    private static ProducerRecord<byte[], byte[]> asRecord(OutgoingRecord outgoing) {
        ProducerRecord<byte[], byte[]> asRecord =
                new ProducerRecord<>(outgoing.topic(), null, outgoing.key(), outgoing.value());
        for (Header header : outgoing.headers()) {
            asRecord.headers().add(header.name(), header.value());
        }
        return asRecord;
    }

    /** What follows a failed row is not counted as sent, whatever became of it: ids are deleted in order. */
    private void awaitOldest() throws InterruptedException {
        InFlight oldest = inFlight.remove();
        Optional<Throwable> failure = failure(oldest.answer());
        keysInFlight.remove(TopicAndKey.of(oldest.row().outgoing()));
        if (!hasFailed()) {
            results.add(new Result(oldest.row(), failure));
        }
    }

    private boolean hasFailed() {
        return !results.isEmpty() && results.get(results.size() - 1).isToBeSentAgain();
    }

    private static Optional<Throwable> failure(Future<RecordMetadata> answer) throws InterruptedException {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Objects.requireNonNullElse(e.getCause(), e));
        }
    }
}
