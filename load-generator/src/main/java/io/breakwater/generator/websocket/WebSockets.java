package io.breakwater.generator.websocket;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CallHooks;
import io.breakwater.generator.http.ConnectionBudget;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.http.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets of one event loop's virtual users, as a transport of calls that are {@link WebSocketCall}s. Each has a connection
 * of its own, opened while the budget allows it, which requests over HTTP share; beyond it a handshake waits its turn. Confined to its event loop.
 */
public final class WebSockets implements Transport, ConnectionBudget.Holder {

    private static final Logger LOG = LoggerFactory.getLogger(WebSockets.class);

    private final List<Connector> connectors;
    private final ConnectionBudget budget;
    private final EarlyMemory earlyMemory = new EarlyMemory(EarlyMemory.MOST_BYTES);
    private final PoolLimits limits;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final FrameWriter frames;
    private final Set<WebSocketConnection> open = new HashSet<>();
    private final ArrayDeque<WebSocketLink> waiting = new ArrayDeque<>();
    private Consumer<Throwable> defectListener = defect -> LOG.error("WebSockets: a defect of the generator", defect);
    private @Nullable WebSocketLink[] pending = new WebSocketLink[16];
    private int pendingCount;
    /** None of those pending ends before; moved on when it has passed. */
    private long earliestDeadlineNanos = Long.MAX_VALUE;

    private final Response spareResponse = new Response();
    private byte[] readBuffer = new byte[2_048];
    private int opening;
    private long messagesDropped;
    private long messagesPassedOver;
    private boolean serving;
    private boolean closed;

    /**
     * No WebSocket is open.
     *
     * @param connectors open connections, by the run's targets; offer HTTP/1.1 only where there is TLS
     * @param budget     how many connections those may be, together with those of requests
     * @param limits     bounds: of time, and of messages as of response bodies
     * @param nanoClock  {@code System::nanoTime}, or a test's
     * @param random     of keys and masks
     */
    public WebSockets(
            List<Connector> connectors,
            ConnectionBudget budget,
            PoolLimits limits,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.connectors = List.copyOf(connectors);
        this.budget = budget;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.random = random;
        this.frames = new FrameWriter(random);
        budget.join(this);
    }

    /** What a call does with its virtual user's WebSocket; nothing when it is no such call. */
    static @Nullable WebSocketRequest requestOf(Call call) {
        return call instanceof WebSocketCall own ? own.webSocketRequest() : null;
    }

    /** The WebSocket of one more virtual user; not open. */
    public WebSocketLink link() {
        return new WebSocketLink(this);
    }

    /** How many messages came early and found no room. */
    public long messagesDropped() {
        return messagesDropped;
    }

    /** How many messages came while another was awaited. */
    public long messagesPassedOver() {
        return messagesPassedOver;
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        defectListener = listener;
    }

    @Override
    public void submit(Call call) {
        WebSocketRequest request = requestOf(call);
        if (request == null) {
            throw new IllegalArgumentException(
                    "call: " + call.getClass().getSimpleName() + " (expected: one of a step with a WebSocket)");
        }
        call.reset();
        long timeoutNanos = CallHooks.timeoutNanos(call, limits.requestTimeout().toNanos());
        ((WebSocketCall) call).link().submit(call, request, timeoutNanos);
    }

    @Override
    public void sweep() {
        long now = nanoClock.getAsLong();
        if (earliestDeadlineNanos == Long.MAX_VALUE || now - earliestDeadlineNanos < 0) {
            return;
        }
        // Whoever leaves changes places with the last, which has been looked at; newcomers are not due yet.
        for (int i = pendingCount - 1; i >= 0; i--) {
            if (i < pendingCount && now - at(i).deadlineNanos >= 0) {
                WebSocketLink late = at(i);
                // A connection on its way has a limit of its own.
                if (late.isBegun() || !late.isConnecting()) {
                    waiting.remove(late);
                    late.timedOut();
                }
            }
        }
        earliestDeadlineNanos = Long.MAX_VALUE;
        for (int i = 0; i < pendingCount; i++) {
            earliestDeadlineNanos = Math.min(earliestDeadlineNanos, at(i).deadlineNanos);
        }
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        waiting.clear();
        for (int i = pendingCount - 1; i >= 0; i--) {
            if (i < pendingCount && !at(i).isBegun()) {
                at(i).endUnsent(reason);
            }
        }
    }

