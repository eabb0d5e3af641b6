package io.breakwater.reporting.index;

import io.breakwater.reporting.ReportingProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The consumers of all {@link IndexedTopic}s. They begin once Elasticsearch is there and has our indexes; until then it is
 * asked again and again, and the process serves what it can.
 */
@Component
public final class TopicConsumption implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicConsumption.class);
    private static final Duration SCHEMA_RETRY_PAUSE = Duration.ofMillis(500);

    private final IndexSchema schema;
    private final List<TopicConsumer> consumers = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile String schemaFailure = "";

    TopicConsumption(IndexSchema schema, BulkWriter writer, ReportingProperties properties) {
        this.schema = schema;
        for (IndexedTopic topic : IndexedTopic.values()) {
            consumers.add(new TopicConsumer(topic, new TopicIndexer(topic, writer, schema), properties));
        }
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::begin, "index-schema");
        thread.setDaemon(true);
        thread.start();
    }

    private void begin() {
        try {
            do {
                if (schemaIsThere()) {
                    consumers.forEach(TopicConsumer::start);
                    return;
                }
            } while (!stopped.await(SCHEMA_RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean schemaIsThere() {
        try {
            schema.ensure();
            schemaFailure = "";
            return true;
        } catch (IOException | RuntimeException e) {
            if (schemaFailure.isEmpty()) {
                LOG.warn("Elasticsearch: {} (expected: an answer; asked again until it comes)", e.toString());
            }
            schemaFailure = e.toString();
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        consumers.forEach(TopicConsumer::stop);
    }

    /** Before the web server, which takes its time: indexes are made meanwhile. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Done when all topics are being read for the first time. */
    public CompletableFuture<Void> begun() {
        return CompletableFuture.allOf(
                consumers.stream().map(TopicConsumer::begun).toArray(CompletableFuture[]::new));
    }

    /** Why indexes could not be made yet; empty when they are there. */
    public String schemaFailure() {
        return schemaFailure;
    }

    /** What came of each topic's records. */
    public List<TopicCounts> counts() {
        return consumers.stream().map(TopicConsumer::counts).toList();
    }
}
