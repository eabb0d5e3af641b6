package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.CookieJar;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.sample.Exchange;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Values;
import io.breakwater.generator.websocket.WebSocketCall;
import io.breakwater.generator.websocket.WebSocketLink;
import io.breakwater.generator.websocket.WebSocketRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One simulated caller on its way through a program; {@link Walk} moves it. Used again for later iterations of its lane, and
 * its own place in queues, so that an iteration allocates nothing. Confined to its event loop.
 */
final class VirtualUser extends Call implements WebSocketCall {

    /** What is noted of its request, in case it is kept. */
    final Exchange exchange;

    /** What it is doing. */
    enum State {
        /** It is not under way. */
        RESTING,
        /** It moves, or waits for an instant. */
        GOING,
        /** It waits for others. */
        MEETING,
        /** Its request is in the hands of the transport. */
        SENDING
    }

    private final Walk walk;
    private final Lane lane;
    private final int[] rows;
    private final Values values;
    private final @Nullable CookieJar cookies;
    private int[] counters = new int[0];
    private @Nullable WebSocketLink link;

    /** Closed model: which of the load's virtual users it is. */
    final long number;

    State state = State.RESTING;
    Program program;
    int position;

    /** The intended start of its request, of the one that follows, or of its iteration. */
    long intendedNanos;

    /** Closed model: how many iterations it has begun. */
    long iterations;

    /** Closed model: it never comes back. */
    boolean gone;

    /** Closed model: since when it is not there, since the lane's start. */
    long absentSinceNanos;

    /** Whether this iteration has tried to send something. */
    boolean hasSent;

    long begunNanos;

    /** Where {@link Walk} keeps it while it is under way. */
    int place;

    @Nullable
    WakeQueue queue;

    int queuePlace;
    long wakeNanos;

    int meeting;
    long meetingRound;
    long meetingEndNanos;

    VirtualUser(Walk walk, Lane lane, Program program, long number) {
        this.walk = walk;
        this.lane = lane;
        this.exchange = walk.sampler().newExchange();
        this.program = program;
        this.rows = new int[walk.run().data().size()];
        this.values = walk.run().newValues();
        this.cookies = walk.newCookies();
        this.number = number;
    }

    /**
     * Stands at the beginning of a program, with the random numbers that seed and index decide, and with what a pool has for the
     * user of this number.
     */
    void begin(Program newProgram, long newIntendedNanos, long seed, long index, long user) {
        program = newProgram;
        position = 0;
        intendedNanos = newIntendedNanos;
        begunNanos = newIntendedNanos;
        hasSent = false;
        values.begin(seed, index);
        values.ofUser(user);
        if (cookies != null) {
            cookies.clear();
        }
        if (counters.length < newProgram.counters()) {
            counters = new int[newProgram.counters()];
        }
    }

    Lane lane() {
        return lane;
    }

    int[] rows() {
        return rows;
    }

    Values values() {
        return values;
    }

    int[] counters() {
        return counters;
    }

    Action action() {
        return program.actions().get(position);
    }

    /** The step that it sends. */
    CompiledStep step() {
        return ((Action.Send) action()).step();
    }

    void writeTo(
            RequestEventWriter writer,
            long intendedMicros,
            long nowNanos,
            RequestOutcome outcome,
            int status,
            BusinessOutcome business) {
        long startedNanos = startedNanos();
        writer.completed(
                step().index(),
                intendedMicros,
                (startedNanos - intendedNanos) / 1_000,
                (nowNanos - startedNanos) / 1_000,
                firstByteNanos() / 1_000,
                connectNanos() / 1_000,
                tlsNanos() / 1_000,
                sentBytes(),
                receivedBytes(),
                outcome,
                status,
                business);
    }

    @Override
    public WebSocketLink link() {
        WebSocketLink own = link;
        if (own == null) {
            own = walk.newLink();
            link = own;
        }
        return own;
    }

    @Override
    public @Nullable WebSocketRequest webSocketRequest() {
        return step().webSocket();
    }

    @Override
    public boolean accepts(Response message) {
        return walk.accepts(this, message);
    }

    /** Closes what an iteration must not leave open. */
    void dropLink() {
        if (link != null) {
            link.drop();
        }
    }

    /** Whether nothing of its request went out. */
    boolean sentNothing() {
        return sentBytes() == 0;
    }

    @Override
    protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
        return walk.render(this, allocator);
    }

    @Override
    protected NotSentReason missing() {
        return walk.missing();
    }

    @Override
    protected int target() {
        return step().travel().target();
    }

    @Override
    protected boolean isHead() {
        return step().travel().isHead();
    }

    @Override
    protected long timeoutNanos() {
        return step().travel().timeoutNanos();
    }

    @Override
    protected int redirects() {
        return step().travel().redirects();
    }

    @Override
    protected boolean timesSending() {
        return exchange.isSampled();
    }

    @Override
    protected void redirected(int status, String request) {
        exchange.redirected(status, request);
    }

    @Override
    protected @Nullable CookieJar cookies() {
        return cookies;
    }

    @Override
    protected boolean needsBody() {
        return step().needsBody() || walk.sampler().needsAnswer(exchange, step().index());
    }

    @Override
    protected boolean needsHeaders() {
        return step().needsHeaders() || walk.sampler().needsAnswer(exchange, step().index());
    }

    /** Tells the sampler of an exchange that has ended; the filling is turned to this virtual user. */
    void keep(
            long nowNanos,
            RequestOutcome outcome,
            BusinessOutcome business,
            @Nullable Response response,
            Filling filling) {
        // Its request is accounted for: a defect from here on, as when memory runs out, must not end it a second time.
        state = State.GOING;
        int step = step().index();
        if (walk.sampler().mayKeep(exchange, step, outcome, business)) {
            exchange.timed(
                    intendedNanos,
                    startedNanos(),
                    nowNanos,
                    lookUpNanos(),
                    connectNanos(),
                    tlsNanos(),
                    sendNanos(),
                    firstByteNanos());
            walk.sampler().ended(exchange, step, outcome, business, response, filling);
        }
    }

    @Override
    protected boolean responded(long nowNanos, Response response) {
        return walk.responded(this, nowNanos, response);
    }

    @Override
    protected void failed(long nowNanos, RequestOutcome outcome) {
        walk.failed(this, nowNanos, outcome);
    }

    @Override
    protected void notSent(NotSentReason reason) {
        walk.notSent(this, reason);
    }

    /** Ends it from outside, wherever it was when the generator broke. */
    void breakOff(long nowNanos) {
        if (state != State.SENDING) {
            walk.leave(this, nowNanos);
        } else if (isBegun()) {
            failed(nowNanos, RequestOutcome.ABORTED);
        } else {
            notSent(NotSentReason.STOPPED);
        }
    }
}
