package io.breakwater.analytics;

import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The other services' side of the topics. */
final class TopicProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<RunVerdict> verdicts = new ArrayList<>();
    private final Map<String, WindowSummary> windows = new TreeMap<>();

    TopicProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.WINDOW_SUMMARIES, Topic.RUN_VERDICTS)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.add(new TopicPartition(topic.name(), partition));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void command(RunCommand command) throws Exception {
        send(Topic.RUN_COMMANDS, command.runId().getBytes(StandardCharsets.UTF_8), EventCodec.encode(command));
    }

    void batches(List<Batch> batches) throws Exception {
        for (Batch batch : batches) {
            send(Topic.REQUEST_EVENTS, batch.key(), batch.value());
        }
    }

    void send(Topic topic, byte[] key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key, value)).get(30, TimeUnit.SECONDS);
    }

    /** Reads results until there is such a verdict. */
    RunVerdict awaitVerdict(Predicate<RunVerdict> wanted) throws UnreadableEventException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        int seen = 0;
        while (System.nanoTime() < deadlineNanos) {
            for (; seen < verdicts.size(); seen++) {
                if (wanted.test(verdicts.get(seen))) {
                    return verdicts.get(seen);
                }
            }
            poll(Duration.ofMillis(100));
        }
        throw new AssertionError("verdict: none wanted among " + verdicts);
    }

    /** Reads what is there now. */
    void poll(Duration patience) throws UnreadableEventException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.topic().equals(Topic.RUN_VERDICTS.name())) {
                verdicts.add(EventCodec.decode(record.value(), RunVerdict.class));
            } else {
                WindowSummary window = EventCodec.decode(record.value(), WindowSummary.class);
                windows.merge(
                        window.runId() + "/" + window.step() + "/" + window.second(),
                        window,
                        (kept, other) -> other.version() >= kept.version() ? other : kept);
            }
        }
    }

    List<RunVerdict> finalVerdicts(String runId) {
        return verdicts.stream()
                .filter(verdict -> verdict.last() && verdict.runId().equals(runId))
                .toList();
    }

    /** What an index would hold of a run: the highest version of each window, and the final verdict; without the run's name. */
    List<String> results(String runId) {
        List<String> results = new ArrayList<>();
        windows.values().stream()
                .filter(window -> window.runId().equals(runId))
                .map(EventCodec::encode)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace(runId, "RUN"))
                .forEach(results::add);
        finalVerdicts(runId).stream()
                .map(EventCodec::encode)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace(runId, "RUN"))
                .distinct()
                .forEach(results::add);
        return results;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
