package io.breakwater.reporting.index;

import static io.breakwater.reporting.Samples.START;
import static io.breakwater.reporting.Samples.sample;
import static io.breakwater.reporting.Samples.status;
import static io.breakwater.reporting.Samples.verdict;
import static io.breakwater.reporting.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexedTopicTest {

    @Test
    void namesAWindowByRunStepSecondAndRegionAndTakesItsVersion() throws UnfitRecordException {
        IndexDocument document =
                IndexedTopic.WINDOW_SUMMARIES.document(EventCodec.encode(window("r", "a/b", 7, true, 1, 2, 3)));
        assertThat(document.index()).isEqualTo(StoredIndex.WINDOW_SUMMARIES);
        assertThat(document.id()).isEqualTo("r/a/b/7/cn-east");
        assertThat(document.version()).isEqualTo(4);
    }

    @Test
    void namesAVerdictByItsRunSoThatANewerOneReplacesIt() throws UnfitRecordException {
        IndexDocument document = IndexedTopic.RUN_VERDICTS.document(EventCodec.encode(verdict("r", 9, false, 1, 0)));
        assertThat(document.id()).isEqualTo("r");
        assertThat(document.version()).isEqualTo(9);
    }

    @Test
    void namesAStatusByItsRunAndAnEqualRefusalByItsContent() throws UnfitRecordException {
        assertThat(IndexedTopic.RUN_STATUS
                        .document(EventCodec.encode(status("r", RunStatus.RUNNING, 0)))
                        .id())
                .isEqualTo("r/RUNNING");
        String first = IndexedTopic.RUN_STATUS.document(refusal("one reason")).id();
        assertThat(first).startsWith("refused/");
        assertThat(IndexedTopic.RUN_STATUS.document(refusal("one reason")).id()).isEqualTo(first);
        assertThat(IndexedTopic.RUN_STATUS.document(refusal("another")).id()).isNotEqualTo(first);
    }

    @Test
    void namesASampleByItsContent() throws UnfitRecordException {
        byte[] one = EventCodec.encode(sample("r", "pay", 1, 503, RequestOutcome.STATUS_FAILED, 9));
        IndexDocument document = IndexedTopic.REQUEST_SAMPLES.document(one);

        assertThat(document.id()).matches("r/[0-9a-f]{32}");
        assertThat(IndexedTopic.REQUEST_SAMPLES.document(one).id()).isEqualTo(document.id());
        assertThat(IndexedTopic.REQUEST_SAMPLES
                        .document(EventCodec.encode(sample("r", "pay", 2, 503, RequestOutcome.STATUS_FAILED, 9)))
                        .id())
                .isNotEqualTo(document.id());
    }

    private static byte[] refusal(String reason) {
        return EventCodec.encode(new RunStatusChanged(
                Optional.empty(), "", "", "", "", RunStatus.REJECTED, START, List.of(reason), Optional.empty()));
    }

    @Test
    void tellsWhyARecordIsUnfit() {
        refuses(IndexedTopic.RUN_VERDICTS, null, "value: none (expected: a record)");
        refuses(IndexedTopic.RUN_VERDICTS, bytes("nonsense"), "RunVerdict: nonsense (expected: ");
        refuses(
                IndexedTopic.RUN_VERDICTS,
                EventCodec.encode(verdict("a/b", 1, true, 1, 0)),
                "runId: a/b (expected: 1 to 64 letters, digits, '.', '_', '-')");
        refuses(
                IndexedTopic.RUN_VERDICTS,
                EventCodec.encode(verdict("r", -1, true, 1, 0)),
                "version: -1 (expected: 0 or more)");
        refuses(
                IndexedTopic.WINDOW_SUMMARIES,
                EventCodec.encode(window("r", "s".repeat(600), 1, true, 1)),
                "id: 612 bytes (expected: at most 512)");
        refuses(
                IndexedTopic.WINDOW_SUMMARIES,
                bytes(new String(EventCodec.encode(window("r", "a", 1, true, 1)), StandardCharsets.UTF_8)
                        .replaceFirst("\"serviceTimeHistogram\":\"[^\"]*\"", "\"serviceTimeHistogram\":\"AAAA\"")),
                "serviceTimeHistogram: histogram: 3 bytes, version 0 (expected: version 1)");
        refuses(
                IndexedTopic.RUN_VERDICTS,
                bytes(new String(EventCodec.encode(verdict("r", 1, true, 1, 0)), StandardCharsets.UTF_8)
                        .replaceFirst("\"runId\":\"r\"", "\"runId\":null")),
                "run-verdicts: a component is null (expected: a value)");
    }

    private static void refuses(IndexedTopic topic, byte @Nullable [] value, String reason) {
        assertThatExceptionOfType(UnfitRecordException.class)
                .isThrownBy(() -> topic.document(value))
                .withMessageStartingWith(reason);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
