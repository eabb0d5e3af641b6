package io.breakwater.generator.websocket;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CallHooks;
import io.breakwater.generator.http.Transport;
import io.breakwater.generator.http.Transports;
import java.util.function.Consumer;

/** One event loop's ways to all targets: over WebSockets for the calls that say so, over HTTP for the others. Confined to its loop. */
public final class WithWebSockets implements Transport {

    private final Transports http;
    private final WebSockets sockets;

    /** Both of them. */
    public WithWebSockets(Transports http, WebSockets sockets) {
        this.http = http;
        this.sockets = sockets;
    }

    /** The WebSocket of one more virtual user; not open. */
    public WebSocketLink link() {
        return sockets.link();
    }

    /** How many messages came while none was awaited and found no room. */
    public long messagesDropped() {
        return sockets.messagesDropped();
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        http.tellDefectsTo(listener);
        sockets.tellDefectsTo(listener);
    }

    @Override
    public void submit(Call call) {
        if (WebSockets.requestOf(call) == null) {
            http.submit(call);
        } else {
            CallHooks.travelBy(call, http);
            sockets.submit(call);
        }
    }

    @Override
    public void sweep() {
        http.sweep();
        sockets.sweep();
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        http.dropWaiting(reason);
        sockets.dropWaiting(reason);
    }

    @Override
    public void abort() {
        http.abort();
        sockets.abort();
    }

    @Override
    public void close() {
        http.close();
        sockets.close();
    }

    @Override
    public int connections() {
        return http.connections() + sockets.connections();
    }

    @Override
    public long requestsResent() {
        return http.requestsResent();
    }
}
