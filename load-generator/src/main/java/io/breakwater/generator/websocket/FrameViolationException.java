package io.breakwater.generator.websocket;

/** What the target sent is no WebSocket frame, or more than is allowed; carries the status to close with. */
final class FrameViolationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int closeStatus;

    FrameViolationException(int closeStatus, String message) {
        // Without a stack trace: it is the target's doing, and may come with every message.
        super(message, null, false, false);
        this.closeStatus = closeStatus;
    }

    /** The status of the close frame that answers it (RFC 6455, section 7.4.1). */
    int closeStatus() {
        return closeStatus;
    }
}
