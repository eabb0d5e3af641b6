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
 * Batches of one part whose events are counted: what a {@link Partial} holds, unfolded.
 *
 * @param headers the batches' headers, by their consecutive numbers; they agree on steps, limits, start and warm-up
 * @param seconds the batches' events by step, second and warm-up, in no particular order
 */
public record FoldedBatch(List<BatchHeader> headers, List<StepSecond> seconds) {

    public FoldedBatch {
        headers = List.copyOf(headers);
        seconds = List.copyOf(seconds);
    }

    /** The flat form. */
    public Partial toPartial() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(seconds.size());
            for (StepSecond second : seconds) {
                out.writeInt(second.step());
                out.writeLong(second.second());
                out.writeBoolean(second.warmUp());
                second.counts().write(out);
            }
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(told)) {
            out.writeInt(headers.size());
            for (BatchHeader header : headers) {
                byte[] bytesOfHeader = RequestEventWriter.headerBytes(header);
                out.writeInt(bytesOfHeader.length);
                out.write(bytesOfHeader);
            }
        }
        BatchHeader first = headers.get(0);
        return new Partial(first.runId(), first.generatorId(), true, told.toByteArray(), bytes.toByteArray());
    }

    /** What a readable flat form holds. */
    public static FoldedBatch of(Partial partial) throws IOException {
        List<BatchHeader> headers = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(partial.headers()))) {
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(RequestEventReader.readHeader(in.readNBytes(in.readInt())));
            }
        } catch (UnreadableBatchException e) {
            throw new IOException("partial of run " + partial.runId() + ": header cannot be read", e);
        }
        List<StepSecond> seconds = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(partial.counts()))) {
            for (int left = in.readInt(); left > 0; left--) {
                seconds.add(new StepSecond(in.readInt(), in.readLong(), in.readBoolean(), RequestCounts.read(in)));
            }
        }
        return new FoldedBatch(headers, seconds);
    }
}
