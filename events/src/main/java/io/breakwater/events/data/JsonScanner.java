package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** Walks over one JSON value (RFC 8259) in bytes that are UTF-8, without making objects of it. */
final class JsonScanner {

    /** Deeper values are no test cases, and the walk recurses. */
    private static final int MAX_DEPTH = 200;

    private final byte[] bytes;
    private final int end;
    private int at;

    JsonScanner(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Passes over the one value. */
    void whole() throws JsonFault {
        value(0);
        blanks();
        if (at < end) {
            throw new JsonFault(at, "the end of the line after one JSON value");
        }
    }

    /** The members of the one value: texts without quotes and escapes, anything else as it is written; empty if no object. */
    Map<String, String> members() throws JsonFault {
        Map<String, String> members = new LinkedHashMap<>();
        blanks();
        if (at == end || bytes[at] != '{') {
            return members;
        }
        at++;
        blanks();
        if (at < end && bytes[at] == '}') {
            return members;
        }
        while (true) {
            blanks();
            String name = text();
            blanks();
            expect(':', "a colon");
            blanks();
            if (at < end && bytes[at] == '"') {
                members.put(name, text());
            } else {
                int start = at;
                value(1);
                members.put(name, new String(bytes, start, at - start, UTF_8));
            }
            blanks();
            if (at < end && bytes[at] == '}') {
                return members;
            }
            expect(',', "a comma or a closing brace");
        }
    }

    private void value(int depth) throws JsonFault {
        blanks();
        if (depth > MAX_DEPTH) {
            throw new JsonFault(at, "at most " + MAX_DEPTH + " levels");
        }
        int first = at < end ? bytes[at] : -1;
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
        if (at < end && bytes[at] == '}') {
            at++;
            return;
        }
        do {
            blanks();
            if (at == end || bytes[at] != '"') {
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
        if (at < end && bytes[at] == ']') {
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
        while (at < end) {
            int c = bytes[at++];
            if (c == '"') {
                return;
            }
            if (c >= 0 && c < 0x20) {
                throw new JsonFault(at - 1, "an escape for a control character");
            }
            if (c == '\\') {
                escape();
            }
        }
        throw new JsonFault(at, "a closing quote");
    }

    private void escape() throws JsonFault {
        int c = at < end ? bytes[at++] : -1;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (at == end || Character.digit(bytes[at], 16) < 0) {
                    throw new JsonFault(at, "four hexadecimal digits");
                }
                at++;
            }
        } else if (c < 0 || "\"\\/bfnrt".indexOf(c) < 0) {
            throw new JsonFault(at - 1, "an escape that JSON knows");
        }
    }

    /** A string's value. */
    private String text() throws JsonFault {
        int start = at + 1;
        string();
        String raw = new String(bytes, start, at - 1 - start, UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
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
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw new JsonFault(faultAt, "a JSON value");
        }
    }

    private void word(String word) throws JsonFault {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || bytes[at + i] != word.charAt(i)) {
                throw new JsonFault(at, "a JSON value");
            }
        }
        at += word.length();
    }

    private boolean passed(char c) {
        if (at < end && bytes[at] == c) {
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
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }
}
