package io.breakwater.token.publish;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers that shut each other out: of all that were opened for a partition only the newest can write. */
record TransactionalProducers(String servers) {

    /** Long enough for a broker that is just starting, short enough that a stop of the service is not felt. */
    private static final int ANSWER_TIMEOUT_MS = 4_000;

    /** What a killed replica left open holds up readers for no longer, even when nobody takes over. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    KafkaProducer<byte[], byte[]> open(int partition) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "token-service-" + partition,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_TIMEOUT_MS,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        ANSWER_TIMEOUT_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS + 1_000,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
