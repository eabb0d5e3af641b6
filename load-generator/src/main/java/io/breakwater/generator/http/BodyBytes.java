package io.breakwater.generator.http;

import java.util.Arrays;

/** A response's body as far as it has come. Reused from response to response; not thread-safe. */
public final class BodyBytes {

    /** A connection does not hold on to more after an unusually large response. */
    private static final int KEPT_CAPACITY_BYTES = 16 * 1024;

    private byte[] bytes = new byte[0];
    private int length;

    /** The bytes; those from {@link #length()} on do not count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes count. */
    public int length() {
        return length;
    }

    /** Forgets the body. For transports. */
    public void reset() {
        length = 0;
        if (bytes.length > KEPT_CAPACITY_BYTES) {
            bytes = new byte[0];
        }
    }

    /** Exchanges what both hold. */
    void swap(BodyBytes other) {
        byte[] otherBytes = other.bytes;
        int otherLength = other.length;
        other.bytes = bytes;
        other.length = length;
        bytes = otherBytes;
        length = otherLength;
    }

    /** Adds bytes. For transports, which bound them. */
    public void append(byte[] source, int from, int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.max(512, bytes.length * 2)));
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }
}
