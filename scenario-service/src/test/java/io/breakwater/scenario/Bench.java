package io.breakwater.scenario;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import io.breakwater.local.LocalPostgres;
import io.breakwater.scenario.messaging.Messaging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real Kafka and PostgreSQL, and the service in this JVM. */
final class Bench implements AutoCloseable {

    static final String SCENARIO = """
            scenario: %s
            title: A scenario of a test
            target: http://%s
            sessions:
              - session: only
                steps:
                  - step: home
                    get: /
            load:
              open:
                - hold: 10/s
                  for: 1s
            """;

    private final LocalKafka kafka;
    private final LocalPostgres postgres;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ConfigurableApplicationContext service;

    Bench(Path folder, String... settings) throws IOException, InterruptedException {
        kafka = LocalParts.kafka(folder);
        postgres = LocalParts.postgres(folder);
        service = start(settings);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "reconnect.backoff.max.ms", 200),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        awaitReady();
    }

    /** The settings that lead the service to the parts. */
    List<String> arguments(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--spring.datasource.url=" + postgres.jdbcUrl());
        arguments.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
        return arguments;
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = arguments(settings);
        arguments.add("--server.port=0");
        return ScenarioServiceMain.start(arguments.toArray(String[]::new));
    }

    void stopService() {
        service.close();
    }

    private void awaitReady() {
        service.getBean(Messaging.class).awaitReady();
    }

    LocalKafka kafka() {
        return kafka;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    RestClient rest() {
        return new RestClient(
                Integer.parseInt(String.valueOf(service.getEnvironment().getProperty("local.server.port"))));
    }

    TopicTap tap(Topic topic) {
        return new TopicTap(kafka.bootstrapServers(), topic);
    }

    void send(Topic topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stores a scenario of one second that aims at loopback. */
    void store(String name) {
        store(name, "1s");
    }

    /** Stores a scenario that aims at loopback. */
    void store(String name, String lasts) {
        RestClient.Answer stored = rest().send(
                        "POST",
                        "/api/scenarios",
                        "application/yaml",
                        SCENARIO.formatted(name, "127.0.0.1:9")
                                .replace("for: 1s", "for: " + lasts)
                                .getBytes(StandardCharsets.UTF_8));
        if (stored.status() != 201 && stored.status() != 200) {
            throw new IllegalStateException(new String(stored.bytes(), StandardCharsets.UTF_8));
        }
    }

    static String request(String key, String scenario, boolean permitted) {
        return """
                {"idempotencyKey": "%s", "organisation": "shop", "requestedBy": "ann", "permitted": %s, "scenario": "%s"}
                """.formatted(key, permitted, scenario);
    }

    /** Starts a run over REST and returns its name. */
    String run(String key, String scenario) {
        RestClient.Answer started = rest().post("/api/runs", request(key, scenario, true));
        if (started.status() != 201) {
            throw new IllegalStateException(new String(started.bytes(), StandardCharsets.UTF_8));
        }
        return started.text("runId");
    }

    /** Publishes a verdict as the analytics job does. */
    void verdict(String runId, boolean last, Outcome outcome) {
        StepTotals none = new StepTotals("", 10, 9, 0, Map.of(), Map.of(), 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        RunVerdict verdict = new RunVerdict(
                runId,
                "shop",
                "any",
                Instant.EPOCH,
                1_000_000,
                1,
                last,
                outcome,
                List.of("errors: 20 % (objective: <= 1 %)"),
                List.of(),
                none,
                List.of(),
                new Evidence(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0));
        send(Topic.RUN_VERDICTS, runId, EventCodec.encode(verdict));
    }

    /** Changes what is recorded, behind the service's back. */
    void change(String sql, String runId) {
        service.getBean(JdbcClient.class).sql(sql).param("runId", runId).update();
    }

    /** Waits for something that can only be asked for. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not so (expected: within 40 s)");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Waits until the service knows these generators alive, and no other. */
    void awaitGenerators(String... generatorIds) {
        List<String> wanted = List.of(generatorIds);
        await("generatorsAlive " + wanted, () -> {
            Map<?, ?> health = rest().get("/health").json();
            return "UP".equals(health.get("status")) && wanted.equals(health.get("generatorsAlive"));
        });
    }

    @Override
    public void close() {
        service.close();
        producer.close();
        kafka.close();
        postgres.close();
    }
}
