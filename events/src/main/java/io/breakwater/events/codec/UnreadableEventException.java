package io.breakwater.events.codec;

/** Bytes that are not a record of the expected kind; the message names the record, what came and what was expected. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message) {
        super(message);
    }

    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
