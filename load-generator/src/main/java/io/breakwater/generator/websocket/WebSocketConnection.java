package io.breakwater.generator.websocket;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.BodyBytes;
import io.breakwater.generator.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection of one WebSocket: handshake, then frames. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Failures arrive at exceptionCaught or channelInactive.
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements FrameReader.Listener {

    private final WebSockets sockets;
    private final WebSocketLink link;
    private final Channel channel;
    private final Response response = new Response();
    private final FrameReader reader;
    private final ChannelFutureListener written = this::onWritten;
    private @Nullable Handshake handshake;
    private int unwritten;
    private boolean leaving;

    WebSocketConnection(WebSockets sockets, WebSocketLink link, Channel channel, long messageLimitBytes) {
        this.sockets = sockets;
        this.link = link;
        this.channel = channel;
        this.reader = new FrameReader(messageLimitBytes, response.body(), this);
    }

    Channel channel() {
        return channel;
    }

    Response response() {
        return response;
    }

    /** Whether all that was sent has reached the socket. */
    boolean isAllWritten() {
        return unwritten == 0;
    }

    /** Writes the request of the handshake, which it releases; returns its length. */
    int shakeHands(ByteBuf rendered, boolean keepHeaders) {
        Handshake begun = new Handshake(sockets.random(), keepHeaders);
        handshake = begun;
        ByteBuf request = begun.request(channel.alloc(), rendered);
        int length = request.readableBytes();
        channel.writeAndFlush(request, channel.voidPromise());
        return length;
    }

    /** The frame of a text message, whose payload it releases. */
    ByteBuf frame(ByteBuf payload) {
        ByteBuf frame = sockets.frames().frame(channel.alloc(), Opcode.TEXT, payload);
        payload.release();
        return frame;
    }

    /** Writes a frame, and tells the link when it is written. */
    void send(ByteBuf frame) {
        unwritten++;
        channel.writeAndFlush(frame).addListener(written);
    }

    /** Writes a close; returns the length of its frame. */
    int sendClose(int status) {
        ByteBuf frame = sockets.frames().close(channel.alloc(), status);
        int length = frame.readableBytes();
        channel.writeAndFlush(frame, channel.voidPromise());
        return length;
    }

    /** Closes it at once; nothing more is heard of it. */
    void abandon() {
        leaving = true;
        reader.stop();
        channel.close();
    }

    private void onWritten(ChannelFuture done) {
        unwritten--;
        if (!leaving && done.isSuccess()) {
            sockets.guarded(() -> link.written(this));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!leaving) {
                int length = in.readableBytes();
                byte[] bytes = sockets.readBuffer(length);
                in.readBytes(bytes, 0, length);
                read(bytes, length);
            }
        } catch (FrameViolationException e) {
            end(e);
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void read(byte[] bytes, int length) throws FrameViolationException {
        int at = 0;
        Handshake current = handshake;
        if (current != null) {
            link.received(length);
            at = current.read(bytes, 0, length, response);
            if (!current.isComplete()) {
                return;
            }
            handshake = null;
            boolean accepted = response.status() == 101;
            link.shakenHands(this, accepted);
            if (!accepted) {
                return;
            }
        }
        reader.read(bytes, at, length);
    }

    private void end(FrameViolationException violation) {
        if (handshake == null) {
            sendClose(violation.closeStatus());
        }
        abandon();
        link.lost(
                this,
                violation.closeStatus() == CloseStatus.TOO_LARGE
                        ? RequestOutcome.RESPONSE_TOO_LARGE
                        : RequestOutcome.RESPONSE_INVALID);
    }

    @Override
    public void message(boolean text, BodyBytes body, int frameBytes) {
        link.message(this, frameBytes);
    }

    @Override
    public void ping(byte[] bytes, int length) {
        // Whoever pings without reading gets no further answers, so that those do not fill the memory: only the latest
        // ping needs one (RFC 6455, section 5.5.3).
        if (channel.isWritable()) {
            channel.write(sockets.frames().pong(channel.alloc(), bytes, length), channel.voidPromise());
        }
    }

    @Override
    public void close(int status, int frameBytes) {
        link.closedByTarget(this, status, frameBytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        channel.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sockets.closed(this);
        if (!leaving) {
            leaving = true;
            link.lost(this, RequestOutcome.CONNECTION_CLOSED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!isOfConnection(cause)) {
            sockets.defect(cause);
        }
        // Else a reset, or an alert of TLS. channelInactive follows and tells the call.
        context.close();
    }

    private static boolean isOfConnection(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
