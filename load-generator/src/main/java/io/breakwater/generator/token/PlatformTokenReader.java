package io.breakwater.generator.token;

import io.breakwater.events.topic.Topic;
import io.breakwater.generator.topic.TopicPartitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the compacted topic of tokens from its beginning, for as long as the process lives. Runs on a thread of its own. */
public final class PlatformTokenReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformTokenReader.class);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final PlatformTokens tokens;
    private volatile boolean stopped;

    /**
     * A reader that owns this consumer.
     *
     * @param consumer without a group: every generator reads all tokens
     * @param tokens   where they go
     */
    public PlatformTokenReader(Consumer<byte[], byte[]> consumer, PlatformTokens tokens) {
        this.consumer = consumer;
        this.tokens = tokens;
    }

    @Override
    public void run() {
        try (consumer) {
            List<TopicPartition> partitions = TopicPartitions.await(consumer, Topic.PLATFORM_TOKENS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> token : records) {
                    if (token.key() != null) {
                        tokens.accept(new String(token.key(), StandardCharsets.UTF_8), token.value());
                    }
                }
                if (!records.isEmpty()) {
                    tokens.accepted();
                }
            }
        } catch (WakeupException | InterruptException e) {
            LOG.debug("platform-tokens: no longer read: {}", e.toString());
        } catch (KafkaException | IllegalStateException e) {
            LOG.error("platform-tokens: no longer read; runs with tokens will be refused. Restart this generator", e);
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    /** What a consumer for this reader needs besides the brokers' address. */
    public static Map<String, Object> settings() {
        return Map.of(
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                // Written in transactions: what a replica of token-service wrote after it lost its binding is never
                // seen.
                "isolation.level",
                "read_committed",
                // A token comes at once; only the question is repeated less often.
                "fetch.max.wait.ms",
                (int) POLL.toMillis());
    }
}
