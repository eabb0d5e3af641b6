package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves over the records of a file from one to the next: lines of JSONL, records of CSV (RFC 4180), whose quoted values may
 * hold line ends. Blank lines are no records.
 */
final class RecordCursor {

    private final ByteBuffer bytes;
    private final int limit;
    private final boolean csv;
    private int next;
    private int nextLine = 1;
    private int start;
    private int end;
    private int line;
    private int values;
    private String fault = "";
    private int faultAt;

    RecordCursor(ByteBuffer bytes, boolean csv) {
        this.bytes = bytes;
        this.limit = bytes.limit();
        this.csv = csv;
        this.next = hasByteOrderMark(bytes) ? 3 : 0;
    }

    private static boolean hasByteOrderMark(ByteBuffer bytes) {
        return bytes.limit() >= 3
                && bytes.get(0) == (byte) 0xEF
                && bytes.get(1) == (byte) 0xBB
                && bytes.get(2) == (byte) 0xBF;
    }

    /** Moves to the next record; false when there is none. */
    boolean advance() {
        while (next < limit) {
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

    /** The values of a CSV record. */
    List<String> values() {
        List<String> read = new ArrayList<>(values);
        ValueSpan span = new ValueSpan();
        for (int column = 0; CsvValues.find(bytes, start, column, span); column++) {
            byte[] raw = new byte[span.to() - span.from()];
            bytes.get(span.from(), raw);
            String value = new String(raw, UTF_8);
            read.add(span.form() == ValueSpan.Form.DOUBLED_QUOTES ? value.replace("\"\"", "\"") : value);
        }
        return read;
    }

    private void scanLine() {
        int at = start;
        while (at < limit && bytes.get(at) != '\n') {
            at++;
        }
        endAt(at);
    }

    private void scanRecord() {
        int at = start;
        boolean valueBegins = true;
        while (at < limit && bytes.get(at) != '\n') {
            byte c = bytes.get(at);
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
        while (at < limit) {
            if (bytes.get(at) == '\n') {
                nextLine++;
            } else if (bytes.get(at) == '"') {
                if (at + 1 < limit && bytes.get(at + 1) == '"') {
                    at++;
                } else {
                    int after = at + 1;
                    boolean ends = after >= limit
                            || bytes.get(after) == ','
                            || bytes.get(after) == '\n'
                            || (bytes.get(after) == '\r' && (after + 1 == limit || bytes.get(after + 1) == '\n'));
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
        end = newLine > start && bytes.get(newLine - 1) == '\r' ? newLine - 1 : newLine;
        next = newLine < limit ? newLine + 1 : newLine;
        nextLine++;
    }

    private boolean isBlank() {
        for (int at = start; at < end; at++) {
            if (bytes.get(at) != ' ' && bytes.get(at) != '\t' && bytes.get(at) != '\r') {
                return false;
            }
        }
        return true;
    }
}
