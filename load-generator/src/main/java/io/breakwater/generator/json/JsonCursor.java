package io.breakwater.generator.json;

import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in JSON bytes (RFC 8259). Every reading method leaves it behind what it read, or finds the bytes malformed. Reused
 * from document to document, and then allocates nothing. Not thread-safe.
 */
public final class JsonCursor {

    /** Deeper nesting is refused, as recursion would end in a stack overflow. */
    private static final int DEEPEST = 512;

    /** No number that stands for something is longer; BigDecimal's cost grows with the square. */
    private static final int LONGEST_NUMBER = 400;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final ByteText name = new ByteText(1024);
    private byte[] bytes = new byte[0];
    private int end;
    private int at;
    private int depth;

    /** Goes to the beginning of a document. */
    public JsonCursor over(byte[] json, int length) {
        bytes = json;
        end = length;
        at = 0;
        depth = 0;
        return this;
    }

    int at() {
        return at;
    }

    void goTo(int place) {
        at = place;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Finds that nothing follows but blanks. */
    public void requireEnd() throws MalformedJsonException {
        skipBlanks();
        if (at != end) {
            throw malformed("more bytes");
        }
    }

    /** Goes to the value of an object's field; false when the value here is no object or lacks the field. */
    boolean enterField(byte[] wanted) throws MalformedJsonException {
        if (peek() != '{') {
            // Absent, provided that it is JSON at all: an error page in HTML is not a document that lacks a field.
            skipValue();
            return false;
        }
        at++;
        if (peek() == '}') {
            return false;
        }
        while (true) {
            boolean found = readNameEquals(wanted);
            expect(':');
            if (found) {
                return true;
            }
            skipValue();
            int next = peek();
            if (next == '}') {
                return false;
            }
            expect(',');
        }
    }

    /** Goes to an array's element; false when the value here is no array or is too short. */
    boolean enterElement(int index) throws MalformedJsonException {
        if (peek() != '[') {
            skipValue();
            return false;
        }
        at++;
        if (peek() == ']') {
            return false;
        }
        for (int skipped = 0; skipped < index; skipped++) {
            skipValue();
            if (peek() == ']') {
                return false;
            }
            expect(',');
        }
        return true;
    }

    /** Reads the value that begins here, and appends a string's characters, or anything else as it is written. */
    public ValueKind read(ByteText out) throws MalformedJsonException {
        int first = peek();
        int from = at;
        if (first == '"') {
            readString(out);
            return ValueKind.STRING;
        }
        skipValue();
        out.append(bytes, from, at - from);
        return kind(first);
    }

    /** What begins with this byte. */
    static ValueKind kind(int first) {
        return switch (first) {
            case '"' -> ValueKind.STRING;
            case '{', '[' -> ValueKind.CONTAINER;
            case 't', 'f' -> ValueKind.BOOLEAN;
            case 'n' -> ValueKind.NULL;
            default -> ValueKind.NUMBER;
        };
    }

    /** Goes behind the value that begins here. */
    void skipValue() throws MalformedJsonException {
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> skipWord(TRUE);
            case 'f' -> skipWord(FALSE);
            case 'n' -> skipWord(NULL);
            default -> skipNumber();
        }
    }

    private void skipObject() throws MalformedJsonException {
        deeper();
        at++;
        if (peek() != '}') {
            while (true) {
                if (peek() != '"') {
                    throw malformed("a field name");
                }
                skipString();
                expect(':');
                skipValue();
                if (peek() == '}') {
                    break;
                }
                expect(',');
            }
        }
        at++;
        depth--;
    }

    private void skipArray() throws MalformedJsonException {
        deeper();
        at++;
        if (peek() != ']') {
            while (true) {
                skipValue();
                if (peek() == ']') {
                    break;
                }
                expect(',');
            }
        }
        at++;
        depth--;
    }

    void deeper() throws MalformedJsonException {
        if (++depth > DEEPEST) {
            throw malformed("at most " + DEEPEST + " levels");
        }
    }

