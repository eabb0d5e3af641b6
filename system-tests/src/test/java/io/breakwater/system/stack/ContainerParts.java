package io.breakwater.system.stack;

import io.breakwater.local.port.PortClaim;
import io.breakwater.local.port.Ports;
import io.breakwater.local.supervise.Command;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Readiness;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The servers' official images. Ports are fixed beforehand, so that a broker that was stopped comes back where its clients
 * look for it.
 */
final class ContainerParts implements Parts {

    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";
    private static final String ELASTICSEARCH = "elasticsearch";

    private final Map<String, GenericContainer<?>> containers = new LinkedHashMap<>();

    @Override
    public Map<String, String> start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException(
                    PROPERTY + ": containers, but Docker does not answer (expected: a Docker daemon; skipped)");
        }
        int kafka = Ports.free();
        int postgres = Ports.free();
        int elasticsearch = Ports.free();
        containers.put(KAFKA, kafka(kafka));
        containers.put(POSTGRES, postgres(postgres));
        containers.put(ELASTICSEARCH, elasticsearch(elasticsearch));
        containers.values().parallelStream().forEach(GenericContainer::start);
        return Map.of(
                "kafka.port", "" + kafka,
                "kafka.controller-port", "" + Ports.free(),
                "postgres.port", "" + postgres,
                "elasticsearch.port", "" + elasticsearch);
    }

    private static GenericContainer<?> kafka(int port) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "KAFKA_NODE_ID", "1",
                "KAFKA_PROCESS_ROLES", "broker,controller",
                "KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093",
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port,
                "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"));
        return fixed(new GenericContainer<>("apache/kafka:4.2.1"), port, 9092)
                .withEnv(settings)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }

    private static GenericContainer<?> postgres(int port) {
        return fixed(new GenericContainer<>("postgres:18"), port, 5432)
                .withEnv(Map.of("POSTGRES_USER", "breakwater", "POSTGRES_HOST_AUTH_METHOD", "trust"))
                // The first time is the server that only makes the database.
                .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
    }

    private static GenericContainer<?> elasticsearch(int port) {
        return fixed(new GenericContainer<>("elasticsearch:8.19.12"), port, 9200)
                .withEnv(Map.of(
                        "discovery.type", "single-node",
                        "xpack.security.enabled", "false",
                        "ES_JAVA_OPTS", "-Xms512m -Xmx512m"))
                .waitingFor(Wait.forHttp("/").forPort(9200));
    }

    private static GenericContainer<?> fixed(GenericContainer<?> container, int port, int inside) {
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
        return container;
    }

    @Override
    public List<Part> processes(List<Part> all) {
        return all.stream()
                .filter(part -> !containers.containsKey(part.name()))
                .<Part>map(part -> new WithoutNeeds(
                        part,
                        part.needs().stream()
                                .filter(need -> !containers.containsKey(need))
                                .collect(Collectors.toSet())))
                .toList();
    }

    @Override
    public void stop(Supervisor supervisor, String part) {
        GenericContainer<?> container = container(part);
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill(Supervisor supervisor, String part) {
        GenericContainer<?> container = container(part);
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void startAgain(Supervisor supervisor, String part) {
        GenericContainer<?> container = container(part);
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    private GenericContainer<?> container(String part) {
        GenericContainer<?> container = containers.get(part);
        if (container == null) {
            throw new IllegalArgumentException("part: " + part + " (expected: one of " + containers.keySet() + ")");
        }
        return container;
    }

    @Override
    public void close() {
        containers.values().forEach(GenericContainer::close);
    }

    /** A part whose needs are met by containers. */
    private record WithoutNeeds(Part part, Set<String> needs) implements Part {

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public List<PortClaim> ports() {
            return part.ports();
        }

        @Override
        public void prepare() throws IOException, InterruptedException {
            part.prepare();
        }

        @Override
        public Command command() throws IOException, InterruptedException {
            return part.command();
        }

        @Override
        public Optional<Path> missingArchive() throws IOException {
            return part.missingArchive();
        }

        @Override
        public Readiness readiness() {
            return part.readiness();
        }

        @Override
        public Duration readyWithin() {
            return part.readyWithin();
        }
    }
}
