package io.breakwater.generator.check;

import java.nio.charset.StandardCharsets;

/** A place in JSON bytes. Every reading method leaves it behind what it read, or finds the bytes malformed. Not thread-safe. */
final class JsonCursor {

    /** Deeper nesting is refused, as recursion would end in a stack overflow. */
    private static final int DEEPEST = 512;

    /** No number that stands for something is longer; BigDecimal's cost grows with the square. */
    private static final int LONGEST_NUMBER = 400;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;

    JsonCursor(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    static JsonCursor over(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonCursor(bytes, bytes.length);
    }

    void requireEnd() throws MalformedJsonException {
        skipBlanks();
        if (at != end) {
            throw malformed("more bytes");
        }
    }

    /** Goes to the value of an object's field; false when the value here is no object or lacks the field. */
    boolean enterField(byte[] name, String decodedName) throws MalformedJsonException {
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
            boolean found = readNameEquals(name, decodedName);
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

    JsonScalar readScalar() throws MalformedJsonException {
        int first = peek();
        return switch (first) {
            case '"' -> new JsonScalar(JsonScalar.Kind.STRING, readString());
            case 't' -> word("true", JsonScalar.Kind.BOOLEAN);
            case 'f' -> word("false", JsonScalar.Kind.BOOLEAN);
            case 'n' -> word("null", JsonScalar.Kind.NULL);
            case '{', '[' -> {
                skipValue();
                yield new JsonScalar(JsonScalar.Kind.CONTAINER, "container");
            }
            default -> new JsonScalar(JsonScalar.Kind.NUMBER, readNumber());
        };
    }

    /** Goes behind the value that begins here. */
    void skipValue() throws MalformedJsonException {
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> word("true", JsonScalar.Kind.BOOLEAN);
            case 'f' -> word("false", JsonScalar.Kind.BOOLEAN);
            case 'n' -> word("null", JsonScalar.Kind.NULL);
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

    private void deeper() throws MalformedJsonException {
        if (++depth > DEEPEST) {
            throw malformed("at most " + DEEPEST + " levels");
        }
    }

    private boolean readNameEquals(byte[] name, String decodedName) throws MalformedJsonException {
        if (peek() != '"') {
            throw malformed("a field name");
        }
        int from = at;
        boolean escaped = skipString();
        if (escaped) {
            int after = at;
            at = from;
            boolean same = readString().equals(decodedName);
            at = after;
            return same;
        }
        int length = at - from - 2;
        if (length != name.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + 1 + i] != name[i]) {
                return false;
            }
        }
        return true;
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

    private String readString() throws MalformedJsonException {
        int from = at + 1;
        if (!skipString()) {
            return new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
        }
        String raw = new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
        StringBuilder decoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                decoded.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case '"', '\\', '/' -> decoded.append(escape);
                case 'b' -> decoded.append('\b');
                case 'f' -> decoded.append('\f');
                case 'n' -> decoded.append('\n');
                case 'r' -> decoded.append('\r');
                case 't' -> decoded.append('\t');
                case 'u' -> {
                    decoded.append(unit(raw, i + 1));
                    i += 4;
                }
                default -> throw malformed("an escape");
            }
        }
        return decoded.toString();
    }

    private char unit(String raw, int from) throws MalformedJsonException {
        if (from + 4 > raw.length()) {
            throw malformed("four hexadecimal digits");
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(raw.charAt(i), 16);
            if (digit < 0) {
                throw malformed("four hexadecimal digits");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private String readNumber() throws MalformedJsonException {
        peek();
        int from = at;
        skipNumber();
        return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
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

    private JsonScalar word(String word, JsonScalar.Kind kind) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
                throw malformed(word);
            }
            at++;
        }
        return new JsonScalar(kind, word);
    }

    private void expect(char c) throws MalformedJsonException {
        if (peek() != c) {
            throw malformed("'" + c + "'");
        }
        at++;
    }

    /** The next byte that is no blank, without going behind it. */
    private int peek() throws MalformedJsonException {
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

    private MalformedJsonException malformed(String expected) {
        return new MalformedJsonException("JSON: byte " + at + " (expected: " + expected + ")");
    }
}
