package io.breakwater.scenario.generators;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.topic.Topic;
import io.breakwater.scenario.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads all heartbeats from now on, on behalf of this process alone: each replica needs to know all generators, therefore no
 * consumer group. It also asks the broker every half second whether there is more, which shows contact with it.
 */
@Component
public final class HeartbeatListener implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final GeneratorPresence presence;
    private final Clock clock;
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final Loop loop = new Loop("heartbeat-listener", Duration.ofMillis(1), this::listen);
    private @Nullable Consumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions = List.of();
    /** Where the topic ended when the broker was asked last; empty once everything up to there was read. */
    private Map<TopicPartition, Long> ends = Map.of();

    private long askedNanos;

    HeartbeatListener(ConsumerFactory<byte[], byte[]> consumers, GeneratorPresence presence, Clock clock) {
        this.consumers = consumers;
        this.presence = presence;
        this.clock = clock;
    }

    /** Begins to listen; the topic has to exist. */
    public void start() {
        loop.start();
    }

    /** Heartbeats that could not be read. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Questions that the broker did not answer in time. */
    public long unanswered() {
        return unanswered.get();
    }

    private void listen() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = open();
            consumer = open;
        }
        for (ConsumerRecord<byte[], byte[]> received : open.poll(POLL)) {
            hear(received.value());
        }
        if (!ends.isEmpty() && isReadTo(open, ends)) {
            presence.inTouch(clock.instant());
            ends = Map.of();
        }
        if (ends.isEmpty() && System.nanoTime() - askedNanos >= ASK_EVERY.toNanos()) {
            askedNanos = System.nanoTime();
            ends = ask(open);
        }
    }

    private static boolean isReadTo(Consumer<byte[], byte[]> open, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> open.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> opened = consumers.createConsumer(null, "heartbeats", null);
        try {
            partitions = opened.partitionsFor(Topic.GENERATOR_HEARTBEATS.name()).stream()
                    .map((PartitionInfo partition) -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            opened.assign(partitions);
            opened.seekToEnd(partitions);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void hear(byte @Nullable [] value) {
        if (value == null) {
            unreadable.incrementAndGet();
            return;
        }
        try {
            if (EventCodec.decode(value, GeneratorReport.class) instanceof GeneratorHeartbeat heartbeat) {
                presence.heard(heartbeat, clock.instant());
            }
        } catch (UnreadableEventException e) {
            unreadable.incrementAndGet();
        }
    }

    /** No answer in time is no failure: it is what this asks for. */
    private Map<TopicPartition, Long> ask(Consumer<byte[], byte[]> open) {
        try {
            return open.endOffsets(partitions, ANSWER_WITHIN);
        } catch (TimeoutException e) {
            unanswered.incrementAndGet();
            return Map.of();
        }
    }

    @Override
    public void close() {
        loop.close();
        if (consumer != null) {
            consumer.close();
        }
    }
}
