package io.breakwater.generator.http2;

import io.breakwater.events.request.RequestOutcome;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Netty's frames of one connection; tells the connection what Netty would settle by itself. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Closing a channel whose close is told by channelInactive.
final class FrameHandler extends Http2ConnectionHandler {

    private final MultiplexedConnection connection;

    private FrameHandler(
            MultiplexedConnection connection,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        // A close is a close: calls were told before, and nobody waits for streams to end.
        super(decoder, encoder, settings, true);
        this.connection = connection;
    }

    /** The frames of this connection, with windows of this size for each of its streams. */
    static FrameHandler of(
            MultiplexedConnection connection,
            Http2Connection streams,
            Http2ConnectionEncoder encoder,
            CountingHeadersDecoder headersDecoder,
            int windowBytes) {
        Http2ConnectionDecoder decoder =
                new DefaultHttp2ConnectionDecoder(streams, encoder, new DefaultHttp2FrameReader(headersDecoder));
        decoder.frameListener(connection);
        Http2Settings settings = new Http2Settings().pushEnabled(false).initialWindowSize(windowBytes);
        return new FrameHandler(connection, decoder, encoder, settings);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        connection.begun(context);
        super.handlerAdded(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        connection.readAt(connection.nowNanos());
        super.channelRead(context, message);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, StreamException http2Exception) {
        connection.onStreamError(http2Exception.streamId());
        super.onStreamError(context, outbound, cause, http2Exception);
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, @Nullable Http2Exception http2Exception) {
        if (http2Exception != null) {
            connection.end(RequestOutcome.RESPONSE_INVALID);
        } else if (!isOfConnection(cause)) {
            // Nothing that the target did, but something that this side threw.
            connection.defect(cause);
        }
        super.onConnectionError(context, outbound, cause, http2Exception);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        connection.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (!isOfConnection(cause)) {
            connection.defect(cause);
        }
        // Else a reset, a write to a closed socket, or an alert of TLS. channelInactive follows and tells the calls.
        context.close();
    }

    private static boolean isOfConnection(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof Http2Exception) {
                return true;
            }
        }
        return false;
    }
}
