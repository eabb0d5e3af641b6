package io.breakwater.generator.data;

/** A data file that cannot be used; the message says which row and what was expected. */
public final class UnreadableDataException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableDataException(String message) {
        super(message);
    }

    UnreadableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
