package io.breakwater.reporting.report;

/** There is no such thing; the message says what was looked for. */
final class NothingKnownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingKnownException(String message) {
        super(message);
    }
}
