package io.breakwater.generator;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.topic.Topic;
import io.breakwater.generator.run.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** All other parts of the platform, as far as a generator can tell. */
final class KafkaPeer {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<GeneratorReport> reports = new ArrayList<>();
    private final List<RequestSample> samples = new ArrayList<>();
    private final Map<String, Sent> sentByRun = new HashMap<>();

    private KafkaPeer(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    static KafkaPeer connect(String bootstrapServers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            Set<String> there = new TreeSet<>(admin.listTopics().names().get());
            List<NewTopic> missing = Topic.ALL.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList();
            admin.createTopics(missing).all().get();
        }
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.REQUEST_EVENTS, Topic.GENERATOR_HEARTBEATS, Topic.REQUEST_SAMPLES)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.add(new TopicPartition(topic.name(), partition));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new KafkaPeer(
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer()), consumer);
    }

    void send(RunCommand command) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topic.RUN_COMMANDS.name(),
                        command.runId().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(command)))
                .get();
    }

    void sendToken(PlatformToken token) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topic.PLATFORM_TOKENS.name(),
                        token.key().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(token)))
                .get();
    }

    /** The first report of a kind about a run, or about none when the run is empty. */
    <T extends GeneratorReport> T awaitReport(Class<T> kind, String runId) {
        List<T> found = new ArrayList<>();
        awaitUntil(
                () -> {
                    reports.stream()
                            .filter(kind::isInstance)
                            .map(kind::cast)
                            .filter(report -> report.toString().contains("runId=" + runId) || runId.isEmpty())
                            .forEach(found::add);
                    return !found.isEmpty();
                },
                kind.getSimpleName() + " of " + runId);
        return found.get(0);
    }

    void awaitAnyBatch(String runId) {
        awaitUntil(() -> sentByRun.containsKey(runId), "a batch of " + runId);
    }

    Sent awaitClosingBatch(String runId) {
        awaitUntil(
                () -> sentByRun.containsKey(runId)
                        && sentByRun.get(runId).closing().closing(),
                "the closing batch of " + runId);
        return sentByRun.getOrDefault(runId, new Sent());
    }

    /** All samples of a run, once there are so many. */
    List<RequestSample> awaitSamples(String runId, int count) {
        awaitUntil(() -> samples(runId).size() >= count, count + " samples of " + runId);
        return samples(runId);
    }

    private List<RequestSample> samples(String runId) {
        return samples.stream().filter(sample -> sample.runId().equals(runId)).toList();
    }

    private void awaitUntil(BooleanSupplier condition, String what) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError(what + ": not within " + LIMIT + "; reports " + reports);
            }
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topic.REQUEST_EVENTS.name())) {
            String runId = BatchKey.read(record.key()).orElseThrow().runId();
            sentByRun.computeIfAbsent(runId, ignored -> new Sent()).add(record.value());
        } else if (record.topic().equals(Topic.REQUEST_SAMPLES.name())) {
            try {
                samples.add(EventCodec.decode(record.value(), RequestSample.class));
            } catch (UnreadableEventException e) {
                throw new AssertionError(e);
            }
        } else {
            try {
                reports.add(EventCodec.decode(record.value(), GeneratorReport.class));
            } catch (UnreadableEventException e) {
                throw new AssertionError(e);
            }
        }
    }

    void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
