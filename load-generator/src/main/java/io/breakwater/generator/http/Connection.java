package io.breakwater.generator.http;

import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection: at most one request under way, responses decoded as they come. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Void promises: failures arrive at exceptionCaught.
final class Connection extends ChannelInboundHandlerAdapter {

    private final ConnectionPool pool;
    private final Channel channel;
    private final ResponseDecoder decoder;
    private @Nullable Call call;
    private long respondedNanos;
    private boolean usedBefore;
    private boolean rested;

    Connection(ConnectionPool pool, Channel channel, long responseLimitBytes) {
        this.pool = pool;
        this.channel = channel;
        this.decoder = new ResponseDecoder(responseLimitBytes);
    }

    Channel channel() {
        return channel;
    }

    @Nullable
    Call call() {
        return call;
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
        call = next;
        decoder.begin(next.needsHeaders(), next.needsBody());
        // A void promise: a failed write arrives at exceptionCaught, and no promise is made for each request.
        channel.writeAndFlush(request, channel.voidPromise());
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
            current.received(respondedNanos, in.readableBytes());
            byte[] bytes = pool.readBuffer(in.readableBytes());
            int length = in.readableBytes();
            in.readBytes(bytes, 0, length);
            int used = decoder.decode(bytes, 0, length);
            if (decoder.isWhole()) {
                respond(current, used == length);
            }
        } catch (InvalidResponseException e) {
            pool.fail(this, RequestOutcome.RESPONSE_INVALID);
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void respond(Call current, boolean nothingBehind) {
        call = null;
        usedBefore = true;
        boolean reusable = decoder.keepAlive() && nothingBehind && channel.isActive();
        pool.responded(this, current, decoder.response(), reusable);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Call current = call;
        if (current != null && current.receivedBytes() > 0 && decoder.endOfStream()) {
            respond(current, true);
        }
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            pool.defect(cause);
        }
        // A reset, or a write to a closed socket. channelInactive follows and tells the call.
        context.close();
    }
}
