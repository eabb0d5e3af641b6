package io.breakwater.generator.sample;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends samples to the topic {@code request-samples}. For the thread of a {@link SampleQueue}. */
public final class KafkaSamples implements BiConsumer<RequestSample, Runnable>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSamples.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    /** Samples go through this producer, which they own; it was made with {@link #settings}. */
    public KafkaSamples(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** What a producer needs besides the brokers' address: little memory, for samples may be dropped. */
    public static Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("acks", "1"),
                Map.entry("enable.idempotence", false),
                Map.entry("compression.type", "zstd"),
                Map.entry("linger.ms", 1_000),
                Map.entry("buffer.memory", 4L * 1024 * 1024),
                Map.entry("max.block.ms", 5_000L),
                Map.entry("delivery.timeout.ms", 60_000),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("reconnect.backoff.max.ms", 1_000L));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    public void accept(RequestSample sample, Runnable dropped) {
        producer.send(
                new ProducerRecord<>(
                        Topic.REQUEST_SAMPLES.name(),
                        sample.runId().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(sample)),
                (sent, failure) -> {
                    if (failure != null) {
                        LOG.debug("sample: not delivered", failure);
                        dropped.run();
                    }
                });
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
