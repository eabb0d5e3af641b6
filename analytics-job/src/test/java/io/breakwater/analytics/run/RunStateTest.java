package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.fold.BatchFold;
import io.breakwater.analytics.fold.FoldedBatch;
import io.breakwater.analytics.fold.Partial;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.verdict.Judgement;
import io.breakwater.analytics.verdict.TrustLimits;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The state of a run in a checkpoint, of this version and of earlier ones. */
class RunStateTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1").withLength(6);
    private static final int BATCHES_BEFORE = 7;

    /** {@code state/run-v4.bin} is the state after the first seven batches of both parts, as version 4 wrote it. */
    @Test
    void goesOnFromTheStateThatVersion4Wrote() throws Exception {
        Run restored = read("/state/run-v4.bin");
        Run undisturbed = new Run("r-1");
        undisturbed.start(RUN.start());
        take(undisturbed, batches().subList(0, BATCHES_BEFORE));

        RunVerdict verdict = verdictAfterTheRest(restored);
        RunVerdict expected = verdictAfterTheRest(undisturbed);

        assertThat(verdict.run()).isEqualTo(expected.run());
        assertThat(verdict.outcome()).isEqualTo(expected.outcome());
        assertThat(verdict.objectives())
                .extracting(ObjectiveResult::measured)
                .isEqualTo(expected.objectives().stream()
                        .map(ObjectiveResult::measured)
                        .toList());
    }

    @Test
    void isWrittenAndReadWithoutLoss() throws Exception {
        Run run = new Run("r-1");
        run.start(RUN.start());
        take(run, batches().subList(0, BATCHES_BEFORE));

        Run copy = new RunSerializer().copy(run);

        assertThat(bytes(copy)).isEqualTo(bytes(run));
        assertThat(bytes(run).length)
                .as("bytes of a run of two steps in mid-flight")
                .isLessThan(40_000);
    }

    @Test
    void refusesTheStateOfAVersionThatItDoesNotKnow() {
        assertThatThrownBy(() -> new RunSerializer().deserialize(new DataInputDeserializer(new byte[] {3, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessage("run state: version 3 (expected: 4 or " + RunSerializer.VERSION + ")");
    }

    private static byte[] bytes(Run run) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4_096);
        new RunSerializer().serialize(run, out);
        return out.getCopyOfBuffer();
    }

    private static Run read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RunStateTest.class.getResourceAsStream(resource))) {
            return new RunSerializer().deserialize(new DataInputDeserializer(in.readAllBytes()));
        }
    }

    private static List<Batch> batches() {
        return RUN.allBatches().stream()
                .sorted(Comparator.comparingLong(Batch::number))
                .toList();
    }

    private static RunVerdict verdictAfterTheRest(Run run) throws Exception {
        take(run, batches().subList(BATCHES_BEFORE, batches().size()));
        run.end(window -> {});
        return new Judgement(TrustLimits.DEFAULT).of(run.figures(true));
    }

    private static void take(Run run, List<Batch> batches) throws Exception {
        OneInputStreamOperatorTestHarness<RawBatch, Partial> fold =
                new OneInputStreamOperatorTestHarness<>(new BatchFold());
        try {
            fold.open();
            for (Batch batch : batches) {
                fold.processElement(new StreamRecord<>(new RawBatch(batch.key(), batch.value(), 0, 0)));
            }
            fold.prepareSnapshotPreBarrier(1);
            for (Partial partial : fold.extractOutputValues()) {
                run.accept(FoldedBatch.of(partial), window -> {});
            }
        } finally {
            fold.close();
        }
    }
}
