package io.breakwater.token.lease;

import io.breakwater.events.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps messages that could not be read for a person to look at, byte for byte. Used by one thread. */
final class SetAside implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final String servers;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    SetAside(String servers) {
        this.servers = servers;
    }

    void put(ConsumerRecord<byte[], byte[]> record) {
        try {
            Future<?> unused = producer()
                    .send(new ProducerRecord<>(Topic.TOKEN_REJECTIONS_SET_ASIDE.name(), record.key(), record.value()));
        } catch (KafkaException e) {
            // It is counted, and still lies on its own topic.
            LOG.warn("{}: not written, {}", Topic.TOKEN_REJECTIONS_SET_ASIDE.name(), e.toString());
        }
    }

    /** Made with the first message: there should be none. */
    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            servers,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            1_000,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            2L << 20),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
