package io.breakwater.generator.websocket;

/** What a step does with the virtual user's WebSocket. */
public sealed interface WebSocketRequest {

    /**
     * Opens it, after closing the one before; what the call renders is the opening handshake without its
     * {@code Sec-WebSocket-Key}.
     *
     * @param target which of the run's targets it goes to
     */
    record Open(int target) implements WebSocketRequest {}

    /**
     * Sends a message, awaits one, or both.
     *
     * @param sends  whether the call renders a text to send
     * @param awaits whether it ends with a message that the call accepts, rather than when the text is written
     */
    record Message(boolean sends, boolean awaits) implements WebSocketRequest {}

    /** Closes it with status 1000 and awaits the target's close. */
    record Close() implements WebSocketRequest {}
}
