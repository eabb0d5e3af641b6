package io.breakwater.analytics.fold;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.UnreadableBatchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch whose events are counted: what a {@link Partial} holds, unfolded.
 *
 * @param header  the batch's header
 * @param seconds its events by step, second and warm-up, in no particular order
 */
public record FoldedBatch(BatchHeader header, List<StepSecond> seconds) {

    public FoldedBatch {
        seconds = List.copyOf(seconds);
    }

    /** The flat form. */
    public Partial toPartial() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(seconds.size());
            for (StepSecond second : seconds) {
                out.writeInt(second.step());
                out.writeLong(second.second());
                out.writeBoolean(second.warmUp());
                second.counts().write(out);
            }
        }
        return new Partial(
                header.runId(),
                header.generatorId(),
                true,
                new RequestEventWriter().toBatch(header),
                bytes.toByteArray());
    }

    /** What a readable flat form holds. */
    public static FoldedBatch of(Partial partial) throws IOException {
        BatchHeader header;
        try {
            header = new RequestEventReader().read(partial.header());
        } catch (UnreadableBatchException e) {
            throw new IOException("partial of run " + partial.runId() + ": header cannot be read", e);
        }
        List<StepSecond> seconds = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(partial.counts()))) {
            for (int left = in.readInt(); left > 0; left--) {
                seconds.add(new StepSecond(in.readInt(), in.readLong(), in.readBoolean(), RequestCounts.read(in)));
            }
        }
        return new FoldedBatch(header, seconds);
    }
}
