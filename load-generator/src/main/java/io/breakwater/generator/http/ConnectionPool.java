package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop to one target. A call gets an idle connection, or opens one while the bound allows it,
 * or waits its turn. The last connection that came free goes out first, so that surplus ones rest and the target may close
 * them. Confined to its event loop.
 */
public final class ConnectionPool implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    /** A connection that rested this long may meet the target's idle timeout; common ones are 5 s and more. */
    static final long IDLE_CLOSE_NANOS = 1_000_000_000L;

    /**
     * A close that crossed the request on its way comes within one round trip; where the target is tested, that is a few
     * milliseconds. Later than this the target has read the request and closed on it, which is a failure of its own.
     */
    static final long CROSSING_NANOS = 20_000_000L;

    private final EventLoop loop;
    private final PoolLimits limits;
    private final LongSupplier nanoClock;
    private final Bootstrap bootstrap;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> open = new HashSet<>();
    private final CallList waiting = new CallList();
    private final CallList underWay = new CallList();
    private Consumer<Throwable> defectListener = defect -> LOG.error("connections: a defect of the generator", defect);
    private byte[] readBuffer = new byte[2_048];
    private int opening;
    private long tickets;
    private long requestsResent;
    private boolean closed;

    /**
     * A pool without connections.
     *
     * @param loop        the event loop that everything happens on
     * @param channelType the loop's kind of socket
     * @param target      the resolved address
     * @param limits      its bounds
     * @param nanoClock   {@code System::nanoTime}, or a test's
     */
    public ConnectionPool(
            EventLoop loop,
            Class<? extends Channel> channelType,
            SocketAddress target,
            PoolLimits limits,
            LongSupplier nanoClock) {
        this.loop = loop;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .remoteAddress(target)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, limits.connectTimeout().toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new Connection(ConnectionPool.this, channel, limits.responseLimitBytes()));
                    }
                });
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
        long timeoutNanos = limits.requestTimeout().toNanos();
        for (Call call = underWay.first(); call != null && now - call.startedNanos() >= timeoutNanos; ) {
            Connection connection = connectionOf(call);
            fail(connection, RequestOutcome.REQUEST_TIMED_OUT);
            call = underWay.first();
        }
        for (Call call = waiting.first(); call != null && now - call.waitingSinceNanos >= timeoutNanos; ) {
            Call following = call.next;
            // Who waits for a connection of its own hears of the connect timeout instead.
            if (!call.openingOwnConnection) {
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
        for (Call call = underWay.first(); call != null; call = underWay.first()) {
            fail(connectionOf(call), RequestOutcome.ABORTED);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Call call = waiting.first(); call != null; call = waiting.first()) {
            leaveQueue(call);
        }
        for (Call call = underWay.first(); call != null; call = underWay.first()) {
            underWay.remove(call);
        }
        for (Connection connection : new ArrayList<>(open)) {
            connection.abandon();
        }
    }

    @Override
    public int connections() {
        return open.size() + opening;
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

    /** A scratch array of at least this length, for the read that is going on. */
    byte[] readBuffer(int length) {
        if (readBuffer.length < length) {
            readBuffer = new byte[Math.max(length, readBuffer.length * 2)];
        }
        return readBuffer;
    }

    void responded(Connection connection, Call call, Response response, boolean reusable) {
        underWay.remove(call);
        call.connection = null;
        boolean goesOn = call.responded(nanoClock.getAsLong(), response);
        if (goesOn) {
            call.reset();
        }
        if (reusable && !closed) {
            if (!goesOn || !send(call, connection, 0)) {
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
            call.failed(nanoClock.getAsLong(), outcome);
        }
    }

    void closed(Connection connection) {
        open.remove(connection);
        idle.remove(connection);
        Call call = connection.call();
        if (call != null) {
            if (!closed && crossedAnIdleTimeout(connection, call)) {
                underWay.remove(call);
                call.connection = null;
                connection.abandon();
                requestsResent++;
                enqueue(call);
            } else {
                fail(connection, RequestOutcome.CONNECTION_CLOSED);
            }
        }
        openForWaiting();
    }

    private boolean crossedAnIdleTimeout(Connection connection, Call call) {
        return connection.mayHaveBeenClosedWhileIdle()
                && call.receivedBytes() == 0
                && call.attempts == 1
                && nanoClock.getAsLong() - call.startedNanos() <= CROSSING_NANOS;
    }

    private Connection connectionOf(Call call) {
        Connection connection = call.connection;
        if (connection == null) {
            throw new IllegalStateException("call: no connection (expected: one while it is under way)");
        }
        return connection;
    }

    private void enqueue(Call call) {
        for (Connection free = idle.pollLast(); free != null; free = idle.pollLast()) {
            if (free.channel().isActive()) {
                if (!send(call, free, 0)) {
                    release(free);
                }
                return;
            }
        }
        call.waitingSinceNanos = nanoClock.getAsLong();
        call.openingOwnConnection = false;
        call.ticket = ++tickets;
        waiting.addLast(call);
        if (connections() < limits.connections()) {
            openFor(call);
        }
    }

    /** Sends the call's request; false when it could not be rendered, in which case the call has ended. */
    private boolean send(Call call, Connection connection, long connectNanos) {
        ByteBuf request = call.render(connection.channel().alloc());
        if (request == null) {
            call.endUnsent(nanoClock.getAsLong(), call.missing());
            return false;
        }
        call.connection = connection;
        long now = nanoClock.getAsLong();
        call.begin(now, connectNanos, 0, request.readableBytes());
        underWay.addByStart(call);
        connection.write(call, request, now);
        return true;
    }

    /** Gives a free connection to whoever has waited longest, or lets it rest. */
    private void release(Connection connection) {
        for (Call call = waiting.first(); call != null; call = waiting.first()) {
            leaveQueue(call);
            if (send(call, connection, 0)) {
                return;
            }
        }
        idle.addLast(connection);
    }

    private void openFor(Call call) {
        opening++;
        call.openingOwnConnection = true;
        long begunNanos = nanoClock.getAsLong();
        long ticket = call.ticket;
        ChannelFuture connect = bootstrap.connect();
        // Without a socket, as when the process may open no more, the connect ends on a thread that is not this loop.
        connect.addListener(done -> {
            Runnable connected = () -> guarded(() -> connected(connect, call, ticket, begunNanos));
            if (loop.inEventLoop()) {
                connected.run();
            } else {
                loop.execute(connected);
            }
        });
    }

    /** Does something that nobody up the stack would hear of if it failed. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) {
            defect(defect);
        }
    }

    private void connected(ChannelFuture connect, Call owner, long ticket, long begunNanos) {
        opening--;
        // A call is reused: it is still the one that this connection was opened for only while its ticket is the same.
        boolean stillWaits = owner.ticket == ticket;
        if (!connect.isSuccess()) {
            if (stillWaits) {
                leaveQueue(owner);
                if (owner.attempts == 0) {
                    owner.begin(begunNanos, nanoClock.getAsLong() - begunNanos, 0, 0);
                }
                owner.failed(
                        nanoClock.getAsLong(),
                        connect.cause() instanceof ConnectTimeoutException
                                ? RequestOutcome.CONNECT_TIMED_OUT
                                : RequestOutcome.CONNECT_FAILED);
            }
            // Not from here: a refused connect may come back at once, and a long queue would be a deep recursion.
            loop.execute(() -> guarded(this::openForWaiting));
            return;
        }
        Connection connection = connect.channel().pipeline().get(Connection.class);
        open.add(connection);
        if (closed) {
            connection.abandon();
        } else if (stillWaits) {
            leaveQueue(owner);
            if (!send(owner, connection, nanoClock.getAsLong() - begunNanos)) {
                release(connection);
            }
        } else {
            release(connection);
        }
    }

    private void leaveQueue(Call call) {
        waiting.remove(call);
        call.openingOwnConnection = false;
        call.ticket = 0;
    }

    /** Opens connections for those who wait without one under way for them, as far as the bound allows. */
    private void openForWaiting() {
        List<Call> without = new ArrayList<>();
        int room = limits.connections() - connections();
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
