package io.breakwater.events.data;

/** Where bytes stop being JSON. Without a stack trace: a file may hold a million of them. */
final class JsonFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonFault(int offset, String expected) {
        super(expected, null, false, false);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    String expected() {
        return String.valueOf(getMessage());
    }
}
