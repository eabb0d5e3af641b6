package io.breakwater.analytics.run;

import io.breakwater.analytics.fold.CountsSum;
import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.load.SecondsByLoad;
import io.breakwater.analytics.window.OpenWindows;
import io.breakwater.analytics.window.WindowFrame;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link Run} in a checkpoint. Its first byte is the version of the form. */
public final class RunSerializer extends TypeSerializerSingleton<Run> {

    private static final long serialVersionUID = 1L;
    static final int VERSION = 5;

    /** Without regions, first-byte times, sums of times, and objectives followed by the second. */
    private static final int FIRST_FORM = 4;

    @Override
    public void serialize(Run run, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(run.runId);
        writeFrame(run.frame, out);
        writeCommand(run.start, out);
        writeCommand(run.stop, out);
        out.writeInt(run.changes.size());
        for (AdjustLoad change : run.changes.values()) {
            writeCommand(change, out);
        }
        writeCounts(run, out);
    }

    private static void writeCounts(Run run, DataOutput out) throws IOException {
        out.writeInt(run.parts.size());
        for (Part part : run.parts.values()) {
            part.write(out);
        }
        run.windows.write(out);
        run.secondsByLoad.write(out);
        for (List<CountsSum> totals : List.of(run.warmUp, run.measured)) {
            out.writeInt(totals.size());
            for (CountsSum counts : totals) {
                counts.sum().write(out);
            }
        }
        out.writeInt(run.dispatchLags.length);
        out.write(run.dispatchLags);
        out.writeBoolean(run.stopAsked);
        out.writeBoolean(run.watches != null);
        if (run.watches != null) {
            run.watches.write(out);
        }
        for (long number : new long[] {
            run.partCount,
            run.lastSecond,
            run.publishedVersion,
            run.readyTicks,
            run.unannouncedTicks,
            run.nextTickMillis,
            run.settledMillis
        }) {
            out.writeLong(number);
        }
    }

    @Override
    public Run deserialize(DataInputView in) throws IOException {
        int version = in.readByte();
        if (version != VERSION && version != FIRST_FORM) {
            throw new IOException(
                    "run state: version " + version + " (expected: " + FIRST_FORM + " or " + VERSION + ")");
        }
        boolean first = version == FIRST_FORM;
        Run run = new Run(in.readUTF());
        run.frame = readFrame(run.runId, in);
        run.start = (StartRun) readCommand(in);
        run.stop = (StopRun) readCommand(in);
        for (int left = in.readInt(); left > 0; left--) {
            if (readCommand(in) instanceof AdjustLoad change) {
                run.adjust(change);
            }
        }
        readCounts(run, first, in);
        return run;
    }

    private static void readCounts(Run run, boolean first, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            Part part = Part.read(in);
            run.parts.put(part.generatorId(), part);
        }
        run.windows = first ? OpenWindows.readFirstForm(in) : OpenWindows.read(in);
        run.secondsByLoad = first ? SecondsByLoad.readFirstForm(in) : SecondsByLoad.read(in);
        for (List<CountsSum> totals : List.of(run.warmUp, run.measured)) {
            for (int left = in.readInt(); left > 0; left--) {
                totals.add(new CountsSum(first ? RequestCounts.readFirstForm(in) : RequestCounts.read(in)));
            }
        }
        run.dispatchLags = new byte[in.readInt()];
        in.readFully(run.dispatchLags);
        run.stopAsked = !first && in.readBoolean();
        if (!first && in.readBoolean() && run.start != null) {
            run.watches(run.start).read(in);
        }
        run.partCount = in.readLong();
        run.lastSecond = in.readLong();
        run.publishedVersion = in.readLong();
        run.readyTicks = in.readLong();
        run.unannouncedTicks = in.readLong();
        run.nextTickMillis = in.readLong();
        run.settledMillis = in.readLong();
    }

    private static void writeFrame(@Nullable WindowFrame frame, DataOutput out) throws IOException {
        out.writeBoolean(frame != null);
        if (frame != null) {
            out.writeUTF(frame.startAt().toString());
            out.writeLong(frame.warmUpMicros());
            out.writeInt(frame.limitsMicros().size());
            for (long limit : frame.limitsMicros()) {
                out.writeLong(limit);
            }
            out.writeInt(frame.steps().size());
            for (String step : frame.steps()) {
                out.writeUTF(step);
            }
        }
    }

    private static @Nullable WindowFrame readFrame(String runId, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Instant startAt = Instant.parse(in.readUTF());
        long warmUpMicros = in.readLong();
        List<Long> limits = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            limits.add(in.readLong());
        }
        List<String> steps = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            steps.add(in.readUTF());
        }
        return new WindowFrame(runId, startAt, warmUpMicros, limits, steps);
    }

    private static void writeCommand(@Nullable RunCommand command, DataOutput out) throws IOException {
        byte[] bytes = command == null ? new byte[0] : EventCodec.encode(command);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable RunCommand readCommand(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return bytes.length == 0 ? null : EventCodec.decodeOlder(bytes, RunCommand.class);
        } catch (UnreadableEventException e) {
            throw new IOException("run state: command cannot be read", e);
        }
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Run createInstance() {
        return new Run("");
    }

    @Override
    public Run copy(Run from) {
        try {
            // Commands and frame do not change: only what is counted is copied, once after each checkpoint.
            Run copy = new Run(from.runId);
            copy.frame = from.frame;
            copy.start = from.start;
            copy.stop = from.stop;
            copy.changes.putAll(from.changes);
            DataOutputSerializer out = new DataOutputSerializer(4_096);
            writeCounts(from, out);
            readCounts(copy, false, new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
            return copy;
        } catch (IOException e) {
            throw new IllegalStateException("run " + from.runId + ": cannot be copied", e);
        }
    }

    @Override
    public Run copy(Run from, Run reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public Run deserialize(Run reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<Run> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells Flink that any version of this serializer reads what another wrote, or says why not. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Run> {
        /** For Flink, which makes it when it restores. */
        public Snapshot() {
            super(RunSerializer::new);
        }
    }
}
