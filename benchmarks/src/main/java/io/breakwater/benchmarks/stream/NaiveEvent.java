package io.breakwater.benchmarks.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One request as a record of its own, for the naive job: a plain object that Flink serializes field by field, without Kryo.
 * Public fields and no constructor arguments, as Flink wants it.
 */
public final class NaiveEvent {

    /** The run and the step. */
    public String key = "";

    /** When the schedule said to send it, in milliseconds since the epoch. */
    public long intendedMillis;

    /** What the user waited. */
    public long responseMicros;

    /** Last byte received minus actual start. */
    public long serviceMicros;

    /** Bytes of the request. */
    public int bytesSent;

    /** Bytes of the response. */
    public int bytesReceived;

    /** The status. */
    public short status;

    /** Whether it failed. */
    public boolean failed;

    /** The record's value. */
    public byte[] toBytes() {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(35 + text.length)
                .putLong(intendedMillis)
                .putLong(responseMicros)
                .putLong(serviceMicros)
                .putInt(bytesSent)
                .putInt(bytesReceived)
                .putShort(status)
                .put((byte) (failed ? 1 : 0))
                .put(text)
                .array();
    }

    /** What {@link #toBytes} made. */
    public static NaiveEvent of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        NaiveEvent event = new NaiveEvent();
        event.intendedMillis = buffer.getLong();
        event.responseMicros = buffer.getLong();
        event.serviceMicros = buffer.getLong();
        event.bytesSent = buffer.getInt();
        event.bytesReceived = buffer.getInt();
        event.status = buffer.getShort();
        event.failed = buffer.get() == 1;
        event.key = new String(bytes, buffer.position(), buffer.remaining(), StandardCharsets.UTF_8);
        return event;
    }
}
