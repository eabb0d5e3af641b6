package io.breakwater.generator.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One connection: at most one request under way, responses decoded as they come. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Void promises: failures arrive at exceptionCaught.
final class Connection extends ChannelInboundHandlerAdapter {

    private final ConnectionPool pool;
    private final Channel channel;
    private final ResponseDecoder decoder;
    private @Nullable Call call;
    private long writtenNanos;
    private long respondedNanos;
    private boolean usedBefore;
    private boolean rested;

    Connection(ConnectionPool pool, Channel channel, PoolLimits limits) {
        this.pool = pool;
        this.channel = channel;
        this.decoder = new ResponseDecoder(limits.responseLimitBytes(), limits.passedLimitBytes());
    }

    Channel channel() {
        return channel;
    }

    @Nullable
    Call call() {
        return call;
    }

    /** When the request that is under way was written. */
    long writtenNanos() {
        return writtenNanos;
    }

    /**
     * Whether a close without an answer may well be the target's idle timeout, which crossed the request on its way: the
     * connection rested for a while between its last response and the request that is under way.
     */
    boolean mayHaveBeenClosedWhileIdle() {
        return rested;
    }

    void write(Call next, ByteBuf request, long nowNanos) {
        rested = usedBefore && nowNanos - respondedNanos >= ConnectionPool.IDLE_CLOSE_NANOS;
        writtenNanos = nowNanos;
        call = next;
        decoder.begin(next.isHead(), next.keepsHeaders(), next.needsBody());
        if (next.timesSending()) {
            int attempt = next.attempts;
            channel.writeAndFlush(request).addListener(done -> onWritten(next, attempt, done.cause()));
        } else {
            // A void promise: a failed write arrives at exceptionCaught, and no promise is made for each request.
            channel.writeAndFlush(request, channel.voidPromise());
        }
    }

    private void onWritten(Call written, int attempt, @Nullable Throwable failure) {
        if (failure != null) {
            channel.pipeline().fireExceptionCaught(failure);
        } else if (call == written && written.attempts == attempt) {
            written.written(pool.nowNanos());
        }
    }

    /** Ends the connection; its call, if any, is no longer its own. */
    void abandon() {
        call = null;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            Call current = call;
            if (current == null) {
                // Bytes that nobody asked for: whatever follows would be taken for the next request's answer.
                abandon();
                return;
            }
            respondedNanos = pool.nowNanos();
            int length = in.readableBytes();
            current.received(respondedNanos, length);
            byte[] bytes;
            int from;
            if (in.hasArray()) {
                bytes = in.array();
                from = in.arrayOffset() + in.readerIndex();
            } else {
                bytes = pool.readBuffer(length);
                from = 0;
                in.getBytes(in.readerIndex(), bytes, 0, length);
            }
            int end = decoder.decode(bytes, from, from + length);
            if (decoder.isWhole()) {
                respond(current, end == from + length);
            }
        } catch (InvalidResponseException e) {
            pool.fail(this, e.outcome());
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void respond(Call current, boolean nothingBehind) {
        call = null;
        usedBefore = true;
        boolean reusable = decoder.keepAlive() && nothingBehind && channel.isActive();
        pool.responded(this, current, decoder.response(), respondedNanos, reusable);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Call current = call;
        if (current != null && current.answerBytes() > 0 && decoder.endOfStream()) {
            // Whole by its end, and so not before it.
            respondedNanos = pool.nowNanos();
            respond(current, true);
        }
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean ofTarget = cause instanceof IOException || cause.getCause() instanceof SSLException;
        if (!ofTarget) {
            pool.defect(cause);
        }
        // A reset, a write to a closed socket, or TLS that broke. channelInactive follows and tells the call.
        context.close();
    }
}
