package io.breakwater.generator.http;

/** Bytes that are no HTTP/1.x response, or one beyond the limits. It has no stack trace: a bad target makes many. */
final class InvalidResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidResponseException(String message) {
        super(message, null, false, false);
    }
}
