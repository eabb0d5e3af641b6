package io.breakwater.generator.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.topic.Topic;
import io.breakwater.generator.topic.TopicPartitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands from the end of their topic: what was said before this process lived was not said to it. Without a group, so
 * that every generator hears every command and no old position can bring old runs back. After an outage of the brokers it goes
 * on where it was. Runs on a thread of its own.
 */
public final class RunCommandReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommandReader.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(2);

    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<RunCommand> commands;
    private final Runnable onReady;
    private volatile boolean stopped;

    /**
     * A reader that owns this consumer.
     *
     * @param consumer made with {@link #settings}
     * @param commands where they go
     * @param onReady  told once no command will be missed any more
     */
    public RunCommandReader(
            Consumer<byte[], byte[]> consumer, java.util.function.Consumer<RunCommand> commands, Runnable onReady) {
        this.consumer = consumer;
        this.commands = commands;
        this.onReady = onReady;
    }

    /** What its consumer needs besides the brokers' address. */
    public static Map<String, Object> settings() {
        return Map.of(
                "auto.offset.reset",
                "latest",
                "enable.auto.commit",
                false,
                "reconnect.backoff.max.ms",
                1_000L,
                // A command is answered with at once; only the question is repeated less often.
                "fetch.max.wait.ms",
                (int) POLL.toMillis());
    }

    @Override
    public void run() {
        try (consumer) {
            List<TopicPartition> partitions = TopicPartitions.await(consumer, Topic.RUN_COMMANDS);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // Asking for the position looks the end up now, not when the first poll happens to.
            partitions.forEach(partition -> consumer.position(partition, FIRST_CONTACT));
            onReady.run();
            while (!stopped) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (WakeupException e) {
            LOG.debug("run-commands: no longer read: {}", e.toString());
        } catch (KafkaException | IllegalStateException e) {
            throw new IllegalStateException("run-commands: cannot be read (expected: topic and brokers)", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            commands.accept(EventCodec.decode(record.value(), RunCommand.class));
        } catch (UnreadableEventException e) {
            LOG.warn("run-commands: offset {} set aside: {}", record.offset(), e.getMessage());
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
