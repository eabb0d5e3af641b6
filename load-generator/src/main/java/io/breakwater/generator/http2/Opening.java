package io.breakwater.generator.http2;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.Opened;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way: TCP, TLS where there is one, then the target's SETTINGS, before which nobody knows how many streams
 * it takes. Confined to its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Closing a channel that nobody uses.
final class Opening implements Connector.Listener {

    private final StreamPool pool;
    private final Exchange owner;
    private final long ticket;
    private final boolean secure;
    private final long begunNanos;
    private final long deadlineNanos;

    private @Nullable Channel channel;
    private long lookUpNanos;
    private long connectNanos;
    private long tlsNanos;
    private boolean over;

    /**
     * One that is about to begin.
     *
     * @param owner         whom it is opened for
     * @param secure        whether there is TLS, in which HTTP/2 must be agreed on
     * @param begunNanos    now
     * @param deadlineNanos until when the SETTINGS must have come
     */
    Opening(StreamPool pool, Exchange owner, boolean secure, long begunNanos, long deadlineNanos) {
        this.pool = pool;
        this.owner = owner;
        this.ticket = owner.ticket;
        this.secure = secure;
        this.begunNanos = begunNanos;
        this.deadlineNanos = deadlineNanos;
    }

    Exchange owner() {
        return owner;
    }

    long begunNanos() {
        return begunNanos;
    }

    long lookUpNanos() {
        return lookUpNanos;
    }

    long connectNanos() {
        return connectNanos;
    }

    long tlsNanos() {
        return tlsNanos;
    }

    /** Whether the exchange that it was begun for waits for it still. */
    boolean ownerWaits() {
        return owner.ticket == ticket && owner.openingConnection;
    }

    /** Lets the owner wait like any other, so that its time counts; returns whether it waited for this until now. */
    boolean releaseOwner() {
        boolean waited = ownerWaits();
        if (waited) {
            owner.openingConnection = false;
        }
        return waited;
    }

    @Override
    public void opened(Opened opened) {
        if (over) {
            opened.channel().close();
            return;
        }
        channel = opened.channel();
        lookUpNanos = opened.lookUpNanos();
        connectNanos = opened.connectNanos();
        tlsNanos = opened.tlsNanos();
        if (secure && !opened.http2()) {
            over = true;
            pool.refused(this, opened);
            return;
        }
        MultiplexedConnection connection = new MultiplexedConnection(pool, opened.channel());
        connection.openedBy(this);
        opened.channel().pipeline().addLast(connection.handler());
        // The preface, which Netty writes when the handler is added but does not flush.
        opened.channel().flush();
    }

    @Override
    public void notOpened(RequestOutcome outcome, String reason, long tookNanos) {
        fail(outcome);
    }

    /** The target's SETTINGS have come. */
    void succeeded() {
        over = true;
    }

    void sweep(long nowNanos) {
        // Before there is a connection, the connector has a deadline of its own.
        if (channel != null && nowNanos - deadlineNanos >= 0) {
            fail(RequestOutcome.CONNECT_TIMED_OUT);
        }
    }

    void fail(RequestOutcome outcome) {
        if (!over) {
            abandon();
            pool.openingFailed(this, outcome);
        }
    }

    /** Gives it up, and tells nobody. */
    void abandon() {
        over = true;
        if (channel != null) {
            channel.close();
        }
    }
}
