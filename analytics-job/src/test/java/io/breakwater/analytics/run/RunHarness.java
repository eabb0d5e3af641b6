package io.breakwater.analytics.run;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.fold.BatchFold;
import io.breakwater.analytics.fold.Partial;
import io.breakwater.analytics.publish.Published;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.verdict.TrustLimits;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The fold and the keyed function as Flink would run them, with a clock that the test turns. */
final class RunHarness implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<RawBatch, Partial> fold;
    private final KeyedTwoInputStreamOperatorTestHarness<String, Partial, CommandRecord, Published> harness;

    RunHarness() throws Exception {
        fold = fold();
        fold.open();
        harness = harness();
        harness.open();
    }

    RunHarness(Checkpoint checkpoint) throws Exception {
        fold = fold();
        fold.initializeState(checkpoint.fold());
        fold.open();
        harness = harness();
        harness.initializeState(checkpoint.run());
        harness.open();
    }

    /** The state of both. */
    record Checkpoint(OperatorSubtaskState fold, OperatorSubtaskState run) {}

    private static OneInputStreamOperatorTestHarness<RawBatch, Partial> fold() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new BatchFold());
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Partial, CommandRecord, Published> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new RunFunction(Waits.DEFAULT, TrustLimits.DEFAULT)),
                Partial::runId,
                CommandRecord::runId,
                Types.STRING);
    }

    void command(RunCommand command) throws Exception {
        harness.processElement2(new StreamRecord<>(new CommandRecord(command.runId(), EventCodec.encode(command))));
    }

    /** Counts them together as far as that may be. */
    void batches(List<Batch> batches) throws Exception {
        for (Batch batch : batches) {
            fold.processElement(new StreamRecord<>(new RawBatch(batch.key(), batch.value(), 0, 0)));
        }
        fold.setProcessingTime(fold.getProcessingTime() + 200);
        handOver();
    }

    private void handOver() throws Exception {
        for (Partial partial : fold.extractOutputValues()) {
            harness.processElement1(new StreamRecord<>(partial));
        }
        fold.getOutput().clear();
    }

    void passSeconds(int seconds) throws Exception {
        passMillis(seconds * 1_000L);
    }

    /** At once: for timers that set none. */
    void passHours(int hours) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + hours * 3_600_000L);
    }

    void passMillis(long millis) throws Exception {
        // In small steps, as timers set further timers.
        long end = harness.getProcessingTime() + millis;
        while (harness.getProcessingTime() < end) {
            harness.setProcessingTime(Math.min(end, harness.getProcessingTime() + 50));
        }
    }

    Checkpoint checkpoint() throws Exception {
        fold.prepareSnapshotPreBarrier(1);
        handOver();
        return new Checkpoint(fold.snapshot(1, 1), harness.snapshot(1, 1));
    }

    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    List<WindowSummary> windows() throws UnreadableEventException {
        List<WindowSummary> windows = new ArrayList<>();
        for (Published published : harness.extractOutputValues()) {
            windows.add(EventCodec.decode(published.value(), WindowSummary.class));
        }
        return windows;
    }

    List<WindowSummary> finalWindows() throws UnreadableEventException {
        return windows().stream().filter(WindowSummary::complete).toList();
    }

    List<String> finalWindowTexts() throws UnreadableEventException {
        return finalWindows().stream()
                .sorted(Comparator.comparingLong(WindowSummary::second).thenComparing(WindowSummary::step))
                .map(window -> new String(EventCodec.encode(window), StandardCharsets.UTF_8))
                .toList();
    }

    List<RunVerdict> verdicts() throws UnreadableEventException {
        List<RunVerdict> verdicts = new ArrayList<>();
        for (Published published : publishedVerdicts()) {
            verdicts.add(EventCodec.decode(published.value(), RunVerdict.class));
        }
        return verdicts;
    }

    List<StopRun> stops() throws UnreadableEventException {
        Queue<StreamRecord<Published>> output = harness.getSideOutput(RunFunction.COMMANDS);
        List<StopRun> stops = new ArrayList<>();
        for (StreamRecord<Published> record : output == null ? List.<StreamRecord<Published>>of() : output) {
            stops.add((StopRun) EventCodec.decode(record.getValue().value(), RunCommand.class));
        }
        return stops;
    }

    void clockAt(Instant now) throws Exception {
        harness.setProcessingTime(now.toEpochMilli());
    }

    private List<Published> publishedVerdicts() {
        Queue<StreamRecord<Published>> output = harness.getSideOutput(RunFunction.VERDICTS);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }

    RunVerdict finalVerdict() throws UnreadableEventException {
        List<RunVerdict> finals = verdicts().stream().filter(RunVerdict::last).toList();
        if (finals.size() != 1) {
            throw new AssertionError("final verdicts: " + finals + " (expected: one)");
        }
        return finals.get(0);
    }

    byte[] finalVerdictBytes() throws UnreadableEventException {
        finalVerdict();
        List<Published> all = publishedVerdicts();
        return all.get(all.size() - 1).value();
    }

    @Override
    public void close() {
        try {
            fold.close();
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("harness: not closed (expected: closed)", e);
        }
    }
}