    @Override
    public void abort() {
        for (int i = pendingCount - 1; i >= 0; i--) {
            if (i < pendingCount && at(i).isBegun()) {
                at(i).aborted();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        while (pendingCount > 0) {
            at(pendingCount - 1).forget();
        }
        for (WebSocketConnection connection : new ArrayList<>(open)) {
            connection.abandon();
        }
    }

    @Override
    public int connections() {
        return open.size() + opening;
    }

    @Override
    public long requestsResent() {
        return 0;
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }

    RandomGenerator random() {
        return random;
    }

    FrameWriter frames() {
        return frames;
    }

    void defect(Throwable cause) {
        defectListener.accept(cause);
    }

    void dropped(int messages) {
        messagesDropped += messages;
    }

    void passedOver() {
        messagesPassedOver++;
    }

    /** An empty response, for what is told outside of a read. */
    Response spareResponse() {
        spareResponse.reset();
        return spareResponse;
    }

    /** A scratch array of at least this length, for the read that is going on. */
    byte[] readBuffer(int length) {
        if (readBuffer.length < length) {
            readBuffer = new byte[Math.max(length, readBuffer.length * 2)];
        }
        return readBuffer;
    }

    /** Does something that nobody up the stack would hear of if it failed. */
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) {
            defect(defect);
        }
    }

    void addPending(WebSocketLink link) {
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, pendingCount * 2);
        }
        link.place = pendingCount;
        pending[pendingCount++] = link;
        earliestDeadlineNanos = Math.min(earliestDeadlineNanos, link.deadlineNanos);
    }

    void removePending(WebSocketLink link) {
        WebSocketLink moved = at(--pendingCount);
        pending[link.place] = moved;
        moved.place = link.place;
        pending[pendingCount] = null;
    }

    private WebSocketLink at(int place) {
        return Objects.requireNonNull(pending[place], "pending");
    }

    /** Opens a connection for a link's handshake, or lets it wait its turn. */
    void connect(WebSocketLink link) {
        if (budget.room() > 0) {
            open(link);
        } else {
            link.waitsSinceNanos = nanoClock.getAsLong();
            waiting.addLast(link);
            budget.askForRoom(this);
        }
    }

    private void open(WebSocketLink link) {
        opening++;
        budget.take();
        link.connecting();
        connectors.get(link.target()).open(new Attempt(link, link.ticket()), this::defect);
    }

    void closed(WebSocketConnection connection) {
        if (open.remove(connection)) {
            budget.giveBack();
        }
    }

    @Override
    public void openForWaiting() {
        // A connection that is refused at once asks again from within; who waits is served by the first, not by a
        // recursion.
        if (serving) {
            return;
        }
        serving = true;
        try {
            while (!closed && !waiting.isEmpty() && budget.room() > 0) {
                open(waiting.pollFirst());
            }
        } finally {
            serving = false;
        }
    }

    @Override
    public boolean closeOneResting() {
        // Each belongs to a virtual user.
        return false;
    }

    @Override
    public long waitsSinceNanos() {
        WebSocketLink longest = waiting.peekFirst();
        return longest == null ? Long.MAX_VALUE : longest.waitsSinceNanos;
    }

    /** Where links keep messages that nobody awaits yet. */
    EarlyMemory earlyMemory() {
        return earlyMemory;
    }

    /** One connection on its way. */
    private final class Attempt implements Connector.Listener {

        private final WebSocketLink link;
        private final long ticket;

        Attempt(WebSocketLink link, long ticket) {
            this.link = link;
            this.ticket = ticket;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // Closing a channel that nobody uses.
        public void opened(Opened opened) {
            opening--;
            if (closed || link.ticket() != ticket) {
                opened.channel().close();
                budget.giveBack();
                return;
            }
            WebSocketConnection connection =
                    new WebSocketConnection(WebSockets.this, link, opened.channel(), limits.responseLimitBytes());
            open.add(connection);
            opened.channel().pipeline().addLast(connection);
            link.connected(connection, opened);
        }

        @Override
        public void notOpened(RequestOutcome outcome, String reason, long tookNanos) {
            opening--;
            if (!closed && link.ticket() == ticket) {
                link.notConnected(outcome, tookNanos);
            }
            budget.giveBack();
        }
    }
}
