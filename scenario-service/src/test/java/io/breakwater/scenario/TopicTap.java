package io.breakwater.scenario;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of one partition from its beginning and keeps everything. */
final class TopicTap implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TopicTap(String bootstrapServers, Topic topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 200),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Everything that came so far. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(50))) {
            records.add(polled);
        }
        return List.copyOf(records);
    }

    /** The first record that fits, waiting for it. */
    ConsumerRecord<byte[], byte[]> await(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ConsumerRecord<byte[], byte[]>> found =
                    records().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("records: " + records.size() + ", none of which fits (expected: one within " + PATIENCE
                + "): " + records.stream().map(TopicTap::shown).toList());
    }

    private static String shown(ConsumerRecord<byte[], byte[]> one) {
        return new String(one.value(), 0, Math.min(one.value().length, 300), StandardCharsets.UTF_8);
    }

    /** The first change of a run to a status, waiting for it. */
    RunStatusChanged awaitStatus(String runId, RunStatus status) {
        return awaitChange(change -> change.runId().equals(Optional.of(runId)) && change.status() == status);
    }

    /** The first change that fits, waiting for it. */
    RunStatusChanged awaitChange(Predicate<RunStatusChanged> wanted) {
        return decode(await(one -> wanted.test(decode(one, RunStatusChanged.class))), RunStatusChanged.class);
    }

    /** All statuses of a run so far, in order. */
    List<RunStatus> statuses(String runId) {
        return changes().stream()
                .filter(change -> change.runId().equals(Optional.of(runId)))
                .map(RunStatusChanged::status)
                .toList();
    }

    /** All changes so far, in order. */
    List<RunStatusChanged> changes() {
        return records().stream()
                .map(one -> decode(one, RunStatusChanged.class))
                .toList();
    }

    /** A record as an event. */
    static <T> T decode(ConsumerRecord<byte[], byte[]> one, Class<T> type) {
        try {
            return EventCodec.decode(one.value(), type);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
