package io.breakwater.generator.json;

/** Bytes that are no JSON; the message says where and what was expected. Without a stack trace: it says what a target sent. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
