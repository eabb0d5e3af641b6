package io.breakwater.reporting.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import io.breakwater.reporting.ReportingProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deletes exchanges that were kept whole when their time is over: they hold what users may have sent, and are by far the
 * largest of what is stored. At start, then once an hour, on a thread of its own; what fails is tried again an hour later.
 */
@Component
final class SampleRetention implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SampleRetention.class);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration CHECK_PAUSE = Duration.ofMillis(500);
    private static final int PAGE = 1_000;

    private final ElasticsearchClient elasticsearch;
    private final TopicConsumption consumption;
    private final Duration kept;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    SampleRetention(ElasticsearchClient elasticsearch, TopicConsumption consumption, ReportingProperties properties) {
        this.elasticsearch = elasticsearch;
        this.consumption = consumption;
        this.kept = properties.samplesKept();
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::sweepUntilStopped, "sample-retention");
        thread.setDaemon(true);
        thread.start();
    }

    private void sweepUntilStopped() {
        try {
            // Not before the indexes are there.
            Duration pause = CHECK_PAUSE;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (consumption.begun().isDone()) {
                    sweep();
                    pause = PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        Instant before = Instant.now().minus(kept);
        try {
            long deleted = 0;
            List<BulkOperation> page = samplesBefore(before);
            while (!page.isEmpty() && stopped.getCount() > 0) {
                List<BulkOperation> deletions = page;
                BulkResponse done =
                        elasticsearch.bulk(bulk -> bulk.operations(deletions).refresh(Refresh.True));
                if (done.errors()) {
                    throw new IOException("some of " + deletions.size() + " deletions failed");
                }
                deleted += deletions.size();
                page = samplesBefore(before);
            }
            if (deleted > 0) {
                LOG.info("{} samples from before {} deleted", deleted, before);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("samples from before {}: not deleted (tried again in {}): {}", before, PAUSE, e.toString());
        }
    }

    /** Deletions one page at a time: delete-by-query is a module that not every Elasticsearch has, the local one for instance. */
    private List<BulkOperation> samplesBefore(Instant before) throws IOException {
        SearchResponse<Void> found = elasticsearch.search(
                search -> search.index(StoredIndex.REQUEST_SAMPLES.alias())
                        .size(PAGE)
                        .source(source -> source.fetch(false))
                        .query(query -> query.range(range -> range.date(
                                date -> date.field("sample.intendedStart").lt(before.toString())))),
                Void.class);
        return found.hits().hits().stream()
                .map(hit -> BulkOperation.of(operation ->
                        operation.delete(delete -> delete.index(hit.index()).id(hit.id()))))
                .toList();
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Behind the consumers. */
    @Override
    public int getPhase() {
        return 1;
    }
}
