package io.breakwater.generator.websocket;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CallHooks;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.Response;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of one virtual user, over a connection of its own; open from the step that opens it to the one that closes it, or
 * to the end of the iteration. At most one request is under way. Used again from iteration to iteration; confined to its event
 * loop.
 *
 * <p>Messages that come while no step awaits one are kept, at most 64 and 1 MiB, as far as the loop has room: a step that only awaits looks through them
 * first. A step that sends and awaits does not, since nothing that came before its text can answer it.
 */
public final class WebSocketLink {

    private final WebSockets sockets;
    private final EarlyMessages early;
    private @Nullable WebSocketConnection connection;
    private RequestOutcome lostBy = RequestOutcome.CONNECTION_CLOSED;

    private @Nullable Call call;
    private @Nullable WebSocketRequest request;
    private boolean begun;
    private boolean connecting;
    private long ticket;
    private long timeoutNanos;

    long deadlineNanos;
    /** Since when it waits for its turn to connect. */
    long waitsSinceNanos;
    /** Where {@link WebSockets} keeps it while it has a request. */
    int place;

    WebSocketLink(WebSockets sockets) {
        this.sockets = sockets;
        this.early = new EarlyMessages(sockets.earlyMemory());
    }

    /** Ends with the iteration: closes the connection, when it is open, and forgets what came over it. */
    public void drop() {
        if (connection != null && !connecting) {
            connection.sendClose(CloseStatus.NORMAL);
        }
        leaveConnection();
        early.clear();
        lostBy = RequestOutcome.CONNECTION_CLOSED;
    }

    /** Whether its request has been written, or its connection tried. */
    boolean isBegun() {
        return begun;
    }

    /** Whether a connection is being opened for its request, which has a time limit of its own. */
    boolean isConnecting() {
        return connecting;
    }

    long ticket() {
        return ticket;
    }

    int target() {
        return ((WebSocketRequest.Open) Objects.requireNonNull(request, "request")).target();
    }

    /** Takes a request. */
    void submit(Call newCall, WebSocketRequest newRequest, long newTimeoutNanos) {
        call = newCall;
        request = newRequest;
        begun = false;
        ticket++;
        timeoutNanos = newTimeoutNanos;
        deadlineNanos = sockets.nowNanos() + newTimeoutNanos;
        sockets.addPending(this);
        if (newRequest instanceof WebSocketRequest.Open) {
            drop();
            sockets.connect(this);
        } else if (connection == null) {
            begin(sockets.nowNanos(), 0, 0, 0);
            fail(lostBy);
        } else if (newRequest instanceof WebSocketRequest.Message message) {
            submit(message, connection);
        } else {
            long now = sockets.nowNanos();
            begin(now, 0, 0, connection.sendClose(CloseStatus.NORMAL));
        }
    }

    private void submit(WebSocketRequest.Message message, WebSocketConnection open) {
        if (!message.sends()) {
            begin(sockets.nowNanos(), 0, 0, 0);
            lookThroughEarly();
            return;
        }
        ByteBuf payload = CallHooks.renderMessage(currentCall(), open.channel().alloc());
        if (payload == null) {
            endUnsent(CallHooks.missing(currentCall()));
            return;
        }
        // The start is before the write: what the target answers at once must not come before it.
        ByteBuf frame = open.frame(payload);
        // Before the write, which may be done when it returns.
        begin(sockets.nowNanos(), 0, 0, frame.readableBytes());
        open.send(frame);
    }

    private void lookThroughEarly() {
        // Not in the connection's own response, which may hold the first fragments of a message.
        Response spare = sockets.spareResponse();
        while (early.poll(spare.body())) {
            if (accepts(spare)) {
                respond(spare);
                return;
            }
            sockets.passedOver();
        }
    }

    private boolean accepts(Response message) {
        return ((WebSocketCall) currentCall()).accepts(message);
    }

    void connecting() {
        connecting = true;
    }

    /** Its connection is open. */
    void connected(WebSocketConnection newConnection, Opened opened) {
        connecting = false;
        ByteBuf rendered = CallHooks.render(currentCall(), opened.channel().alloc());
        if (rendered == null) {
            newConnection.abandon();
            endUnsent(CallHooks.missing(currentCall()));
            return;
        }
        connection = newConnection;
        connecting = true;
        currentCall().lookedUpIn(opened.lookUpNanos());
        long now = sockets.nowNanos();
        int sentBytes = newConnection.shakeHands(rendered, CallHooks.needsHeaders(currentCall()));
        begin(now, opened.connectNanos(), opened.tlsNanos(), sentBytes);
    }

