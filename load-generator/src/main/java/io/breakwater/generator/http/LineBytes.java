package io.breakwater.generator.http;

import java.util.Arrays;

/** A line that came in pieces. Not thread-safe. */
final class LineBytes {

    private final int limitBytes;
    private byte[] bytes = new byte[256];
    private int length;

    LineBytes(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void reset() {
        length = 0;
    }

    void append(byte[] source, int from, int count) throws InvalidResponseException {
        if (count > limitBytes - length) {
            throw InvalidResponseException.tooLarge("line", limitBytes);
        }
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }
}
