package io.breakwater.generator.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text in UTF-8 that grows at its end. Reused from text to text; not thread-safe. */
public final class ByteText {

    /** An unusually long text is not held on to: there may be one of these for each virtual user. */
    private final int keptCapacityBytes;

    private byte[] bytes = new byte[0];
    private int length;

    /**
     * An empty text.
     *
     * @param keptCapacityBytes the longest array that survives {@link #reset()}
     */
    public ByteText(int keptCapacityBytes) {
        this.keptCapacityBytes = keptCapacityBytes;
    }

    /** The bytes; those from {@link #length()} on do not count. Valid until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes count. */
    public int length() {
        return length;
    }

    /** Makes it empty. */
    public void reset() {
        length = 0;
        if (bytes.length > keptCapacityBytes) {
            bytes = new byte[0];
        }
    }

    /** Drops what goes beyond this length. */
    public void cutTo(int shorterLength) {
        if (shorterLength < 0 || shorterLength > length) {
            throw new IllegalArgumentException("length: " + shorterLength + " (expected: 0 to " + length + ")");
        }
        length = shorterLength;
    }

    /** Appends one byte. */
    public void append(byte one) {
        reserve(1);
        bytes[length++] = one;
    }

    /** Appends an ASCII character. */
    public void append(char ascii) {
        append((byte) ascii);
    }

    /** Appends bytes. */
    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    /** Appends bytes. */
    public void append(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Appends a text. */
    public void append(String text) {
        int characters = text.length();
        reserve(characters);
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                append(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[length++] = (byte) c;
        }
    }

    /** Appends one Unicode character. */
    public void appendCharacter(int character) {
        reserve(4);
        if (character < 0x80) {
            bytes[length++] = (byte) character;
        } else if (character < 0x800) {
            bytes[length++] = (byte) (0xC0 | (character >> 6));
            bytes[length++] = (byte) (0x80 | (character & 0x3F));
        } else if (character < 0x10000) {
            bytes[length++] = (byte) (0xE0 | (character >> 12));
            bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (character & 0x3F));
        } else {
            bytes[length++] = (byte) (0xF0 | (character >> 18));
            bytes[length++] = (byte) (0x80 | ((character >> 12) & 0x3F));
            bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (character & 0x3F));
        }
    }

    /** Appends a number in decimal digits. */
    public void append(long number) {
        if (number == Long.MIN_VALUE) {
            append(Long.toString(number));
            return;
        }
        long rest = number;
        if (rest < 0) {
            append('-');
            rest = -rest;
        }
        long power = 1;
        while (rest / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            append((byte) ('0' + rest / power % 10));
        }
    }

    /** Makes room for so many more bytes, for those who write to {@link #bytes()} and then call {@link #grow}. */
    public void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), Math.max(64, bytes.length * 2)));
        }
    }

    /** Counts bytes that were written behind the end, after {@link #reserve}. */
    public void grow(int more) {
        if (more < 0 || more > bytes.length - length) {
            throw new IllegalArgumentException("more: " + more + " (expected: 0 to " + (bytes.length - length) + ")");
        }
        length += more;
    }

    /** The text as characters; bytes that are no UTF-8 become replacement characters. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
