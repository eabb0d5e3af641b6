package io.breakwater.generator.http2;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CallHooks;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.Transport;
import io.breakwater.generator.http.Unpacker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's requests to one target over HTTP/2. A call gets a stream on a connection that has room, as the target's
 * {@code SETTINGS_MAX_CONCURRENT_STREAMS} says; or waits its turn, for which further connections are opened while the bound
 * allows it. Confined to its event loop.
 */
public final class StreamPool implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPool.class);

    /** As for HTTP/1.1: a connection that rested this long may meet the target's idle timeout. */
    static final long IDLE_CLOSE_NANOS = 1_000_000_000L;

    /** As for HTTP/1.1: a close that crossed the request on its way comes within one round trip. */
    private static final long CROSSING_NANOS = 20_000_000L;

    private final EventLoop loop;
    private final PoolLimits limits;
    private final LongSupplier nanoClock;
    private final ConnectionSet connections;
    private final RequestFields fields;
    private final Refusal refusal;
    private final Unpacker unpacker;
    private final ReadBuffer readBuffer = new ReadBuffer();
    private final ExchangeList waiting = new ExchangeList();
    private final ExchangeList underWay = new ExchangeList();
    private final ArrayDeque<Exchange> resting = new ArrayDeque<>();
    private Consumer<Throwable> defectListener = defect -> LOG.error("streams: a defect of the generator", defect);
    /** Nobody's time is over before; moved on when it has passed. */
    private long earliestDeadlineNanos = Long.MAX_VALUE;

    private long tickets;
    private long requestsResent;
    private boolean closed;

    /**
     * A pool without connections.
     *
     * @param loop      the event loop that everything happens on
     * @param connector opens its connections; offers {@code h2} and {@code http/1.1} where there is TLS
     * @param limits    its bounds; of connections, not of streams
     * @param nanoClock {@code System::nanoTime}, or a test's
     * @param refusal   takes over when the target does not agree to {@code h2}; without TLS nobody is asked
     */
    public StreamPool(EventLoop loop, Connector connector, PoolLimits limits, LongSupplier nanoClock, Refusal refusal) {
        this.loop = loop;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.refusal = refusal;
        this.unpacker = new Unpacker(limits.responseLimitBytes());
        this.fields = new RequestFields(connector.target().secure() ? "https" : "http");
        this.connections = new ConnectionSet(this, connector, limits);
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        defectListener = listener;
    }

    @Override
    public void submit(Call call) {
        call.reset();
        begin(call);
    }

    @Override
    public void sweep() {
        long now = nanoClock.getAsLong();
        connections.sweep(now);
        if (now < earliestDeadlineNanos) {
            return;
        }
        for (Exchange exchange = underWay.overdue(now); exchange != null; exchange = underWay.overdue(now)) {
            MultiplexedConnection connection = connectionOf(exchange);
            boolean silent = connection.lastReadNanos() < exchange.startedNanos;
            fail(exchange, RequestOutcome.REQUEST_TIMED_OUT);
            if (silent) {
                // Nothing came for any stream all the while: the next ones shall not be lost on it too.
                connection.retire();
            }
        }
        for (Exchange exchange = waiting.overdue(now); exchange != null; exchange = waiting.overdue(now)) {
            endUnsent(exchange, NotSentReason.NO_CONNECTION);
        }
        earliestDeadlineNanos = Math.min(waiting.earliestDeadlineNanos(), underWay.earliestDeadlineNanos());
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        for (Exchange exchange = waiting.first(); exchange != null; exchange = waiting.first()) {
            endUnsent(exchange, reason);
        }
    }

    @Override
    public void abort() {
        for (Exchange exchange = underWay.first(); exchange != null; exchange = underWay.first()) {
            fail(exchange, RequestOutcome.ABORTED);
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        underWay.clear();
        connections.abandon();
        unpacker.close();
    }

    @Override
    public int connections() {
        return connections.size();
    }

    @Override
    public long requestsResent() {
        return requestsResent;
    }

    void defect(Throwable cause) {
        defectListener.accept(cause);
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }

    /** The largest body that its response may have. */
    long limitBytes(Exchange exchange) {
        return exchange.needsBody ? limits.responseLimitBytes() : limits.passedLimitBytes();
    }

    ReadBuffer readBuffer() {
        return readBuffer;
    }

    /** Does something that nobody up the stack would hear of if it failed. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) {
            defect(defect);
        }
    }

    private void begin(Call call) {
        Exchange exchange = resting.isEmpty() ? new Exchange() : resting.pop();
        exchange.take(
                call,
                ++tickets,
                CallHooks.timeoutNanos(call, limits.requestTimeout().toNanos()));
        enqueue(exchange);
    }

    private void enqueue(Exchange exchange) {
        MultiplexedConnection connection = waiting.first() == null ? connections.findRoom() : null;
        if (connection != null) {
            send(exchange, connection);
            return;
        }
        if (!exchange.begun) {
            limit(exchange, CallHooks.firstStartNanos(exchange.call(), nanoClock.getAsLong()));
        }
        exchange.openingConnection = false;
        waiting.addLast(exchange);
        openForWaiting();
    }

    /** A connection has room again: it goes to those who have waited longest. */
    void hasRoom(MultiplexedConnection connection) {
        connections.hasRoom(connection);
        serveWaiting();
        openForWaiting();
    }

    /** A connection may be used from now on. */
    void ready(MultiplexedConnection connection, Opening attempt) {
        connections.opened(attempt, connection);
        if (closed) {
            connection.abandon();
            return;
        }
        if (attempt.releaseOwner() && connection.hasRoom()) {
            // Only the request that it was opened for tells how long that took.
            connection.tellOpening(attempt);
            waiting.remove(attempt.owner());
            send(attempt.owner(), connection);
        }
        hasRoom(connection);
    }

    /** A connection could not be opened: whom it was opened for hears why, others have one opened for themselves. */
    void openingFailed(Opening attempt, RequestOutcome outcome) {
        connections.failed(attempt);
        if (attempt.ownerWaits()) {
            Exchange owner = attempt.owner();
            waiting.remove(owner);
            if (!owner.begun) {
                owner.call().begin(attempt.begunNanos(), nanoClock.getAsLong() - attempt.begunNanos(), 0, 0);
            }
            failed(owner, outcome);
        }
        openSoon();
    }

    /** The target does not agree to HTTP/2, as the TLS handshake said. */
    void refused(Opening attempt, Opened opened) {
        connections.failed(attempt);
        refusal.refused(opened);
        for (Exchange exchange = waiting.first(); exchange != null && !closed; exchange = waiting.first()) {
            waiting.remove(exchange);
            Call call = exchange.call();
            release(exchange);
            refusal.submit(call);
        }
    }

    /** A connection is no longer fit for anything: tells all its calls. */
    void broken(MultiplexedConnection connection, RequestOutcome outcome) {
        for (Exchange exchange = underWay.first(); exchange != null; ) {
            Exchange following = exchange.next;
            if (exchange.connection == connection) {
                connection.detach(exchange);
                failed(exchange, outcome);
                // What the call did meanwhile may have moved its neighbours: look again from the start.
                following = underWay.first();
            }
            exchange = following;
        }
        connection.abandon();
    }

    /** A connection has closed; its streams' calls were told. */
    void closed(MultiplexedConnection connection) {
        connections.closed(connection);
        openSoon();
    }

    /** Not from here: a refused connect may come back at once, and a long queue would be a deep recursion. */
    private void openSoon() {
        if (waiting.first() != null) {
            loop.execute(() -> guarded(this::openForWaiting));
        }
    }

    private void limit(Exchange exchange, long sinceNanos) {
        exchange.deadlineNanos = sinceNanos + exchange.timeoutNanos;
        earliestDeadlineNanos = Math.min(earliestDeadlineNanos, exchange.deadlineNanos);
    }

    private void serveWaiting() {
        for (Exchange exchange = waiting.first(); exchange != null; exchange = waiting.first()) {
            MultiplexedConnection connection = connections.findRoom();
            if (connection == null) {
                return;
            }
            waiting.remove(exchange);
            send(exchange, connection);
        }
    }

    /** Sends an exchange's request, unless it cannot be rendered: the call has then ended. */
    private void send(Exchange exchange, MultiplexedConnection connection) {
        Call call = exchange.call();
        exchange.openingConnection = false;
        ByteBuf request = CallHooks.render(call, connection.channel().alloc());
        if (request == null) {
            endUnsent(exchange, CallHooks.missing(call));
            return;
        }
        exchange.await();
        Http2Headers head = fields.read(request);
        long now = nanoClock.getAsLong();
        if (!exchange.begun) {
            exchange.begun = true;
            exchange.startedNanos = now;
            limit(exchange, CallHooks.firstStartNanos(call, now));
        }
        underWay.addLast(exchange);
        Opening opened = connection.takeOpening();
        long sentBytes = connection.write(exchange, head, request, now);
        if (opened == null) {
            call.begin(now, 0, 0, sentBytes);
        } else {
            call.lookedUpIn(opened.lookUpNanos());
            call.begin(now, opened.connectNanos(), opened.tlsNanos(), sentBytes);
        }
    }

    void responded(Exchange exchange) {
        if (closed) {
            return;
        }
        underWay.remove(exchange);
        long lastByteNanos = exchange.lastByteNanos;
        Call call = exchange.call();
        RequestOutcome unpacked = exchange.needsBody ? unpacker.unpack(exchange.response) : null;
        boolean goesOn = false;
        if (unpacked == null) {
            goesOn = CallHooks.responded(call, lastByteNanos, exchange.response);
        } else {
            CallHooks.failed(call, lastByteNanos, unpacked);
        }
        release(exchange);
        if (goesOn && !closed) {
            begin(call);
        }
    }

    /** Ends an exchange's stream, and then its call. */
    void fail(Exchange exchange, RequestOutcome outcome) {
        connectionOf(exchange).cancel(exchange);
        failed(exchange, outcome);
    }

    /** The exchange's stream is no longer its own: ends its call. */
    void failed(Exchange exchange, RequestOutcome outcome) {
        if (closed) {
            return;
        }
        underWay.remove(exchange);
        Call call = exchange.call();
        release(exchange);
        CallHooks.failed(call, nanoClock.getAsLong(), outcome);
    }

    /** The stream is gone without an answer: with its connection, or because the target refused to look at it. */
    void lost(Exchange exchange, MultiplexedConnection connection) {
        boolean unseen = connection.wasRefused(exchange) || crossedAnIdleTimeout(exchange, connection);
        if (!closed && unseen && exchange.receivedBytes == 0 && !exchange.resent) {
            underWay.remove(exchange);
            exchange.resent = true;
            requestsResent++;
            enqueue(exchange);
        } else {
            failed(exchange, RequestOutcome.CONNECTION_CLOSED);
        }
    }

    private boolean crossedAnIdleTimeout(Exchange exchange, MultiplexedConnection connection) {
        return !connection.channel().isActive()
                && connection.restedBefore(exchange)
                && nanoClock.getAsLong() - exchange.startedNanos <= CROSSING_NANOS;
    }

    private void release(Exchange exchange) {
        exchange.rest();
        resting.push(exchange);
    }

    private void endUnsent(Exchange exchange, NotSentReason reason) {
        waiting.remove(exchange);
        Call call = exchange.call();
        release(exchange);
        call.endUnsent(nanoClock.getAsLong(), reason);
    }

    private static MultiplexedConnection connectionOf(Exchange exchange) {
        MultiplexedConnection connection = exchange.connection;
        if (connection == null) {
            throw new IllegalStateException("exchange: no connection (expected: one while it is under way)");
        }
        return connection;
    }

    /** Opens connections for those who wait beyond what those under way will take, as far as the bound allows. */
    private void openForWaiting() {
        for (Exchange exchange = waiting.first();
                exchange != null
                        && !closed
                        && connections.expectedStreams() < waiting.size()
                        && connections() < limits.connections();
                exchange = exchange.next) {
            if (!exchange.openingConnection) {
                exchange.openingConnection = true;
                connections.open(exchange);
            }
        }
    }
}
