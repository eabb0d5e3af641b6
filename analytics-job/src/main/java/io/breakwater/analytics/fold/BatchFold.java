package io.breakwater.analytics.fold;

import io.breakwater.analytics.batch.RawBatch;
import java.io.IOException;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts batches by step, second and warm-up before the exchange, so that what crosses it does not grow with the events. What
 * was counted is handed over {@value #HELD_MILLIS} ms later at the latest, when a part closes, and before each checkpoint's
 * barrier: a checkpoint holds no counts of this operator, only which batches were seen.
 */
public final class BatchFold extends AbstractStreamOperator<Partial>
        implements OneInputStreamOperator<RawBatch, Partial> {

    private static final long serialVersionUID = 1L;

    /** Short beside the second of a window, and long enough to count hundreds of batches together while catching up. */
    private static final long HELD_MILLIS = 200;

    private transient @Nullable Work work;

    /** What is made anew in each task. */
    private record Work(
            BatchCounts counts, HighestNumbers highest, ListState<byte[]> seen, StreamRecord<Partial> reused) {}

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        // To all tasks: after a change of parallelism, any of them may read any partition.
        ListState<byte[]> seen = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(
                        "batches-seen", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        HighestNumbers highest = new HighestNumbers();
        for (byte[] known : seen.get()) {
            highest.addAll(known);
        }
        BatchCounts counts = new BatchCounts(highest, FoldMetrics.in(getMetricGroup()));
        work = new Work(counts, highest, seen, new StreamRecord<>(Partial.unreadable("", "")));
    }

    private Work work() {
        if (work == null) {
            throw new IllegalStateException("operator: not opened (expected: opened by Flink)");
        }
        return work;
    }

    @Override
    public void processElement(StreamRecord<RawBatch> element) throws IOException {
        boolean idle = work().counts().isEmpty();
        work().counts().add(element.getValue(), this::handOver);
        if (idle && !work().counts().isEmpty()) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            // A failure in it fails the task.
            var unused = getProcessingTimeService().registerTimer(now + HELD_MILLIS, time -> flush());
        }
    }

    private void flush() throws IOException {
        work().counts().flush(this::handOver);
    }

    private void handOver(Partial partial) {
        output.collect(work().reused().replace(partial));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        work().seen().clear();
        work().seen().add(work().highest().toBytes());
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }
}