    private boolean readNameEquals(byte[] wanted) throws MalformedJsonException {
        if (peek() != '"') {
            throw malformed("a field name");
        }
        int from = at;
        boolean escaped = skipString();
        if (!escaped) {
            return Arrays.equals(bytes, from + 1, at - 1, wanted, 0, wanted.length);
        }
        at = from;
        name.reset();
        readString(name);
        return Arrays.equals(name.bytes(), 0, name.length(), wanted, 0, wanted.length);
    }

    /** Returns whether the string has an escape. */
    private boolean skipString() throws MalformedJsonException {
        boolean escaped = false;
        at++;
        while (at < end) {
            byte next = bytes[at++];
            if (next == '"') {
                return escaped;
            }
            if (next == '\\') {
                escaped = true;
                at++;
            } else if (next >= 0 && next < 0x20) {
                throw malformed("no control character in a string");
            }
        }
        throw malformed("the end of a string");
    }

    /** Appends a string's characters. */
    void readString(ByteText out) throws MalformedJsonException {
        int from = at + 1;
        boolean escaped = skipString();
        int to = at - 1;
        if (!escaped) {
            out.append(bytes, from, to - from);
            return;
        }
        int i = from;
        while (i < to) {
            byte b = bytes[i++];
            if (b != '\\') {
                out.append(b);
                continue;
            }
            byte escape = bytes[i++];
            switch (escape) {
                case '"', '\\', '/' -> out.append(escape);
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> i = readUnits(i, to, out);
                default -> throw malformed("an escape");
            }
        }
    }

    /** Appends the character of one escape, or of two that are a pair; returns the place behind. */
    private int readUnits(int from, int to, ByteText out) throws MalformedJsonException {
        char unit = unit(from, to);
        int behind = from + 4;
        if (!Character.isSurrogate(unit)) {
            out.appendCharacter(unit);
            return behind;
        }
        boolean paired = Character.isHighSurrogate(unit)
                && behind + 6 <= to
                && bytes[behind] == '\\'
                && bytes[behind + 1] == 'u'
                && Character.isLowSurrogate(unit(behind + 2, to));
        // Half of a character has no UTF-8 form.
        out.appendCharacter(paired ? Character.toCodePoint(unit, unit(behind + 2, to)) : 0xFFFD);
        return paired ? behind + 6 : behind;
    }

    private char unit(int from, int to) throws MalformedJsonException {
        if (from + 4 > to) {
            throw malformed("four hexadecimal digits");
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw malformed("four hexadecimal digits");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private void skipNumber() throws MalformedJsonException {
        int from = at;
        skipIf('-');
        if (!skipIf('0')) {
            skipDigits();
        }
        if (skipIf('.')) {
            skipDigits();
        }
        if (skipIf('e') || skipIf('E')) {
            if (!skipIf('+')) {
                skipIf('-');
            }
            int exponent = at;
            skipDigits();
            if (at - exponent > 9) {
                throw malformed("an exponent of at most 9 digits");
            }
        }
        if (at - from > LONGEST_NUMBER) {
            throw malformed("a number of at most " + LONGEST_NUMBER + " characters");
        }
    }

    private void skipDigits() throws MalformedJsonException {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed("a digit");
        }
    }

    private boolean skipIf(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipWord(byte[] word) throws MalformedJsonException {
        if (end - at < word.length || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
            throw malformed("a value");
        }
        at += word.length;
    }

    void expect(char c) throws MalformedJsonException {
        if (peek() != c) {
            throw malformed("'" + c + "'");
        }
        at++;
    }

    /** The next byte that is no blank, without going behind it. */
    int peek() throws MalformedJsonException {
        skipBlanks();
        if (at >= end) {
            throw malformed("a value");
        }
        return bytes[at];
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    MalformedJsonException malformed(String expected) {
        return new MalformedJsonException("JSON: byte " + at + " (expected: " + expected + ")");
    }
}
