package io.breakwater.events.request;

/** A record on {@code request-events} that is not a batch, is damaged, or is of a version not known here. */
public final class UnreadableBatchException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableBatchException(String message) {
        super(message);
    }
}
