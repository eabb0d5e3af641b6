package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP/1.1 connections of one event loop to one target. A call gets an idle connection, or opens one while the bound allows
 * it, or waits its turn. The last connection that came free goes out first, so that surplus ones rest and the target may close
 * them. Confined to its event loop.
 */
public final class ConnectionPool implements Transport, ConnectionBudget.Holder {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    /** A connection that rested this long may meet the target's idle timeout; common ones are 5 s and more. */
    static final long IDLE_CLOSE_NANOS = 1_000_000_000L;

    /**
     * A close that crossed the request on its way comes within one round trip; where the target is tested, that is a few
     * milliseconds. Later than this the target has read the request and closed on it, which is a failure of its own.
     */
    static final long CROSSING_NANOS = 20_000_000L;

    private final EventLoop loop;
    private final Connector connector;
    private final ConnectionBudget budget;
    private final PoolLimits limits;
    private final LongSupplier nanoClock;
    private final Unpacker unpacker;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> open = new HashSet<>();
    private final CallList waiting = new CallList();
    private final UnderWay underWay;
    private Consumer<Throwable> defectListener = defect -> LOG.error("connections: a defect of the generator", defect);
    private byte[] readBuffer = new byte[2_048];
    private int opening;
    private long tickets;
    private long requestsResent;
    private boolean closed;

    /**
     * A pool without connections.
     *
     * @param loop      the event loop that everything happens on
     * @param connector opens its connections
     * @param budget    how many those may be, together with those of other pools
     * @param limits    its bounds
     * @param nanoClock {@code System::nanoTime}, or a test's
     */
    public ConnectionPool(
            EventLoop loop, Connector connector, ConnectionBudget budget, PoolLimits limits, LongSupplier nanoClock) {
        this.loop = loop;
        this.connector = connector;
        this.budget = budget;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.unpacker = new Unpacker(limits.responseLimitBytes());
        this.underWay = new UnderWay(limits.requestTimeout().toNanos());
        budget.join(this);
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        defectListener = listener;
    }

    @Override
    public void submit(Call call) {
        call.reset();
        enqueue(call);
    }

    @Override
    public void sweep() {
        long now = nanoClock.getAsLong();
        for (Call call = underWay.overdue(now); call != null; call = underWay.overdue(now)) {
            fail(connectionOf(call), RequestOutcome.REQUEST_TIMED_OUT);
        }
        long shortestNanos = underWay.shortestLimitNanos();
        for (Call call = waiting.first(); call != null && now - call.waitingSinceNanos >= shortestNanos; ) {
            Call following = call.next;
            long sinceNanos = call.isBegun() ? call.startedNanos() : call.waitingSinceNanos;
            // Who waits for a connection of its own hears of the connect timeout instead.
            if (!call.openingOwnConnection && now - sinceNanos >= underWay.limitNanos(call)) {
                leaveQueue(call);
                call.endUnsent(now, NotSentReason.NO_CONNECTION);
            }
            call = following;
        }
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        for (Call call = waiting.first(); call != null; call = waiting.first()) {
            leaveQueue(call);
            call.endUnsent(nanoClock.getAsLong(), reason);
        }
    }

    @Override
    public void abort() {
        for (Call call = underWay.any(); call != null; call = underWay.any()) {
            fail(connectionOf(call), RequestOutcome.ABORTED);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Call call = waiting.first(); call != null; call = waiting.first()) {
            leaveQueue(call);
        }
        for (Call call = underWay.any(); call != null; call = underWay.any()) {
            underWay.remove(call);
        }
        for (Connection connection : new ArrayList<>(open)) {
            connection.abandon();
        }
        unpacker.close();
    }

    @Override
    public int connections() {
        return open.size() + opening;
    }

    @Override
    public long requestsResent() {
        return requestsResent;
    }

    /** Where it leads. */
    public Target target() {
        return connector.target();
    }

    /** Takes over a connection that was opened elsewhere and found to speak HTTP/1.1. */
    public void adopt(Opened opened) {
        budget.take();
        release(connection(opened));
    }

    void defect(Throwable cause) {
        defectListener.accept(cause);
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }

    /** A scratch array of at least this length, for the read that is going on. */
    byte[] readBuffer(int length) {
        if (readBuffer.length < length) {
            readBuffer = new byte[Math.max(length, readBuffer.length * 2)];
        }
        return readBuffer;
    }

    void responded(Connection connection, Call call, Response response, long lastByteNanos, boolean reusable) {
        underWay.remove(call);
        call.connection = null;
        RequestOutcome unpacked = call.needsBody() ? unpacker.unpack(response) : null;
        boolean goesOn = false;
        if (unpacked == null) {
            goesOn = call.respond(lastByteNanos, response);
        } else {
            call.fail(lastByteNanos, unpacked);
        }
        if (reusable && !closed) {
            if (!goesOn || !send(call, connection, null)) {
                release(connection);
            }
        } else {
            connection.abandon();
            if (goesOn) {
                enqueue(call);
            }
        }
    }

    void fail(Connection connection, RequestOutcome outcome) {
        Call call = connection.call();
        connection.abandon();
        if (call != null) {
            underWay.remove(call);
            call.connection = null;
            call.fail(nanoClock.getAsLong(), outcome);
        }
    }

