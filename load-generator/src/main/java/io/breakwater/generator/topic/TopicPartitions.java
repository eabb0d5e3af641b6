package io.breakwater.generator.topic;

import io.breakwater.events.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Finds the partitions of a topic that may not be there yet: brokers and topics come up beside this process. */
public final class TopicPartitions {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private TopicPartitions() {}

    /**
     * Waits for the topic.
     *
     * @return all its partitions
     * @throws IllegalStateException                         when it is not there after two minutes
     * @throws org.apache.kafka.common.errors.WakeupException when the consumer is woken up meanwhile
     */
    public static List<TopicPartition> await(Consumer<?, ?> consumer, Topic topic) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic.name(), LIMIT);
            if (partitions != null && !partitions.isEmpty()) {
                return partitions.stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        throw new IllegalStateException("topic " + topic.name() + ": not there after " + LIMIT.toSeconds()
                + " s (expected: created beside the brokers)");
    }
}
