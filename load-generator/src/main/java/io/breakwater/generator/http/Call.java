package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time in the hands of a {@link Transport}; whoever extends it hears what comes of the request by exactly one of
 * {@link #responded}, {@link #failed} and {@link #notSent}. What lies between, redirects and a second write, is one request still:
 * its time runs from the first start to the end of the last answer. Reused from request to request. It is its own list node, so
 * that waiting and being under way allocate nothing.
 */
public abstract class Call {

    @Nullable
    Call previous;

    @Nullable
    Call next;

    /** The list that it is in, of those under way. */
    @Nullable
    CallList list;

    @Nullable
    Connection connection;

    long waitingSinceNanos;
    /** Which stay in the queue this is; 0 when it is in none. */
    long ticket;

    boolean openingOwnConnection;
    /** How often the request was begun; the second time follows a close that crossed the first on its way, or a redirect. */
    int attempts;

    private @Nullable Transports ways;
    private @Nullable Target redirectedTo;
    private @Nullable Journey journey;
    private int redirectsFollowed;
    private boolean resent;

    private long startedNanos;
    private long sendNanos;
    private long lookUpNanos;
    private long firstByteNanos;
    private long connectNanos;
    private long tlsNanos;
    private long sentBytes;
    private long answerBytes;
    private long earlierSentBytes;
    private long earlierAnswerBytes;

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

    /** Whether the request asks with HEAD, so that the answer has no body whatever it says. */
    protected boolean isHead() {
        return false;
    }

    /** How long the answer may take, from the first start to its last byte; 0 when the scenario's limit holds. */
    protected long timeoutNanos() {
        return 0;
    }

    /** How many redirects are followed; with 0, one is an answer like any other. */
    protected int redirects() {
        return 0;
    }

    /** Whether {@link #sendNanos} is wanted, which costs. */
    protected boolean timesSending() {
        return false;
    }

    /** The request was redirected: the status of the answer that did it, and the next request's method and URL. */
    protected void redirected(int status, String request) {
        // Whoever keeps no exchanges need not know.
    }

    /** The virtual user's cookies; none when it keeps none. */
    protected @Nullable CookieJar cookies() {
        return null;
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

    /** From the actual start to the first byte of the last response; 0 when none came. */
    protected final long firstByteNanos() {
        return answerBytes == 0 ? 0 : firstByteNanos;
    }

    /** From the actual start to the request's last byte in the socket, before any redirect; 0 when that was not timed. */
    protected final long sendNanos() {
        return sendNanos;
    }

    /** How long it took to look the target's name up, when that was done for this request; otherwise 0. */
    protected final long lookUpNanos() {
        return lookUpNanos;
    }

    /**
     * How long the connection took to open, the look-up included and TLS not, when it was opened for this request; otherwise 0.
     */
    protected final long connectNanos() {
        return connectNanos;
    }

    /** How long the TLS handshake took, when it was made for this request; otherwise 0. */
    protected final long tlsNanos() {
        return tlsNanos;
    }

    /** Bytes of the request; of all of them when it was redirected. */
    protected final long sentBytes() {
        return earlierSentBytes + sentBytes;
    }

    /** Bytes of the response, as far as it came; of all of them when it was redirected. */
    protected final long receivedBytes() {
        return earlierAnswerBytes + answerBytes;
    }

    /** How many redirects were followed. */
    protected final int redirectsFollowed() {
        return redirectsFollowed;
    }

    /** Notes the ways to all targets, over which redirects and further requests go. */
    final void travelBy(Transports newWays) {
        ways = newWays;
    }

    /** Notes that it is new, unless it is on its way to where it was redirected. For transports, first of all. */
    public final void reset() {
        if (redirectedTo == null) {
            attempts = 0;
            redirectsFollowed = 0;
            resent = false;
            earlierSentBytes = 0;
            earlierAnswerBytes = 0;
            sendNanos = 0;
            lookUpNanos = 0;
            connectNanos = 0;
            tlsNanos = 0;
        }
    }

    /** Whether the response's header fields have to be kept for anybody. */
    final boolean keepsHeaders() {
        return needsHeaders() || (ways != null && (redirects() > 0 || cookies() != null));
    }

    /** The bytes to write now: the request, or what it was redirected to, with the cookies that go there. */
    final @Nullable ByteBuf requestBytes(ByteBufAllocator allocator) {
        CookieJar jar = cookies();
        int redirects = redirects();
        if (ways == null || (jar == null && redirects == 0)) {
            return render(allocator);
        }
        Journey way = journey();
        ByteBuf request;
        if (redirectedTo != null) {
            request = way.copy(allocator);
        } else {
            request = render(allocator);
            if (request == null) {
                return null;
            }
            way.keep(request, redirects > 0);
        }
        return jar == null ? request : way.withCookies(jar, place(ways), request, allocator);
    }

    /** Notes how long the look-up took that was made for it. For transports. */
    public final void lookedUpIn(long nanos) {
        lookUpNanos += nanos;
    }

    /**
     * Notes that it is being written, or that its connection was tried in vain; with the times of the connection that was opened
     * for it, or 0. For transports.
     */
    public final void begin(long nowNanos, long newConnectNanos, long newTlsNanos, long newSentBytes) {
        if (attempts++ == 0) {
            startedNanos = nowNanos;
        }
        connectNanos += newConnectNanos;
        tlsNanos += newTlsNanos;
        sentBytes = newSentBytes;
        firstByteNanos = 0;
        answerBytes = 0;
    }

    /** Notes that its last byte is in the socket. For transports, where {@link #timesSending}. */
    final void written(long nowNanos) {
        if (attempts == 1) {
            sendNanos = nowNanos - startedNanos;
        }
    }

    /** Whether it may be written a second time: once. */
    final boolean mayBeResent() {
        return !resent;
    }

    final void noteResent() {
        resent = true;
    }

    /** Bytes of the answer that is coming. */
    final long answerBytes() {
        return answerBytes;
    }

    /** Notes bytes of the response. For transports. */
    public final void received(long nowNanos, int bytes) {
        if (answerBytes == 0) {
            firstByteNanos = nowNanos - startedNanos;
        }
        answerBytes += bytes;
    }

    /**
     * A whole response has come: takes its cookies, follows its redirect, or tells of it.
     *
     * @return whether a further request shall go out here, and on the same connection where that is possible
     */
    final boolean respond(long nowNanos, Response response) {
        Transports travelled = ways;
        if (travelled == null) {
            boolean goesOn = responded(nowNanos, response);
            if (goesOn) {
                reset();
            }
            return goesOn;
        }
        takeCookies(response);
        if (redirects() > 0 && Redirect.isOne(response)) {
            return redirect(nowNanos, response, travelled);
        }
        Target here = place(travelled);
        redirectedTo = null;
        if (!responded(nowNanos, response)) {
            return false;
        }
        if (place(travelled).equals(here)) {
            reset();
            return true;
        }
        travelled.submit(this);
        return false;
    }

    /** Keeps the cookies that a response sets, for a virtual user who keeps any. */
    final void takeCookies(Response response) {
        CookieJar jar = cookies();
        if (jar != null && ways != null) {
            journey().takeCookies(jar, response.headers(), place(ways));
        }
    }

    private boolean redirect(long nowNanos, Response response, Transports travelled) {
        Target here = place(travelled);
        Journey way = journey();
        Optional<Redirect> redirect = redirectsFollowed == redirects()
                ? Optional.empty()
                : Redirect.of(response, here, way.bytes(), way.length());
        Optional<Transport> transport = redirect.map(Redirect::target).flatMap(travelled::wayTo);
        if (redirect.isEmpty() || transport.isEmpty()) {
            fail(nowNanos, RequestOutcome.REDIRECT_REFUSED);
            return false;
        }
        redirectsFollowed++;
        redirected(response.status(), redirect.get().words());
        resent = false;
        earlierSentBytes += sentBytes;
        earlierAnswerBytes += answerBytes;
        way.replace(redirect.get().request());
        redirectedTo = redirect.get().target();
        if (redirect.get().target().equals(here)) {
            return true;
        }
        transport.get().submit(this);
        return false;
    }

    /** No whole response has come, and none will. */
    final void fail(long nowNanos, RequestOutcome outcome) {
        redirectedTo = null;
        failed(nowNanos, outcome);
    }

    /**
     * Ends it short of a connection or of what it needs. What was begun once is never counted as not sent. For transports.
     */
    public final void endUnsent(long nowNanos, NotSentReason reason) {
        if (attempts == 0) {
            notSent(reason);
        } else if (redirectedTo == null) {
            fail(nowNanos, RequestOutcome.CONNECTION_CLOSED);
        } else {
            fail(nowNanos, reason == NotSentReason.STOPPED ? RequestOutcome.ABORTED : RequestOutcome.REQUEST_TIMED_OUT);
        }
    }

    /** Where it goes, or went last. */
    private Target place(Transports travelled) {
        Target redirected = redirectedTo;
        return redirected == null ? travelled.target(target()) : redirected;
    }

    private Journey journey() {
        Journey way = journey;
        if (way == null) {
            way = new Journey();
            journey = way;
        }
        return way;
    }
}
