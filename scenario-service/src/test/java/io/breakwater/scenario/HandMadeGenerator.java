package io.breakwater.scenario;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.generator.GeneratorReport.StopWanted;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Speaks the topics as a generator does, and does with a run what the test says. */
final class HandMadeGenerator implements AutoCloseable {

    /** What it does when it is told to prepare. */
    enum Temper {
        READY,
        SILENT,
        REFUSING
    }

    /** What it hands over where a scenario has sessions before its load. */
    static final byte[] SEALED = {1, 2, 3};

    private static final long BEAT_NANOS = Duration.ofMillis(300).toNanos();
    private static final int PATIENCE_SECONDS = 40;

    private final String generatorId;
    private final Temper temper;
    private final Clock clock = Clock.systemUTC();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BlockingQueue<RunCommand> commands = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::live, "hand-made-generator");
    private volatile boolean alive = true;
    private volatile boolean open = true;

    /** Alive from now on. */
    HandMadeGenerator(String bootstrapServers, String generatorId, Temper temper) {
        this.generatorId = generatorId;
        this.temper = temper;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 200);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(Topic.RUN_COMMANDS.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        thread.start();
    }

    private void live() {
        long beatNanos = System.nanoTime() - BEAT_NANOS;
        while (open) {
            if (alive && System.nanoTime() - beatNanos >= BEAT_NANOS) {
                beatNanos = System.nanoTime();
                report(new GeneratorHeartbeat(generatorId, clock.instant(), "here", 1, 0.1));
            }
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(20))) {
                obey(TopicTap.decode(polled, RunCommand.class));
            }
        }
        consumer.close();
    }

    private void obey(RunCommand command) {
        if (command instanceof PrepareRun prepare) {
            List<String> named =
                    prepare.plan().parts().stream().map(RunPart::generatorId).toList();
            if (!named.contains(generatorId)) {
                return;
            }
            if (temper == Temper.READY) {
                Optional<HandedOver> handedOver =
                        prepare.plan().scenario().before().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new HandedOver("key-1", SEALED.clone()));
                report(new PartReady(generatorId, clock.instant(), command.runId(), handedOver));
            } else if (temper == Temper.REFUSING) {
                List<String> reasons = List.of("token shop: missing", "data\u0000file: unreadable");
                report(new PartRefused(generatorId, clock.instant(), command.runId(), reasons));
            }
        }
        commands.add(command);
    }

    /** Says that its part is over. */
    void closePart(String runId) {
        report(new PartClosed(generatorId, clock.instant(), runId, 10, 9, 1));
    }

    /** Says that data has run out. */
    void wantStop(String runId, String reason) {
        report(new StopWanted(generatorId, clock.instant(), runId, reason));
    }

    /** Says that it has walked through the sessions after the load. */
    void walkedAfter(String runId, String... problems) {
        report(new AfterWalked(generatorId, clock.instant(), runId, List.of(problems)));
    }

    /** Says nothing any more, as when it was killed. */
    void die() {
        alive = false;
    }

    /** The next command of a kind for a run, waiting for it. */
    <T extends RunCommand> T await(String runId, Class<T> kind) throws InterruptedException {
        RunCommand next = commands.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null) {
            if (kind.isInstance(next) && next.runId().equals(runId)) {
                return kind.cast(next);
            }
            next = commands.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        throw new AssertionError(
                kind.getSimpleName() + " for " + runId + ": none (expected: within " + PATIENCE_SECONDS + " s)");
    }

    private void report(GeneratorReport report) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        Topic.GENERATOR_HEARTBEATS.name(),
                        generatorId.getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(report)),
                (written, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                });
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
