package io.breakwater.generator.http2;

import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * Texts of header fields by their bytes: requests of a step repeat most of theirs, which then cost no object each. Holds the
 * last text of each place only, so that values that never repeat do not gather. Not thread-safe.
 */
final class FieldTexts {

    /** A power of two; several times the fields of a scenario's steps. */
    private static final int PLACES = 512;

    private final AsciiString[] texts = new AsciiString[PLACES];

    FieldTexts() {
        Arrays.fill(texts, AsciiString.EMPTY_STRING);
    }

    /** The text of these bytes. */
    AsciiString of(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        AsciiString known = texts[place];
        if (known.length() == length && same(known, bytes, from)) {
            return known;
        }
        AsciiString text = new AsciiString(bytes, from, length, true);
        texts[place] = text;
        return text;
    }

    private static boolean same(AsciiString text, byte[] bytes, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (text.byteAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
