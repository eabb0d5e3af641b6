package io.breakwater.events.token;

/** A token that this key does not open; the message names the binding and the key, never the token. */
public final class UnreadableTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableTokenException(String message) {
        super(message);
    }

    UnreadableTokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
