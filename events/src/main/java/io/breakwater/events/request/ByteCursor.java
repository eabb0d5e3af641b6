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
        throw new UnreadableBatchException(
                "integer at byte " + position + ": more than 10 bytes (expected: at most 10)");
    }

    long signed() throws UnreadableBatchException {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
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

    private UnreadableBatchException truncated() {
        return new UnreadableBatchException("batch: ends at byte " + end + " (expected: more)");
    }
}
