package io.breakwater.reporting.index;

import io.breakwater.reporting.ReportingProperties;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The consumer thread of one topic. While a batch is not stored the consumer is paused, keeps its place in the group, and
 * offers the same batch again, for ever; offsets are committed after each stored batch.
 */
final class TopicConsumer {

    /** After this long a process that was killed loses its partitions; the shortest that brokers allow by default. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 1_500;

    /** Bounds what one poll brings into memory. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private static final long FIRST_RETRY_PAUSE_MILLIS = 100;
    private static final double RETRY_PAUSE_GROWTH = 2;

    private final TopicIndexer indexer;
    private final KafkaMessageListenerContainer<byte[], byte[]> container;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    TopicConsumer(IndexedTopic topic, TopicIndexer indexer, ReportingProperties properties) {
        this.indexer = indexer;
        ContainerProperties containing = new ContainerProperties(topic.topicName());
        containing.setMessageListener(indexer);
        containing.setAckMode(ContainerProperties.AckMode.BATCH);
        containing.setConsumerRebalanceListener(new FirstAssignment());
        // A group of its own for each topic: a consumer that joins or leaves disturbs no other topic.
        containing.setGroupId(properties.consumerGroup() + "." + topic.topicName());
        container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(consumerSettings(properties)), containing);
        container.setBeanName("consume-" + topic.topicName());
        container.setCommonErrorHandler(retryForEver(properties));
    }

    private static Map<String, Object> consumerSettings(ReportingProperties properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafkaBootstrapServers());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.recordsPerBulk());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        return settings;
    }

    private static DefaultErrorHandler retryForEver(ReportingProperties properties) {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_RETRY_PAUSE_MILLIS, RETRY_PAUSE_GROWTH);
        pauses.setMaxInterval(properties.retryPauseMax().toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(TopicConsumer::neverGiveUp, pauses);
        // By default some exceptions are not retried but logged and skipped.
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private static void neverGiveUp(ConsumerRecord<?, ?> consumed, Exception failure) {
        throw new IllegalStateException(
                consumed.topic() + " partition " + consumed.partition() + " offset " + consumed.offset()
                        + ": given up (expected: tried again)",
                failure);
    }

    void start() {
        container.start();
    }

    void stop() {
        container.stop();
    }

    CompletableFuture<Void> begun() {
        return begun;
    }

    TopicCounts counts() {
        return indexer.counts(begun.isDone() && container.isRunning() && connected());
    }

    private boolean connected() {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals("connection-count")
                        && metric.getKey().group().equals("consumer-metrics"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
    }

    /** Tells when the topic is read for the first time; with more processes than partitions there may be none to read. */
    private final class FirstAssignment implements ConsumerAwareRebalanceListener {
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            begun.complete(null);
        }
    }
}
