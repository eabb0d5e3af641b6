package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** What a transport outside of this package asks and tells a call, and nobody else should. Stateless. */
public final class CallHooks {

    private CallHooks() {}

    /** The bytes to write now; nothing when the call ends by {@link Call#endUnsent} with {@link #missing}. */
    public static @Nullable ByteBuf render(Call call, ByteBufAllocator allocator) {
        return call.requestBytes(allocator);
    }

    /** What was missing when {@link #render} gave nothing. */
    public static NotSentReason missing(Call call) {
        return call.missing();
    }

    /** As {@link Call#timesSending}. */
    public static boolean timesSending(Call call) {
        return call.timesSending();
    }

    /** The request's last byte is in the socket. */
    public static void written(Call call, long nowNanos) {
        call.written(nowNanos);
    }

    /** As {@link Call#isHead}. */
    public static boolean isHead(Call call) {
        return call.isHead();
    }

    /** How long the answer may take, from the first start on. */
    public static long timeoutNanos(Call call, long otherwise) {
        return call.timeoutNanos() > 0 ? call.timeoutNanos() : otherwise;
    }

    /** When a request was first started, before any redirect; now when it has not been. */
    public static long firstStartNanos(Call call, long nowNanos) {
        return call.isBegun() ? call.startedNanos() : nowNanos;
    }

    /** Whether the response's header fields have to be kept. */
    public static boolean needsHeaders(Call call) {
        return call.keepsHeaders();
    }

    /** As {@link Call#needsBody}. */
    public static boolean needsBody(Call call) {
        return call.needsBody();
    }

    /**
     * A whole response has come.
     *
     * @return whether a further request shall go out the same way: by {@link #render}, without {@link Call#reset}
     */
    public static boolean responded(Call call, long nowNanos, Response response) {
        return call.respond(nowNanos, response);
    }

    /** No whole response has come, and none will. */
    public static void failed(Call call, long nowNanos, RequestOutcome outcome) {
        call.fail(nowNanos, outcome);
    }

    /** Notes the ways to all targets, which a call needs that carries cookies. */
    public static void travelBy(Call call, Transports ways) {
        call.travelBy(ways);
    }

    /** Keeps the cookies that the answer to a handshake sets. */
    public static void takeCookies(Call call, Response response) {
        call.takeCookies(response);
    }

    /** As {@link Call#render}: what is no HTTP request carries no cookies. */
    public static @Nullable ByteBuf renderMessage(Call call, ByteBufAllocator allocator) {
        return call.render(allocator);
    }

    /** As {@link Call#responded}: what is no HTTP response leads nowhere else and leaves no cookies. */
    public static boolean answered(Call call, long nowNanos, Response response) {
        return call.responded(nowNanos, response);
    }
}
