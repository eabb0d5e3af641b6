package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.data.ValueSpan.Form;
import java.nio.ByteBuffer;

/** Walks over one JSON value (RFC 8259) in bytes that are UTF-8, without making objects of it. Used again for the next one. */
final class JsonScanner {

    /** Deeper values are no test cases, and the walk recurses. */
    private static final int MAX_DEPTH = 200;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int end;
    private int at;
    private boolean escaped;

    /** Goes to the beginning of a value. */
    JsonScanner at(ByteBuffer newBytes, int start, int newEnd) {
        bytes = newBytes;
        at = start;
        end = newEnd;
        return this;
    }

    /** Passes over the one value. */
    void whole() throws JsonFault {
        value(0);
        blanks();
        if (at < end) {
            throw new JsonFault(at, "the end of the line after one JSON value");
        }
    }

    /**
     * Finds a member of the one value, the last of several with its name.
     *
     * @param name its name in UTF-8
     * @return false when there is none, or the value is no object
     */
    boolean find(byte[] name, ValueSpan into) throws JsonFault {
        boolean found = false;
        blanks();
        if (at == end || bytes.get(at) != '{') {
            return false;
        }
        at++;
        blanks();
        if (at < end && bytes.get(at) == '}') {
            return false;
        }
        while (true) {
            blanks();
            boolean named = named(name);
            blanks();
            expect(':', "a colon");
            blanks();
            int start = at;
            value(1);
            if (named) {
                found = true;
                if (bytes.get(start) == '"') {
                    into.set(start + 1, at - 1, escaped ? Form.JSON_ESCAPES : Form.AS_WRITTEN);
                } else {
                    into.set(start, at, Form.AS_WRITTEN);
                }
            }
            blanks();
            if (at < end && bytes.get(at) == '}') {
                return found;
            }
            expect(',', "a comma or a closing brace");
        }
    }

    /** Passes over a member's name and says whether it is this one. */
    private boolean named(byte[] name) throws JsonFault {
        int start = at + 1;
        string();
        int length = at - 1 - start;
        if (escaped) {
            byte[] raw = new byte[length];
            bytes.get(start, raw);
            return unescaped(new String(raw, UTF_8)).equals(new String(name, UTF_8));
        }
        boolean same = length == name.length;
        for (int i = 0; same && i < length; i++) {
            same = bytes.get(start + i) == name[i];
        }
        return same;
    }

    private void value(int depth) throws JsonFault {
        blanks();
        if (depth > MAX_DEPTH) {
            throw new JsonFault(at, "at most " + MAX_DEPTH + " levels");
        }
        int first = at < end ? bytes.get(at) : -1;
        switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) throws JsonFault {
        at++;
        blanks();
        if (at < end && bytes.get(at) == '}') {
            at++;
            return;
        }
        do {
            blanks();
            if (at == end || bytes.get(at) != '"') {
                throw new JsonFault(at, "a name in quotes");
            }
            string();
            blanks();
            expect(':', "a colon");
            value(depth + 1);
            blanks();
        } while (passed(','));
        expect('}', "a comma or a closing brace");
    }

    private void array(int depth) throws JsonFault {
        at++;
        blanks();
        if (at < end && bytes.get(at) == ']') {
            at++;
            return;
        }
        do {
            value(depth + 1);
            blanks();
        } while (passed(','));
        expect(']', "a comma or a closing bracket");
    }

    private void string() throws JsonFault {
        at++;
        escaped = false;
        while (at < end) {
            int c = bytes.get(at++);
            if (c == '"') {
                return;
            }
            if (c >= 0 && c < 0x20) {
                throw new JsonFault(at - 1, "an escape for a control character");
            }
            if (c == '\\') {
                escaped = true;
                escape();
            }
        }
        throw new JsonFault(at, "a closing quote");
    }

    private void escape() throws JsonFault {
        int c = at < end ? bytes.get(at++) : -1;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (at == end || Character.digit(bytes.get(at), 16) < 0) {
                    throw new JsonFault(at, "four hexadecimal digits");
                }
                at++;
            }
        } else if (c < 0 || "\"\\/bfnrt".indexOf(c) < 0) {
            throw new JsonFault(at - 1, "an escape that JSON knows");
        }
    }

    /** What stands inside a JSON string, without its escapes. */
    static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = raw.charAt(++i);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int known = "bfnrt".indexOf(escaped);
                text.append(known < 0 ? escaped : "\b\f\n\r\t".charAt(known));
            }
        }
        return text.toString();
    }

    private void number() throws JsonFault {
        int start = at;
        passed('-');
        if (!passed('0')) {
            digits(start);
        }
        if (passed('.')) {
            digits(at);
        }
        if (passed('e') || passed('E')) {
            if (!passed('+')) {
                passed('-');
            }
            digits(at);
        }
    }

    private void digits(int faultAt) throws JsonFault {
        int start = at;
        while (at < end && bytes.get(at) >= '0' && bytes.get(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new JsonFault(faultAt, "a JSON value");
        }
    }

    private void word(String word) throws JsonFault {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || bytes.get(at + i) != word.charAt(i)) {
                throw new JsonFault(at, "a JSON value");
            }
        }
        at += word.length();
    }

    private boolean passed(char c) {
        if (at < end && bytes.get(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c, String expected) throws JsonFault {
        if (!passed(c)) {
            throw new JsonFault(at, expected);
        }
    }

    private void blanks() {
        while (at < end
                && (bytes.get(at) == ' ' || bytes.get(at) == '\t' || bytes.get(at) == '\r' || bytes.get(at) == '\n')) {
            at++;
        }
    }
}
