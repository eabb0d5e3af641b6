package io.breakwater.analytics.publish;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes Kafka records of results. They carry no timestamp of their own: event time is in the payload, and a broker refuses
 * records from the future.
 */
public final class TopicWriter implements KafkaRecordSerializationSchema<Published> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    /** Writes to this topic. */
    public TopicWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Published result, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, result.runId().getBytes(StandardCharsets.UTF_8), result.value());
    }
}
