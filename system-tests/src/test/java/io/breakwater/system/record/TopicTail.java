package io.breakwater.system.record;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** What was written to a topic since a moment of the test. */
public final class TopicTail {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Topics topics;
    private final Map<TopicPartition, Long> begins;

    TopicTail(Topics topics, Map<TopicPartition, Long> begins) {
        this.topics = topics;
        this.begins = Map.copyOf(begins);
    }

    /** The records so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return topics.from(begins);
    }

    /** The records so far, read as what the topic holds. */
    public <T> List<T> read(Class<T> type) {
        return records().stream().map(record -> decode(record, type)).toList();
    }

    /** Waits for a record; returns the first one that fits. */
    public <T> T await(String what, Class<T> type, Predicate<T> fits) {
        return Awaitility.await(what)
                .atMost(WITHIN)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .until(() -> read(type).stream().filter(fits).toList(), found -> !found.isEmpty())
                .get(0);
    }

    private static <T> T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        try {
            return EventCodec.decode(record.value(), type);
        } catch (UnreadableEventException e) {
            throw new AssertionError(record.topic() + " at " + record.offset() + ": " + e.getMessage(), e);
        }
    }
}
