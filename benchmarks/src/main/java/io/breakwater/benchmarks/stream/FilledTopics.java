package io.breakwater.benchmarks.stream;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes runs to Kafka before a job reads them: in batches as generators do, or each event as a record. Not thread-safe. */
final class FilledTopics implements AutoCloseable {

    /** Where the naive job reads. */
    static final String NAIVE_EVENTS = "naive-events";

    /** Where the naive job writes. */
    static final String NAIVE_WINDOWS = "naive-windows";

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** Topics that are there. */
    static FilledTopics of(String bootstrapServers) {
        return new FilledTopics(producer(bootstrapServers));
    }

    /** Topics of a broker that has none. */
    static FilledTopics create(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics = new ArrayList<>(Topic.ALL.stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList());
            topics.add(new NewTopic(NAIVE_EVENTS, Topic.REQUEST_EVENTS.partitions(), (short) 1));
            topics.add(new NewTopic(NAIVE_WINDOWS, Topic.WINDOW_SUMMARIES.partitions(), (short) 1));
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics: not created (expected: a broker without them)", e);
        }
        return of(bootstrapServers);
    }

    private FilledTopics(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                // As the generator's.
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "compression.type", "zstd",
                        "linger.ms", "5",
                        "batch.size", "262144",
                        "max.request.size", "4194304"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start(SteadyRun run) {
        send(Topic.RUN_COMMANDS.name(), run.runId().getBytes(StandardCharsets.UTF_8), EventCodec.encode(run.start()));
    }

    /** All batches of the runs, a second of each part after the other. */
    void batches(List<SteadyRun> runs, int mostEventsInABatch) {
        List<SteadyRun.Part> parts = parts(runs);
        for (long second = 1; !parts.isEmpty(); second++) {
            for (SteadyRun.Part part : parts) {
                while (part.hasNext() && part.nextMicros() < second * 1_000_000) {
                    send(
                            Topic.REQUEST_EVENTS.name(),
                            part.key(),
                            part.nextBatch(second * 1_000_000, mostEventsInABatch));
                }
            }
            parts.removeIf(part -> !part.hasNext());
        }
        flush();
    }

    /** All events of the runs, in the order of time, each as a record. */
    void events(List<SteadyRun> runs) {
        for (SteadyRun run : runs) {
            List<SteadyRun.Part> parts = parts(List.of(run));
            long startMillis = run.startAt().toEpochMilli();
            while (parts.get(0).hasNext()) {
                for (SteadyRun.Part part : parts) {
                    if (part.hasNext()) {
                        NaiveEvent event = part.next();
                        event.key = part.naiveKey();
                        event.intendedMillis = startMillis + event.intendedMillis / 1_000;
                        send(NAIVE_EVENTS, part.key(), event.toBytes());
                    }
                }
            }
        }
        flush();
    }

    /** Writes a batch of a part. */
    void batch(SteadyRun.Part part, byte[] batch) {
        send(Topic.REQUEST_EVENTS.name(), part.key(), batch);
    }

    private static List<SteadyRun.Part> parts(List<SteadyRun> runs) {
        List<SteadyRun.Part> parts = new ArrayList<>();
        for (SteadyRun run : runs) {
            for (int part = 0; part < run.parts(); part++) {
                parts.add(run.new Part(part));
            }
        }
        return parts;
    }

    private void send(String topic, byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value), (written, fault) -> {
            if (fault != null) {
                failure.set(fault);
            }
        });
    }

    void flush() {
        producer.flush();
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("topic: not written (expected: a broker)", fault);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
