package io.breakwater.events.data;

import io.breakwater.events.data.ValueSpan.Form;
import java.nio.ByteBuffer;

/** Finds values and ends of CSV records (RFC 4180) without making objects. */
final class CsvValues {

    private CsvValues() {}

    /**
     * Finds a value.
     *
     * @param start  where its record starts
     * @param column which value, from 0
     * @return false when the record has fewer
     */
    static boolean find(ByteBuffer bytes, int start, int column, ValueSpan into) {
        int limit = bytes.limit();
        int at = start;
        for (int passed = 0; ; passed++) {
            int from = at;
            int to;
            Form form = Form.AS_WRITTEN;
            if (at < limit && bytes.get(at) == '"') {
                from = at + 1;
                to = closingQuote(bytes, from, limit);
                if (passed == column && hasQuote(bytes, from, to)) {
                    form = Form.DOUBLED_QUOTES;
                }
                at = valueEnd(bytes, Math.min(to + 1, limit), limit);
            } else {
                at = valueEnd(bytes, at, limit);
                to = withoutReturn(bytes, from, at, limit);
            }
            if (passed == column) {
                into.set(from, to, form);
                return true;
            }
            if (at == limit || bytes.get(at) != ',') {
                return false;
            }
            at++;
        }
    }

    /** Where a record ends, before its line end. */
    static int recordEnd(ByteBuffer bytes, int start) {
        int limit = bytes.limit();
        int at = start;
        while (true) {
            if (at < limit && bytes.get(at) == '"') {
                at = Math.min(closingQuote(bytes, at + 1, limit) + 1, limit);
            }
            at = valueEnd(bytes, at, limit);
            if (at == limit || bytes.get(at) != ',') {
                return withoutReturn(bytes, start, at, limit);
            }
            at++;
        }
    }

    /** Where a line ends, before its line end. */
    static int lineEnd(ByteBuffer bytes, int start) {
        int limit = bytes.limit();
        int at = start;
        while (at < limit && bytes.get(at) != '\n') {
            at++;
        }
        return withoutReturn(bytes, start, at, limit);
    }

    private static int withoutReturn(ByteBuffer bytes, int from, int end, int limit) {
        boolean lineEnds = end == limit || bytes.get(end) == '\n';
        return lineEnds && end > from && bytes.get(end - 1) == '\r' ? end - 1 : end;
    }

    private static int valueEnd(ByteBuffer bytes, int from, int limit) {
        int at = from;
        while (at < limit && bytes.get(at) != ',' && bytes.get(at) != '\n') {
            at++;
        }
        return at;
    }

    private static int closingQuote(ByteBuffer bytes, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (bytes.get(at) == '"') {
                if (at + 1 >= limit || bytes.get(at + 1) != '"') {
                    return at;
                }
                at++;
            }
            at++;
        }
        return limit;
    }

    private static boolean hasQuote(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) == '"') {
                return true;
            }
        }
        return false;
    }
}
