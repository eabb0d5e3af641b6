package io.breakwater.scenario.messaging;

import io.breakwater.events.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sees to it that the topics of the product exist; what exists is left as it is. */
final class Topics {

    private static final long ANSWER_WITHIN_SECONDS = 10;

    /** Set-aside messages carry headers on top of what the broker took: twice Kafka's default. */
    private static final String SET_ASIDE_BYTES = Integer.toString(2 * 1024 * 1024);

    private Topics() {}

    static void create(Admin admin) {
        Set<String> there = await("(all)", admin.listTopics().names());
        List<NewTopic> missing = Topic.ALL.stream()
                .filter(topic -> !there.contains(topic.name()))
                .map(Topics::asNew)
                .toList();
        admin.createTopics(missing).values().forEach(Topics::awaitCreated);
    }

    /** Somebody else may have been faster. */
    private static void awaitCreated(String topic, KafkaFuture<Void> created) {
        try {
            await(topic, created);
        } catch (KafkaException e) {
            if (e.getCause() == null || !(e.getCause().getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic asNew(Topic topic) {
        Map<String, String> settings = new HashMap<>();
        if (topic.compacted()) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (topic.equals(Topic.RUN_REQUESTS_SET_ASIDE)) {
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, SET_ASIDE_BYTES);
        }
        // Replicas as the broker has it: one at home, three on a cluster.
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(settings);
    }

    private static <T> T await(String topic, KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + ": " + e.getCause() + " (expected: created or there)", e);
        } catch (TimeoutException e) {
            throw new KafkaException("topic " + topic + ": no answer of the broker (expected: one)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("topic " + topic + ": interrupted (expected: an answer)", e);
        }
    }

    /** The partitions that topics have now. */
    static List<TopicPartition> partitions(Admin admin, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .topicNameValues()
                .forEach((name, description) -> await(name, description)
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }
}
