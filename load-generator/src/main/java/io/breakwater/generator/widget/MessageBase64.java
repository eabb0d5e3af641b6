package io.breakwater.generator.widget;

import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base64 (RFC 4648, section 4) between buffers: the library's way needs arrays of the exact length. Stateless. */
final class MessageBase64 {

    private static final byte[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VALUES = values();

    private static final int NONE = -1;

    private MessageBase64() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) NONE);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
        }
        return values;
    }

    /** Appends the text that stands for these bytes, padded and in one line. */
    static void encode(byte[] bytes, int length, ByteText out) {
        out.reserve((length + 2) / 3 * 4);
        byte[] to = out.bytes();
        int at = out.length();
        int from = 0;
        for (; from + 2 < length; from += 3) {
            int group = (bytes[from] & 0xFF) << 16 | (bytes[from + 1] & 0xFF) << 8 | (bytes[from + 2] & 0xFF);
            to[at++] = DIGITS[group >> 18];
            to[at++] = DIGITS[(group >> 12) & 63];
            to[at++] = DIGITS[(group >> 6) & 63];
            to[at++] = DIGITS[group & 63];
        }
        int left = length - from;
        if (left > 0) {
            int group = (bytes[from] & 0xFF) << 16 | (left > 1 ? (bytes[from + 1] & 0xFF) << 8 : 0);
            to[at++] = DIGITS[group >> 18];
            to[at++] = DIGITS[(group >> 12) & 63];
            to[at++] = left > 1 ? DIGITS[(group >> 6) & 63] : (byte) '=';
            to[at++] = (byte) '=';
        }
        out.grow(at - out.length());
    }

    /**
     * Appends the bytes that a text stands for. Line breaks count for nothing, as some libraries make them, and padding may be
     * missing.
     *
     * @return false when it is no such text; what was appended does not count then
     */
    static boolean decode(ByteText text, ByteText out) {
        out.reserve(text.length() / 4 * 3 + 3);
        byte[] to = out.bytes();
        int at = out.length();
        int group = 0;
        int digits = 0;
        boolean padded = false;
        for (int i = 0; i < text.length(); i++) {
            byte digit = text.bytes()[i];
            if (digit == '\n' || digit == '\r') {
                continue;
            }
            if (digit == '=') {
                padded = true;
                continue;
            }
            int value = VALUES[digit & 0xFF];
            if (value == NONE || padded) {
                return false;
            }
            group = group << 6 | value;
            if (++digits % 4 == 0) {
                to[at++] = (byte) (group >> 16);
                to[at++] = (byte) (group >> 8);
                to[at++] = (byte) group;
            }
        }
        switch (digits % 4) {
            case 1 -> {
                return false;
            }
            case 2 -> to[at++] = (byte) (group >> 4);
            case 3 -> {
                to[at++] = (byte) (group >> 10);
                to[at++] = (byte) (group >> 2);
            }
            default -> {}
        }
        out.grow(at - out.length());
        return true;
    }
}
