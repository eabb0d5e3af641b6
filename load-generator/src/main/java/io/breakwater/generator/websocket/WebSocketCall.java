package io.breakwater.generator.websocket;

import io.breakwater.generator.http.Response;
import org.jspecify.annotations.Nullable;

/** A {@link io.breakwater.generator.http.Call} whose request may be one of its virtual user's WebSocket. */
public interface WebSocketCall {

    /** The virtual user's WebSocket. */
    WebSocketLink link();

    /** What its step does with it; null when the step has another request. */
    @Nullable
    WebSocketRequest webSocketRequest();

    /** Whether this message is the one that its step awaits; it is the response's body, valid until this returns. */
    boolean accepts(Response message);
}
