package io.breakwater.system.record;

import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a stack, to be read and written byte for byte. Not thread-safe. */
public final class Topics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long ANSWER_WITHIN_SECONDS = 30;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /** The topics of the broker at this address. */
    public Topics(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Where a topic ends now: a test reads from here on. */
    public TopicTail endOf(Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        return new TopicTail(this, consumer.endOffsets(partitions));
    }

    /** All records from the given offsets to the ends as they are now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> from(Map<TopicPartition, Long> begins) {
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(begins.keySet());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /** Writes a record, and returns when the broker has it. */
    public void write(Topic topic, String key, byte[] value) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(topic.name() + ": not written: " + e, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }
}
