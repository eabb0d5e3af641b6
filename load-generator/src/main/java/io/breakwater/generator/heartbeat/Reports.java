package io.breakwater.generator.heartbeat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends reports to {@code generator-heartbeats}. Thread-safe. */
public final class Reports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    /** Reports through this producer, which they own. */
    public Reports(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** What a producer needs for reports on runs: they must arrive, however late. */
    public static Map<String, Object> patientSettings() {
        return Map.ofEntries(
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("max.block.ms", 60_000L),
                Map.entry("delivery.timeout.ms", 600_000),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("reconnect.backoff.max.ms", 1_000L));
    }

    /** What a producer needs for signs of life: one that comes late is worth nothing. */
    public static Map<String, Object> impatientSettings() {
        return Map.ofEntries(
                Map.entry("acks", "1"),
                Map.entry("enable.idempotence", false),
                Map.entry("max.block.ms", 500L),
                Map.entry("delivery.timeout.ms", 3_000),
                Map.entry("request.timeout.ms", 2_000),
                Map.entry("reconnect.backoff.max.ms", 500L));
    }

    /** Sends a report; what comes of it is logged when it goes wrong. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    public void send(GeneratorReport report) {
        producer.send(
                new ProducerRecord<>(
                        Topic.GENERATOR_HEARTBEATS.name(),
                        report.generatorId().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(report)),
                (sent, failure) -> {
                    if (failure != null) {
                        LOG.warn("{}: not delivered: {}", report.getClass().getSimpleName(), failure.toString());
                    }
                });
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
