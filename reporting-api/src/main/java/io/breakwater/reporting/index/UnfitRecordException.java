package io.breakwater.reporting.index;

/** A record that no document can be made of; the message says what was expected. */
final class UnfitRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    UnfitRecordException(String message) {
        super(message);
    }
}
