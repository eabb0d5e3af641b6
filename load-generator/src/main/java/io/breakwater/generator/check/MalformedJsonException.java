package io.breakwater.generator.check;

/** Bytes that are not JSON. It has no stack trace: a failing target makes one for each response. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
