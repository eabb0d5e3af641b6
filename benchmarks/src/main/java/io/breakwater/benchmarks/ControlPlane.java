package io.breakwater.benchmarks;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Says to a generator what scenario-service would say, and reads what it sends. Not thread-safe. */
final class ControlPlane implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> reports;
    private final Map<String, Object> client;

    private ControlPlane(Map<String, Object> client) {
        this.client = client;
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        this.reports = consumer(Topic.GENERATOR_HEARTBEATS);
    }

    /** Connects, and creates all topics. */
    static ControlPlane connect(String bootstrapServers) throws InterruptedException {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics: not created (expected: a broker without them)", e);
        }
        return new ControlPlane(client);
    }

    void send(RunCommand command) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            Topic.RUN_COMMANDS.name(),
                            command.runId().getBytes(StandardCharsets.UTF_8),
                            EventCodec.encode(command)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("run-commands: not written (expected: a broker)", e);
        }
    }

    /** The next report of a kind. */
    <T extends GeneratorReport> T await(Class<T> kind) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            for (ConsumerRecord<byte[], byte[]> record : reports.poll(Duration.ofSeconds(1))) {
                GeneratorReport report = read(record.value());
                if (kind.isInstance(report)) {
                    return kind.cast(report);
                }
                if (report instanceof GeneratorReport.PartRefused refused) {
                    throw new IllegalStateException("run: refused: " + refused.reasons());
                }
            }
        }
        throw new IllegalStateException(kind.getSimpleName() + ": none within " + LIMIT);
    }

    /** All events; those that ended between two times since the run's start count as measured. */
    SentEvents events(long fromMicros, long toMicros) {
        SentEvents events = new SentEvents(fromMicros, toMicros);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topic.REQUEST_EVENTS)) {
            long heardNanos = System.nanoTime();
            while (System.nanoTime() - heardNanos < SILENCE.toNanos()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(record -> events.add(record.value()));
                heardNanos = records.isEmpty() ? heardNanos : System.nanoTime();
            }
        }
        return events;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        reports.close();
    }

    private KafkaConsumer<byte[], byte[]> consumer(Topic topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            partitions.add(new TopicPartition(topic.name(), partition));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static GeneratorReport read(byte[] value) {
        try {
            return EventCodec.decode(value, GeneratorReport.class);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("generator-heartbeats: unreadable (expected: reports)", e);
        }
    }
}
