package io.breakwater.reporting.index;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A topic whose records are indexed, and how a record becomes a document. */
enum IndexedTopic {
    WINDOW_SUMMARIES(Topic.WINDOW_SUMMARIES) {
        @Override
        IndexDocument documentOf(byte[] value) throws UnreadableEventException {
            WindowSummary window = EventCodec.decode(value, WindowSummary.class);
            requireHistogram("responseTimeHistogram", window.responseTimeHistogram());
            requireHistogram("serviceTimeHistogram", window.serviceTimeHistogram());
            requireHistogram("scheduleLagHistogram", window.scheduleLagHistogram());
            requireHistogram("connectTimeHistogram", window.connectTimeHistogram());
            requireHistogram("tlsTimeHistogram", window.tlsTimeHistogram());
            requireHistogram("firstByteTimeHistogram", window.firstByteTimeHistogram());
            return new IndexDocument(
                    StoredIndex.WINDOW_SUMMARIES,
                    DocumentId.ofWindow(requireRunId(window.runId()), window.step(), window.second(), window.region()),
                    window.version(),
                    EventCodec.encode(window));
        }
    },
    RUN_VERDICTS(Topic.RUN_VERDICTS) {
        @Override
        IndexDocument documentOf(byte[] value) throws UnreadableEventException {
            RunVerdict verdict = EventCodec.decode(value, RunVerdict.class);
            return new IndexDocument(
                    StoredIndex.RUN_VERDICTS,
                    DocumentId.ofVerdict(requireRunId(verdict.runId())),
                    verdict.version(),
                    EventCodec.encode(verdict));
        }
    },
    RUN_STATUS(Topic.RUN_STATUS) {
        @Override
        IndexDocument documentOf(byte[] value) throws UnreadableEventException {
            RunStatusChanged change = EventCodec.decode(value, RunStatusChanged.class);
            String id = change.runId().isPresent()
                    ? DocumentId.ofStatus(requireRunId(change.runId().get()), change.status())
                    : DocumentId.ofRefusal(sha256(value));
            return new IndexDocument(StoredIndex.RUN_STATUS, id, change.at().toEpochMilli(), EventCodec.encode(change));
        }
    },
    REQUEST_SAMPLES(Topic.REQUEST_SAMPLES) {
        @Override
        IndexDocument documentOf(byte[] value) throws UnreadableEventException {
            RequestSample sample = EventCodec.decode(value, RequestSample.class);
            String sampleId = sha256(value).substring(0, SAMPLE_ID_DIGITS);
            return new IndexDocument(
                    StoredIndex.REQUEST_SAMPLES,
                    DocumentId.ofSample(requireRunId(sample.runId()), sampleId),
                    0,
                    EventCodec.encode(StoredSample.of(sampleId, sample)));
        }
    };

    /** 128 bits of the content's hash: no two samples of a run meet. */
    private static final int SAMPLE_ID_DIGITS = 32;

    private final String topicName;

    IndexedTopic(Topic topic) {
        topicName = topic.name();
    }

    String topicName() {
        return topicName;
    }

    /** The document of a record. */
    final IndexDocument document(byte @Nullable [] value) throws UnfitRecordException {
        if (value == null) {
            throw new UnfitRecordException("value: none (expected: a record)");
        }
        try {
            return documentOf(value);
        } catch (UnreadableEventException | IllegalArgumentException e) {
            throw new UnfitRecordException(String.valueOf(e.getMessage()), e);
        } catch (NullPointerException e) {
            // A component that is present and null: the codec refuses absent ones only.
            throw new UnfitRecordException(topicName + ": a component is null (expected: a value)", e);
        }
    }

    /** The document of a record, with whatever the codec and the checks throw. */
    abstract IndexDocument documentOf(byte[] value) throws UnreadableEventException;

    private static String requireRunId(String runId) {
        if (!DocumentId.isRunId(runId)) {
            throw new IllegalArgumentException("runId: " + runId + " (expected: " + DocumentId.RUN_ID_FORM + ")");
        }
        return runId;
    }

    /** A histogram that cannot be read would spoil every later question over its second. */
    private static void requireHistogram(String name, byte[] bytes) {
        try {
            LatencyHistogram.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every JDK)", e);
        }
    }
}
