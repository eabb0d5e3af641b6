package io.breakwater.scenario.messaging;

import io.breakwater.events.topic.Topic;
import io.breakwater.scenario.loop.Loop;
import io.breakwater.scenario.run.VerdictSilence;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the broker again and again where {@code run-verdicts} ends, and says so once everything up to there is applied, which
 * the committed offsets of {@link Messaging#REPORTS_GROUP} tell. It reads no verdict itself.
 */
@Component
final class VerdictContact implements AutoCloseable {

    private static final Duration ASK_EVERY = Duration.ofMillis(250);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final VerdictSilence silence;
    private final Clock clock;
    private final AtomicLong unanswered = new AtomicLong();
    private final Loop loop = new Loop("verdict-contact", ASK_EVERY, this::look);
    private @Nullable Consumer<byte[], byte[]> consumer;
    private Set<TopicPartition> partitions = Set.of();

    /** Where the topic ended when the broker was asked last; empty once everything up to there was applied. */
    private Map<TopicPartition, Long> ends = Map.of();

    /** How far verdicts are applied, as far as is known; kept here since the broker forgets what is not committed for long. */
    private final Map<TopicPartition, Long> applied = new HashMap<>();

    VerdictContact(ConsumerFactory<byte[], byte[]> consumers, VerdictSilence silence, Clock clock) {
        this.consumers = consumers;
        this.silence = silence;
        this.clock = clock;
    }

    /** Begins to ask; the topic has to exist. */
    void start() {
        loop.start();
    }

    /** Questions that the broker did not answer in time. */
    long unanswered() {
        return unanswered.get();
    }

    private void look() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = consumers.createConsumer(Messaging.REPORTS_GROUP, "verdict-contact", null);
            consumer = open;
        }
        try {
            if (partitions.isEmpty()) {
                partitions = partitions(open);
                // Never polled; but the client warns of ends that it is told of partitions that it does not have.
                open.assign(partitions);
            }
            if (!ends.isEmpty() && isAppliedTo(open, ends)) {
                silence.readToEnd(clock.instant());
                ends = Map.of();
            }
            if (ends.isEmpty()) {
                ends = open.endOffsets(partitions, ANSWER_WITHIN);
            }
        } catch (TimeoutException e) {
            // No answer in time is no failure: it is what this asks for.
            unanswered.incrementAndGet();
        }
    }

    private static Set<TopicPartition> partitions(Consumer<byte[], byte[]> open) {
        Set<TopicPartition> found = new HashSet<>();
        open.partitionsFor(Topic.RUN_VERDICTS.name(), ANSWER_WITHIN)
                .forEach(partition -> found.add(new TopicPartition(partition.topic(), partition.partition())));
        return found;
    }

    private boolean isAppliedTo(Consumer<byte[], byte[]> open, Map<TopicPartition, Long> wanted) {
        open.committed(partitions, ANSWER_WITHIN).forEach((partition, committed) -> {
            if (committed != null) {
                applied.merge(partition, committed.offset(), Math::max);
            }
        });
        List<TopicPartition> missing = missing(wanted);
        if (!missing.isEmpty()) {
            // What the broker has deleted by age needs no reading.
            open.beginningOffsets(missing, ANSWER_WITHIN)
                    .forEach((partition, begin) -> applied.merge(partition, begin, Math::max));
        }
        return missing(wanted).isEmpty();
    }

    private List<TopicPartition> missing(Map<TopicPartition, Long> wanted) {
        return wanted.entrySet().stream()
                .filter(end -> applied.getOrDefault(end.getKey(), 0L) < end.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        loop.close();
        if (consumer != null) {
            consumer.close();
        }
    }
}
