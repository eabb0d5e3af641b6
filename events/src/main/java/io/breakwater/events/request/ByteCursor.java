package io.breakwater.events.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteColumns} wrote, never beyond a given end. Not thread-safe. */
final class ByteCursor {

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    int fixedByte() throws UnreadableBatchException {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++] & 0xFF;
    }

    long unsigned() throws UnreadableBatchException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = fixedByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw tooLong();
    }

    long signed() throws UnreadableBatchException {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** The next {@code count} bytes. */
    void fixedBytes(long[] values, int count) throws UnreadableBatchException {
        if (count > end - position) {
            throw truncated();
        }
        for (int i = 0; i < count; i++) {
            values[i] = bytes[position + i] & 0xFF;
        }
        position += count;
    }

    /** The next {@code count} unsigned values: as {@link #unsigned} one by one, several times as fast. */
    void unsigned(long[] values, int count) throws UnreadableBatchException {
        int at = position;
        for (int i = 0; i < count; i++) {
            if (at >= end) {
                throw truncated();
            }
            long value = bytes[at++];
            if (value < 0) {
                value &= 0x7F;
                int shift = 7;
                byte next;
                do {
                    if (at >= end) {
                        throw truncated();
                    }
                    if (shift >= 64) {
                        throw tooLong();
                    }
                    next = bytes[at++];
                    value |= (long) (next & 0x7F) << shift;
                    shift += 7;
                } while (next < 0);
            }
            values[i] = value;
        }
        position = at;
    }

    /** The next {@code count} signed values. */
    void signed(long[] values, int count) throws UnreadableBatchException {
        unsigned(values, count);
        for (int i = 0; i < count; i++) {
            values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
        }
    }

    /** An unsigned value that counts things which each take at least one further byte, so no count can exhaust memory. */
    int count(String name) throws UnreadableBatchException {
        long value = unsigned();
        if (value < 0 || value > end - position) {
            throw new UnreadableBatchException(
                    name + ": " + value + " (expected: at most the " + (end - position) + " bytes that follow)");
        }
        return (int) value;
    }

    int smallInt(String name) throws UnreadableBatchException {
        long value = unsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new UnreadableBatchException(name + ": " + value + " (expected: 0 to " + Integer.MAX_VALUE + ")");
        }
        return (int) value;
    }

    String text(String name) throws UnreadableBatchException {
        return new String(byteString(name), StandardCharsets.UTF_8);
    }

    byte[] byteString(String name) throws UnreadableBatchException {
        int length = count(name);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** A cursor over the next {@code length} bytes, which this one skips. */
    ByteCursor slice(String name) throws UnreadableBatchException {
        int length = count(name);
        position += length;
        return new ByteCursor(bytes, position - length, position);
    }

    boolean atEnd() {
        return position == end;
    }

    private UnreadableBatchException tooLong() {
        return new UnreadableBatchException(
                "integer before byte " + end + ": more than 10 bytes (expected: at most 10)");
    }

    private UnreadableBatchException truncated() {
        return new UnreadableBatchException("batch: ends at byte " + end + " (expected: more)");
    }
}