    /** Its connection could not be opened. */
    void notConnected(RequestOutcome outcome, long tookNanos) {
        connecting = false;
        begun = true;
        currentCall().begin(sockets.nowNanos() - tookNanos, tookNanos, 0, 0);
        fail(outcome);
    }

    private void begin(long nowNanos, long connectNanos, long tlsNanos, int sentBytes) {
        begun = true;
        deadlineNanos = nowNanos + timeoutNanos;
        currentCall().begin(nowNanos, connectNanos, tlsNanos, sentBytes);
    }

    /** Bytes of the handshake's answer have come. */
    void received(int bytes) {
        if (call != null) {
            call.received(sockets.nowNanos(), bytes);
        }
    }

    /** The target has answered the handshake. */
    void shakenHands(WebSocketConnection from, boolean accepted) {
        if (from != connection) {
            return;
        }
        connecting = false;
        if (!accepted) {
            leaveConnection();
        }
        CallHooks.takeCookies(currentCall(), from.response());
        respond(from.response());
    }

    /** A message has come; it is the response's body. */
    void message(WebSocketConnection from, int frameBytes) {
        if (from != connection) {
            return;
        }
        if (call == null || !(request instanceof WebSocketRequest.Message message && message.awaits())) {
            sockets.dropped(early.add(from.response().body()));
            return;
        }
        call.received(sockets.nowNanos(), frameBytes);
        from.response().status(0);
        if (accepts(from.response())) {
            respond(from.response());
        } else {
            sockets.passedOver();
        }
    }

    /** What was sent has reached the socket. */
    void written(WebSocketConnection from) {
        if (from != connection || !from.isAllWritten() || !(request instanceof WebSocketRequest.Message message)) {
            return;
        }
        if (CallHooks.timesSending(currentCall())) {
            CallHooks.written(currentCall(), sockets.nowNanos());
        }
        if (!message.awaits()) {
            respond(sockets.spareResponse());
        }
    }

    /** The target's close has come: the answer to the own one, or of its own accord. */
    void closedByTarget(WebSocketConnection from, int status, int frameBytes) {
        if (from != connection) {
            return;
        }
        boolean asked = request instanceof WebSocketRequest.Close;
        if (!asked) {
            from.sendClose(status == CloseStatus.NONE ? CloseStatus.NORMAL : status);
        }
        leaveConnection();
        if (asked && call != null) {
            call.received(sockets.nowNanos(), frameBytes);
            respond(sockets.spareResponse());
        } else if (call != null) {
            fail(RequestOutcome.CONNECTION_CLOSED);
        }
    }

    /** Its connection is gone. */
    void lost(WebSocketConnection from, RequestOutcome outcome) {
        if (from != connection) {
            return;
        }
        connecting = false;
        connection = null;
        lostBy = outcome;
        if (call != null) {
            fail(outcome);
        }
    }

    /** Its request has taken too long. Over a message it stays open, for the answer may still come. */
    void timedOut() {
        if (!begun) {
            endUnsent(NotSentReason.NO_CONNECTION);
            return;
        }
        if (!(request instanceof WebSocketRequest.Message)) {
            leaveConnection();
        }
        fail(RequestOutcome.REQUEST_TIMED_OUT);
    }

    void aborted() {
        leaveConnection();
        fail(RequestOutcome.ABORTED);
    }

    /** Ends its request short of a connection. */
    void endUnsent(NotSentReason reason) {
        Call ended = leaveRequest();
        ended.endUnsent(sockets.nowNanos(), reason);
    }

    /** Its request hears nothing more, as after a defect. */
    void forget() {
        leaveRequest();
    }

    private void leaveConnection() {
        connecting = false;
        WebSocketConnection left = connection;
        connection = null;
        if (left != null) {
            left.abandon();
        }
    }

    private void respond(Response response) {
        Call ended = leaveRequest();
        if (CallHooks.answered(ended, sockets.nowNanos(), response)) {
            sockets.submit(ended);
        }
    }

    private void fail(RequestOutcome outcome) {
        Call ended = leaveRequest();
        CallHooks.failed(ended, sockets.nowNanos(), outcome);
    }

    private Call leaveRequest() {
        Call left = currentCall();
        sockets.removePending(this);
        ticket++;
        connecting = false;
        call = null;
        request = null;
        return left;
    }

    private Call currentCall() {
        if (call == null) {
            throw new IllegalStateException("link: no request (expected: one until it ends)");
        }
        return call;
    }
}
