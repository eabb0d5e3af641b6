package io.breakwater.generator.http2;

import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CallHooks;
import io.breakwater.generator.http.Response;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** A call's stay in a {@link StreamPool}, from waiting to its stream's end. Used again for later calls; not thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in the connection's close, which tells the call.
final class Exchange {

    final Response response = new Response();

    @Nullable
    Exchange previous;

    @Nullable
    Exchange next;

    /** The list it is in. */
    @Nullable
    ExchangeList list;

    @Nullable
    MultiplexedConnection connection;

    int streamId;

    /** Which call of all this is: what is told late then finds out that its exchange serves another. */
    long ticket;

    long startedNanos;
    /** When its time is over: waiting until it is begun, and then from its start. */
    long deadlineNanos;

    long timeoutNanos;
    /** Whether it was begun: what was, is never counted as not sent. */
    boolean begun;
    /** Whether its request was written a second time. */
    boolean resent;
    /** Whether a connection is being opened for it. */
    boolean openingConnection;

    boolean needsHeaders;
    boolean needsBody;
    /** Whether the final header fields have come. */
    boolean headed;
    /** Whether the response has come to its last byte. */
    boolean whole;

    long lastByteNanos;
    long bodyBytes;
    long receivedBytes;

    private @Nullable Call call;

    Call call() {
        if (call == null) {
            throw new IllegalStateException("exchange: no call (expected: one until it ends)");
        }
        return call;
    }

    void take(Call newCall, long newTicket, long newTimeoutNanos) {
        call = newCall;
        timeoutNanos = newTimeoutNanos;
        ticket = newTicket;
        begun = false;
        resent = false;
        openingConnection = false;
    }

    /** Gets ready for a response. */
    void await() {
        Call current = call();
        needsHeaders = CallHooks.needsHeaders(current);
        needsBody = CallHooks.needsBody(current);
        headed = false;
        whole = false;
        bodyBytes = 0;
        receivedBytes = 0;
        response.reset();
    }

    /** The promise of the request's last frame, which tells the call when it is written, if that is wanted. */
    ChannelPromise promise(ChannelHandlerContext context, StreamPool pool) {
        ChannelPromise promise = context.newPromise();
        if (CallHooks.timesSending(call())) {
            long asked = ticket;
            promise.addListener(done -> {
                if (done.isSuccess() && ticket == asked && call != null) {
                    CallHooks.written(call, pool.nowNanos());
                }
            });
        }
        return promise;
    }

    void rest() {
        call = null;
        connection = null;
        ticket = 0;
    }

    void received(long nowNanos, int bytes) {
        receivedBytes += bytes;
        call().received(nowNanos, bytes);
    }
}
