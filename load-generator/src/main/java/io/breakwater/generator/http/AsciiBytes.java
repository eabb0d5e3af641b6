package io.breakwater.generator.http;

import java.nio.charset.StandardCharsets;

/** How protocol words are compared: as ASCII bytes, letters in either case. */
final class AsciiBytes {

    private AsciiBytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /** Whether exactly these bytes are the word, which is in lower case. */
    static boolean equal(byte[] bytes, int from, int to, byte[] lowerWord) {
        return to - from == lowerWord.length && startsWith(bytes, from, to, lowerWord);
    }

    /** Whether these bytes begin with the word, which is in lower case. */
    static boolean startsWith(byte[] bytes, int from, int to, byte[] lowerWord) {
        if (to - from < lowerWord.length) {
            return false;
        }
        for (int i = 0; i < lowerWord.length; i++) {
            if (lower(bytes[from + i]) != lowerWord[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the comma-separated list has the word, which is in lower case. */
    static boolean hasWord(byte[] bytes, int from, int to, byte[] lowerWord) {
        for (int at = from; at + lowerWord.length <= to; at++) {
            boolean begins = at == from || isBlank(bytes[at - 1]) || bytes[at - 1] == ',';
            int after = at + lowerWord.length;
            boolean ends = after == to || isBlank(bytes[after]) || bytes[after] == ',';
            if (begins && ends && startsWith(bytes, at, to, lowerWord)) {
                return true;
            }
        }
        return false;
    }

    /** The place of the first byte that is no blank; {@code to} when there is none. */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The place behind the last byte that is no blank. */
    static int trimBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }
}
