package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves over the records of a file from one to the next: lines of JSONL, records of CSV (RFC 4180), whose quoted values may
 * hold line ends. Blank lines are no records.
 */
final class RecordCursor {

    private final byte[] bytes;
    private final boolean csv;
    private int next;
    private int nextLine = 1;
    private int start;
    private int end;
    private int line;
    private int values;
    private String fault = "";
    private int faultAt;

    RecordCursor(byte[] bytes, boolean csv) {
        this(bytes, csv, hasByteOrderMark(bytes) ? 3 : 0);
    }

    RecordCursor(byte[] bytes, boolean csv, int offset) {
        this.bytes = bytes;
        this.csv = csv;
        this.next = offset;
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** Moves to the next record; false when there is none. */
    boolean advance() {
        while (next < bytes.length) {
            start = next;
            line = nextLine;
            values = 1;
            fault = "";
            if (csv) {
                scanRecord();
            } else {
                scanLine();
            }
            if (!isBlank()) {
                return true;
            }
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int line() {
        return line;
    }

    /** How many values a CSV record has. */
    int valueCount() {
        return values;
    }

    /** What is wrong with a CSV record's quotes; empty when nothing is. */
    String fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    String text() {
        return new String(bytes, start, end - start, UTF_8);
    }

    /** The values of a CSV record. */
    List<String> values() {
        List<String> read = new ArrayList<>(values);
        int at = start;
        while (true) {
            boolean quoted = at < end && bytes[at] == '"';
            int from = quoted ? at + 1 : at;
            int to = quoted ? closingQuote(from) : valueEnd(from);
            String value = new String(bytes, from, to - from, UTF_8);
            read.add(quoted ? value.replace("\"\"", "\"") : value);
            at = quoted ? valueEnd(Math.min(to + 1, end)) : to;
            if (at >= end) {
                return read;
            }
            at++;
        }
    }

    private int closingQuote(int from) {
        int at = from;
        while (at < end) {
            if (bytes[at] == '"') {
                if (at + 1 == end || bytes[at + 1] != '"') {
                    return at;
                }
                at++;
            }
            at++;
        }
        return end;
    }

    private int valueEnd(int from) {
        int at = from;
        while (at < end && bytes[at] != ',') {
            at++;
        }
        return at;
    }

    private void scanLine() {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        endAt(at);
    }

    private void scanRecord() {
        int at = start;
        boolean valueBegins = true;
        while (at < bytes.length && bytes[at] != '\n') {
            byte c = bytes[at];
            if (c == '"' && valueBegins) {
                at = passQuoted(at);
                valueBegins = false;
                continue;
            }
            if (c == ',') {
                values++;
            } else if (c == '"') {
                faulty(
                        at,
                        "a quote inside a value without quotes (expected: the whole value in quotes, and \"\" for a quote)");
            }
            valueBegins = c == ',';
            at++;
        }
        endAt(at);
    }

    private int passQuoted(int open) {
        int at = open + 1;
        while (at < bytes.length) {
            if (bytes[at] == '\n') {
                nextLine++;
            } else if (bytes[at] == '"') {
                if (at + 1 < bytes.length && bytes[at + 1] == '"') {
                    at++;
                } else {
                    int after = at + 1;
                    boolean ends = after >= bytes.length
                            || bytes[after] == ','
                            || bytes[after] == '\n'
                            || (bytes[after] == '\r' && (after + 1 == bytes.length || bytes[after + 1] == '\n'));
                    if (!ends) {
                        faulty(after, "text after a closing quote (expected: a comma or the end of the line)");
                    }
                    return after;
                }
            }
            at++;
        }
        faulty(open, "a quote that is never closed (expected: a closing quote)");
        return at;
    }

    private void faulty(int at, String what) {
        if (fault.isEmpty()) {
            fault = what;
            faultAt = at;
        }
    }

    private void endAt(int newLine) {
        end = newLine > start && bytes[newLine - 1] == '\r' ? newLine - 1 : newLine;
        next = newLine < bytes.length ? newLine + 1 : newLine;
        nextLine++;
    }

    private boolean isBlank() {
        for (int at = start; at < end; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
                return false;
            }
        }
        return true;
    }
}
