package io.breakwater.generator.http2;

import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.PoolLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of a {@link StreamPool}, open and opening. Confined to its event loop. */
final class ConnectionSet {

    /** What a connection is believed to take until one has told; RFC 9113, section 6.5.2 asks for no fewer. */
    private static final int EXPECTED_STREAMS = 100;

    private final StreamPool pool;
    private final Connector connector;
    private final PoolLimits limits;
    private final Set<MultiplexedConnection> open = new HashSet<>();
    private final List<Opening> opening = new ArrayList<>();
    private final ArrayDeque<MultiplexedConnection> withRoom = new ArrayDeque<>();
    private int expectedStreams = EXPECTED_STREAMS;

    ConnectionSet(StreamPool pool, Connector connector, PoolLimits limits) {
        this.pool = pool;
        this.connector = connector;
        this.limits = limits;
    }

    /** How many are open or opening. */
    int size() {
        return open.size() + opening.size();
    }

    /** Begins one for this exchange, which hears if it fails. */
    void open(Exchange owner) {
        long now = pool.nowNanos();
        long deadlineNanos = now + limits.connectTimeout().toNanos();
        Opening attempt = new Opening(pool, owner, connector.target().secure(), now, deadlineNanos);
        opening.add(attempt);
        connector.open(attempt, pool::defect);
    }

    /** How many waiting calls those that are opening will serve, as far as anybody knows. */
    long expectedStreams() {
        return (long) opening.size() * expectedStreams;
    }

    void opened(Opening attempt, MultiplexedConnection connection) {
        opening.remove(attempt);
        attempt.succeeded();
        open.add(connection);
    }

    void failed(Opening attempt) {
        opening.remove(attempt);
    }

    void closed(MultiplexedConnection connection) {
        open.remove(connection);
    }

    /** Notes that a connection has room, if it has. */
    void hasRoom(MultiplexedConnection connection) {
        expectedStreams = Math.max(1, connection.mostStreams());
        if (!connection.listed && connection.hasRoom()) {
            connection.listed = true;
            withRoom.addLast(connection);
        }
    }

    /** One with room, always the same while it has any, so that there are few; nothing when there is none. */
    @Nullable
    MultiplexedConnection findRoom() {
        for (MultiplexedConnection last = withRoom.peekLast(); last != null; last = withRoom.peekLast()) {
            if (last.hasRoom()) {
                return last;
            }
            withRoom.pollLast();
            last.listed = false;
        }
        return null;
    }

    void sweep(long nowNanos) {
        for (int i = opening.size() - 1; i >= 0; i--) {
            opening.get(i).sweep(nowNanos);
        }
    }

    /** Closes them all, and tells nobody. */
    void abandon() {
        for (MultiplexedConnection connection : new ArrayList<>(open)) {
            connection.abandon();
        }
        for (Opening attempt : opening) {
            attempt.abandon();
        }
        opening.clear();
    }
}
