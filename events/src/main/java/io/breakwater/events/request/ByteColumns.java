package io.breakwater.events.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that variable-length integers are written to. Not thread-safe. */
final class ByteColumns {

    private byte[] bytes;
    private int size;

    ByteColumns(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    void reset() {
        size = 0;
    }

    int sizeBytes() {
        return size;
    }

    void fixedByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Unsigned LEB128: seven bits a byte, the lowest first. */
    void unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Zigzag: small magnitudes of either sign become small unsigned values. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void text(String value) {
        byteString(value.getBytes(StandardCharsets.UTF_8));
    }

    void byteString(byte[] value) {
        unsigned(value.length);
        append(value, value.length);
    }

    void append(ByteColumns other) {
        append(other.bytes, other.size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void append(byte[] source, int length) {
        reserve(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
