package io.breakwater.token.publish;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of tokens on a real broker. Used by the publisher's thread only; callbacks come from Kafka's. */
final class TokenTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenTopic.class);

    /** Long enough for a broker that is just starting, short enough that a stop of the service is not felt. */
    private static final int ANSWER_TIMEOUT_MS = 5_000;

    /** Past this a send is given up, and the newest token of the binding is sent instead. */
    private static final int DELIVERY_TIMEOUT_MS = 15_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String servers;
    private final KafkaProducer<byte[], byte[]> producer;

    TokenTopic(String servers) {
        this.servers = servers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "token-service",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        ANSWER_TIMEOUT_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_TIMEOUT_MS,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        4L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * What the topic holds.
     *
     * @param tokens     the last record of each binding asked for
     * @param unreadable how many records could not be read
     */
    record Content(Map<String, PlatformToken> tokens, long unreadable) {}

    /**
     * Reads the topic from its beginning to the end that it has now.
     *
     * @throws KafkaException when the broker does not answer or has no such topic
     */
    Content read(Set<String> bindings) {
        Map<String, PlatformToken> tokens = new HashMap<>();
        long unreadable = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer));
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    unreadable += take(record, bindings, tokens) ? 0 : 1;
                }
            }
        }
        return new Content(Map.copyOf(tokens), unreadable);
    }

    /** Keeps the record's token when it is asked for; says no when the record is not readable. */
    private static boolean take(
            ConsumerRecord<byte[], byte[]> record, Set<String> bindings, Map<String, PlatformToken> tokens) {
        if (record.value() == null) {
            return true;
        }
        try {
            PlatformToken token = EventCodec.decode(record.value(), PlatformToken.class);
            if (bindings.contains(token.binding())) {
                tokens.put(token.binding(), token);
            }
            return true;
        } catch (UnreadableEventException e) {
            LOG.warn("{} {}-{}: left out, {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            return false;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(Topic.PLATFORM_TOKENS.name());
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(Topic.PLATFORM_TOKENS.name() + ": no such topic");
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toList());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Sends a record; the future ends when the broker has it on all its replicas in sync, or with the failure. */
    Future<?> send(PlatformToken token) {
        byte[] key = token.binding().getBytes(StandardCharsets.UTF_8);
        try {
            return producer.send(new ProducerRecord<>(Topic.PLATFORM_TOKENS.name(), key, EventCodec.encode(token)));
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
