package io.breakwater.scenario.messaging;

import io.breakwater.events.topic.Topic;
import io.breakwater.scenario.generators.HeartbeatListener;
import io.breakwater.scenario.trigger.RunRequestListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Creates the topics once the broker answers, then begins to listen; until then the service answers over REST and keeps what
 * is to be sent. A message that fails is tried again until it works: listeners themselves set aside what never will.
 */
@Component
public final class Messaging implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);

    /** The group of all replicas. */
    private static final String GROUP = "scenario-service";

    /** The group that says how far reports and verdicts are applied. */
    static final String REPORTS_GROUP = GROUP + ".reports";

    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final HeartbeatListener heartbeats;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final RunRequestListener requests;
    private final RunReports reports;
    private final VerdictContact verdicts;
    private final List<KafkaMessageListenerContainer<byte[], byte[]>> containers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread starter = new Thread(this::startWhenBrokerAnswers, "messaging-start");
    private volatile boolean running;

    Messaging(
            KafkaConnectionDetails kafka,
            ConsumerFactory<byte[], byte[]> consumers,
            HeartbeatListener heartbeats,
            RunRequestListener requests,
            RunReports reports,
            VerdictContact verdicts) {
        this.bootstrapServers = String.join(",", kafka.getBootstrapServers());
        this.heartbeats = heartbeats;
        this.consumers = consumers;
        this.requests = requests;
        this.reports = reports;
        this.verdicts = verdicts;
        starter.setDaemon(true);
    }

    /** Requests are shared among the replicas by a consumer group: each is answered by one of them. */
    private void listenToRequests() {
        listen(GROUP + ".requests", new ContainerProperties(Topic.RUN_REQUESTS.name()), requests);
    }

    /**
     * Reports are read by every replica, each from where any of them has committed: they may be taken twice, and a run that is
     * about to start must not wait until a group has noticed that one of its members was killed.
     */
    private void listenToReports(Admin admin) {
        TopicPartitionOffset[] partitions =
                Topics.partitions(admin, List.of(Topic.GENERATOR_HEARTBEATS.name(), Topic.RUN_VERDICTS.name())).stream()
                        .map(partition -> new TopicPartitionOffset(partition.topic(), partition.partition()))
                        .toArray(TopicPartitionOffset[]::new);
        listen(REPORTS_GROUP, new ContainerProperties(partitions), reports);
    }

    private void listen(String group, ContainerProperties properties, MessageListener<byte[], byte[]> listener) {
        properties.setGroupId(group);
        properties.setClientId(group);
        properties.setMessageListener(listener);
        properties.setAckMode(AckMode.BATCH);
        properties.setPollTimeout(100);
        KafkaMessageListenerContainer<byte[], byte[]> container =
                new KafkaMessageListenerContainer<>(consumers, properties);
        container.setBeanName(group);
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(TRY_AGAIN_AFTER.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        containers.add(container);
        container.start();
    }

    /** Whether topics exist and the listeners run. */
    public boolean isReady() {
        return ready.isDone();
    }

    /** Returns once topics exist and the listeners run. */
    public void awaitReady() {
        ready.join();
    }

    private void startWhenBrokerAnswers() {
        boolean told = false;
        while (running && !ready.isDone()) {
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
                Topics.create(admin);
                if (containers.isEmpty()) {
                    listenToReports(admin);
                    listenToRequests();
                    heartbeats.start();
                    verdicts.start();
                }
                ready.complete(null);
            } catch (RuntimeException e) {
                if (!told) {
                    LOG.warn("Kafka at {}: {} (expected: an answer; tried again)", bootstrapServers, e.toString());
                    told = true;
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
        starter.start();
    }

    @Override
    public void stop() {
        running = false;
        containers.forEach(KafkaMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
