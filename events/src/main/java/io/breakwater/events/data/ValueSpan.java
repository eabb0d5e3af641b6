package io.breakwater.events.data;

/**
 * Where one value stands in a data file, and how it is written there. Filled in by {@link DataRows} and used again, so that
 * looking a value up makes no garbage. Not thread-safe: each thread has its own.
 */
public final class ValueSpan {

    /** Walks over JSON rows; here, so that it is made once. */
    final JsonScanner scanner = new JsonScanner();

    private int from;
    private int to;
    private Form form = Form.AS_WRITTEN;

    /** How a value is written in the file. */
    public enum Form {
        /** Its bytes are the value. */
        AS_WRITTEN,
        /** The inside of a CSV value in quotes, with two quotes for one. */
        DOUBLED_QUOTES,
        /** The inside of a JSON string, with escapes. */
        JSON_ESCAPES
    }

    void set(int newFrom, int newTo, Form newForm) {
        from = newFrom;
        to = newTo;
        form = newForm;
    }

    /** The offset of its first byte. */
    public int from() {
        return from;
    }

    /** The offset behind its last byte. */
    public int to() {
        return to;
    }

    /** How it is written. */
    public Form form() {
        return form;
    }
}
