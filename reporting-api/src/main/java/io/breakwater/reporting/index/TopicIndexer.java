package io.breakwater.reporting.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Stores one topic's records. Returns from {@link #onMessage} only when Elasticsearch has every record of the batch or has
 * it set aside, so that offsets are committed after that; throws otherwise, and then the same batch comes again. One
 * consumer thread writes; the counts may be read from any.
 */
final class TopicIndexer implements BatchMessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicIndexer.class);

    private final IndexedTopic indexed;
    private final BulkWriter writer;
    private final IndexSchema schema;
    private final AtomicLong storedCount = new AtomicLong();
    private final AtomicLong staleCount = new AtomicLong();
    private final AtomicLong setAsideCount = new AtomicLong();
    private final AtomicLong failedAttempts = new AtomicLong();
    private volatile String failure = "";

    TopicIndexer(IndexedTopic indexed, BulkWriter writer, IndexSchema schema) {
        this.indexed = indexed;
        this.writer = writer;
        this.schema = schema;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        try {
            if (!failure.isEmpty()) {
                // It may have come back with an empty disk.
                schema.ensure();
            }
            store(batch);
        } catch (IOException | RuntimeException e) {
            failedAttempts.incrementAndGet();
            if (failure.isEmpty()) {
                LOG.warn("{}: {} records wait: {} (expected: stored)", topicName(), batch.size(), e.toString());
            }
            failure = e.toString();
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
        if (!failure.isEmpty()) {
            LOG.info("{}: stored again", topicName());
            failure = "";
        }
    }

    private void store(List<ConsumerRecord<byte[], byte[]>> batch) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> fit = new ArrayList<>(batch.size());
        List<IndexDocument> documents = new ArrayList<>(batch.size());
        List<SetAsideRecord> unfit = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> consumed : batch) {
            try {
                documents.add(indexed.document(consumed.value()));
                fit.add(consumed);
            } catch (UnfitRecordException e) {
                unfit.add(SetAsideRecord.of(consumed, String.valueOf(e.getMessage())));
            }
        }
        List<WriteResult> results = writer.write(documents);
        long stored = 0;
        long stale = 0;
        for (int i = 0; i < results.size(); i++) {
            WriteResult result = results.get(i);
            if (result instanceof WriteResult.Refused refused) {
                unfit.add(SetAsideRecord.of(fit.get(i), refused.reason()));
            } else if (result instanceof WriteResult.Stale) {
                stale++;
            } else {
                stored++;
            }
        }
        setAside(unfit);
        // Counted last: a batch that comes again after a failure is counted once.
        storedCount.addAndGet(stored);
        staleCount.addAndGet(stale);
        setAsideCount.addAndGet(unfit.size());
    }

    private void setAside(List<SetAsideRecord> unfit) throws IOException {
        if (unfit.isEmpty()) {
            return;
        }
        List<WriteResult> results =
                writer.write(unfit.stream().map(SetAsideRecord::document).toList());
        for (WriteResult result : results) {
            if (result instanceof WriteResult.Refused refused) {
                throw new IOException(StoredIndex.SET_ASIDE.alias() + ": " + refused.reason() + " (expected: stored)");
            }
        }
        SetAsideRecord first = unfit.get(0);
        LOG.warn(
                "{}: {} records set aside; the first, partition {} offset {}: {}",
                topicName(),
                unfit.size(),
                first.partition(),
                first.offset(),
                first.reason());
    }

    TopicCounts counts(boolean joined) {
        return new TopicCounts(
                topicName(),
                joined,
                storedCount.get(),
                staleCount.get(),
                setAsideCount.get(),
                failedAttempts.get(),
                failure);
    }

    private String topicName() {
        return indexed.topicName();
    }
}