    void closed(Connection connection) {
        idle.remove(connection);
        Call call = connection.call();
        if (call != null) {
            if (!closed && crossedAnIdleTimeout(connection, call)) {
                underWay.remove(call);
                call.connection = null;
                connection.abandon();
                requestsResent++;
                call.noteResent();
                enqueue(call);
            } else {
                fail(connection, RequestOutcome.CONNECTION_CLOSED);
            }
        }
        if (open.remove(connection)) {
            budget.giveBack();
        }
    }

    private boolean crossedAnIdleTimeout(Connection connection, Call call) {
        return connection.mayHaveBeenClosedWhileIdle()
                && call.answerBytes() == 0
                && call.mayBeResent()
                && nanoClock.getAsLong() - connection.writtenNanos() <= CROSSING_NANOS;
    }

    private static Connection connectionOf(Call call) {
        Connection connection = call.connection;
        if (connection == null) {
            throw new IllegalStateException("call: no connection (expected: one while it is under way)");
        }
        return connection;
    }

    private void enqueue(Call call) {
        for (Connection free = idle.pollLast(); free != null; free = idle.pollLast()) {
            if (free.channel().isActive()) {
                if (!send(call, free, null)) {
                    release(free);
                }
                return;
            }
        }
        call.waitingSinceNanos = nanoClock.getAsLong();
        call.openingOwnConnection = false;
        call.ticket = ++tickets;
        waiting.addLast(call);
        if (budget.room() > 0) {
            openFor(call);
        } else {
            budget.askForRoom(this);
        }
    }

    /** Sends the call's request; false when it could not be rendered, in which case the call has ended. */
    private boolean send(Call call, Connection connection, @Nullable Opened opened) {
        ByteBuf request = call.requestBytes(connection.channel().alloc());
        if (request == null) {
            call.endUnsent(nanoClock.getAsLong(), call.missing());
            return false;
        }
        call.connection = connection;
        long now = nanoClock.getAsLong();
        if (opened == null) {
            call.begin(now, 0, 0, request.readableBytes());
        } else {
            call.lookedUpIn(opened.lookUpNanos());
            call.begin(now, opened.connectNanos(), opened.tlsNanos(), request.readableBytes());
        }
        underWay.add(call);
        connection.write(call, request, now);
        return true;
    }

    /** Gives a free connection to whoever has waited longest, or lets it rest. */
    private void release(Connection connection) {
        if (budget.isWantedElsewhere(this)) {
            connection.abandon();
            return;
        }
        for (Call call = waiting.first(); call != null; call = waiting.first()) {
            leaveQueue(call);
            if (send(call, connection, null)) {
                return;
            }
        }
        idle.addLast(connection);
    }

    @Override
    public boolean closeOneResting() {
        Connection resting = idle.pollFirst();
        if (resting == null) {
            return false;
        }
        resting.abandon();
        return true;
    }

    @Override
    public long waitsSinceNanos() {
        Call longest = waiting.first();
        return longest == null ? Long.MAX_VALUE : longest.waitingSinceNanos;
    }

    private void openFor(Call call) {
        opening++;
        budget.take();
        call.openingOwnConnection = true;
        long begunNanos = nanoClock.getAsLong();
        long ticket = call.ticket;
        connector.open(
                new Connector.Listener() {
                    @Override
                    public void opened(Opened opened) {
                        opening--;
                        ConnectionPool.this.opened(opened, call, ticket);
                    }

                    @Override
                    public void notOpened(RequestOutcome outcome, String reason, long tookNanos) {
                        opening--;
                        ConnectionPool.this.notOpened(outcome, call, ticket, begunNanos, tookNanos);
                    }
                },
                this::defect);
    }

    private void opened(Opened opened, Call owner, long ticket) {
        Connection connection = connection(opened);
        if (closed) {
            connection.abandon();
        } else if (owner.ticket == ticket) {
            leaveQueue(owner);
            if (!send(owner, connection, opened)) {
                release(connection);
            }
        } else {
            release(connection);
        }
    }

    private Connection connection(Opened opened) {
        Connection connection = new Connection(this, opened.channel(), limits);
        opened.channel().pipeline().addLast(connection);
        open.add(connection);
        return connection;
    }

    private void notOpened(RequestOutcome outcome, Call owner, long ticket, long begunNanos, long tookNanos) {
        // A call is reused: it is still the one that this connection was opened for only while its ticket is the same.
        if (owner.ticket == ticket && !closed) {
            leaveQueue(owner);
            if (!owner.isBegun()) {
                owner.begin(begunNanos, tookNanos, 0, 0);
            }
            owner.fail(nanoClock.getAsLong(), outcome);
        }
        // Not from here: a refused connect may come back at once, and a long queue would be a deep recursion.
        loop.execute(() -> {
            try {
                budget.giveBack();
            } catch (Throwable defect) {
                defect(defect);
            }
        });
    }

    private void leaveQueue(Call call) {
        waiting.remove(call);
        call.openingOwnConnection = false;
        call.ticket = 0;
    }

    @Override
    public void openForWaiting() {
        List<Call> without = new ArrayList<>();
        int room = budget.room();
        for (Call call = waiting.first(); call != null && without.size() < room; call = call.next) {
            if (!call.openingOwnConnection) {
                without.add(call);
            }
        }
        for (Call call : without) {
            openFor(call);
        }
    }
}
