package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time in the hands of a {@link Transport}; whoever extends it hears what comes of the request by
 * exactly one of {@link #responded}, {@link #failed} and {@link #notSent}. Reused from request to request. It is its own list
 * node, so that waiting and being under way allocate nothing.
 */
public abstract class Call {

    @Nullable
    Call previous;

    @Nullable
    Call next;

    @Nullable
    Connection connection;

    long waitingSinceNanos;
    /** Which stay in the queue this is; 0 when it is in none. */
    long ticket;

    boolean openingOwnConnection;
    /** How often the request was begun; the second time follows a close that crossed the first on its way. */
    int attempts;

    private long startedNanos;
    private long firstByteNanos;
    private long connectNanos;
    private long tlsNanos;
    private long sentBytes;
    private long receivedBytes;

    /** For subclasses. */
    protected Call() {}

    /**
     * The request's bytes; called just before they are written, outside of the service time.
     *
     * @return nothing when a token or a value is missing; the call then hears that it ends
     */
    protected abstract @Nullable ByteBuf render(ByteBufAllocator allocator);

    /** Which of the run's targets it goes to: an index, 0 being the scenario's own. */
    protected int target() {
        return 0;
    }

    /** Whether the response's header fields have to be kept. */
    protected boolean needsHeaders() {
        return false;
    }

    /** What was missing when {@link #render} returned nothing. */
    protected NotSentReason missing() {
        return NotSentReason.TOKEN_MISSING;
    }

    /** Whether the response's body has to be kept. */
    protected abstract boolean needsBody();

    /**
     * A whole response has come.
     *
     * @param nowNanos when its last byte had come
     * @param response what came; not to be touched after this returns
     * @return whether this call has a further request, which then goes out on the same connection where that is possible
     */
    protected abstract boolean responded(long nowNanos, Response response);

    /** No whole response has come, and none will. */
    protected abstract void failed(long nowNanos, RequestOutcome outcome);

    /** The request was never begun. */
    protected abstract void notSent(NotSentReason reason);

    /** When the request was first written, or its connection was tried; {@code System.nanoTime()} of this process. */
    protected final long startedNanos() {
        return startedNanos;
    }

    /** Whether the request was written, or its connection tried. */
    protected final boolean isBegun() {
        return attempts > 0;
    }

    /** From the actual start to the first byte of the response; 0 when none came. */
    protected final long firstByteNanos() {
        return receivedBytes == 0 ? 0 : firstByteNanos;
    }

    /** How long the connection took to open, without TLS, when it was opened for this request; otherwise 0. */
    protected final long connectNanos() {
        return connectNanos;
    }

    /** How long the TLS handshake took, when it was made for this request; otherwise 0. */
    protected final long tlsNanos() {
        return tlsNanos;
    }

    /** Bytes of the request. */
    protected final long sentBytes() {
        return sentBytes;
    }

    /** Bytes of the response, as far as it came. */
    protected final long receivedBytes() {
        return receivedBytes;
    }

    /** Notes that it is new. For transports, first of all. */
    public final void reset() {
        attempts = 0;
    }

    /** Notes that it is being written, or that its connection was tried in vain. For transports. */
    public final void begin(long nowNanos, long newConnectNanos, long newTlsNanos, long newSentBytes) {
        if (attempts++ == 0) {
            this.startedNanos = nowNanos;
        }
        this.connectNanos = newConnectNanos;
        this.tlsNanos = newTlsNanos;
        this.sentBytes = newSentBytes;
        this.firstByteNanos = 0;
        this.receivedBytes = 0;
    }

    /**
     * Ends it short of a connection or of a token. What was begun once met a close, and is never counted as not sent. For
     * transports.
     */
    public final void endUnsent(long nowNanos, NotSentReason reason) {
        if (attempts == 0) {
            notSent(reason);
        } else {
            failed(nowNanos, RequestOutcome.CONNECTION_CLOSED);
        }
    }

    /** Notes bytes of the response. For transports. */
    public final void received(long nowNanos, int bytes) {
        if (receivedBytes == 0) {
            firstByteNanos = nowNanos - startedNanos;
        }
        receivedBytes += bytes;
    }
}
