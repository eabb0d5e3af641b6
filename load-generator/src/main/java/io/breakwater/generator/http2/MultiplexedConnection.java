package io.breakwater.generator.http2;

import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One connection and the streams on it. Confined to its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Failed writes end in the connection's close, which tells the calls.
final class MultiplexedConnection extends Http2EventAdapter {

    /** Of every frame (RFC 9113, section 4.1). */
    private static final int FRAME_HEADER_BYTES = 9;

    /** No response of a usual size waits for a window update; larger ones are read as they come. */
    private static final int STREAM_WINDOW_BYTES = 1024 * 1024;

    /** Nor do many of them side by side. */
    private static final int CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

    /** Of 17 bytes each; a target that measures the way sends a few. */
    private static final int MOST_UNREAD_PINGS = 10_000;

    private static final int DEFAULT_WINDOW_BYTES = 65_535;

    private final StreamPool pool;
    private final Channel channel;
    private final Http2Connection connection = new DefaultHttp2Connection(false);
    private final Http2Connection.PropertyKey exchangeKey = connection.newKey();
    private final CountingHeadersEncoder headersEncoder = new CountingHeadersEncoder();
    private final CountingHeadersDecoder headersDecoder = new CountingHeadersDecoder();
    private final DefaultHttp2ConnectionEncoder encoder =
            new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter(headersEncoder));
    private final Runnable flush = this::flushNow;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Opening opening;
    private @Nullable Opening untold;
    private boolean ready;
    private boolean retired;
    private boolean goneAway;
    private int lastStreamId;
    private boolean flushWanted;
    private boolean restedBefore;
    private long restingSinceNanos;
    private long lastReadNanos;
    private int unreadPings;

    /** Whether it stands in the pool's list of those with room. */
    boolean listed;

    MultiplexedConnection(StreamPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
        connection.addListener(this);
    }

    /** What goes into the channel's pipeline. */
    FrameHandler handler() {
        return FrameHandler.of(this, connection, encoder, headersDecoder, STREAM_WINDOW_BYTES);
    }

    /** Names who waits for the target's SETTINGS. */
    void openedBy(Opening newOpening) {
        opening = newOpening;
    }

    /** The next request tells how long this took. */
    void tellOpening(Opening done) {
        untold = done;
    }

    /** How it was opened, once. */
    @Nullable
    Opening takeOpening() {
        Opening done = untold;
        untold = null;
        return done;
    }

    Channel channel() {
        return channel;
    }

    void begun(ChannelHandlerContext newContext) {
        context = newContext;
    }

    void readAt(long nowNanos) {
        lastReadNanos = nowNanos;
    }

    long lastReadNanos() {
        return lastReadNanos;
    }

    long nowNanos() {
        return pool.nowNanos();
    }

    void defect(Throwable cause) {
        pool.defect(cause);
    }

    /** Whether it can take a further stream. */
    boolean hasRoom() {
        return ready && !retired && channel.isActive() && connection.local().canOpenStream();
    }

    /** How many streams the target lets it have at once. */
    int mostStreams() {
        return connection.local().maxActiveStreams();
    }

    /** Gives it no further streams; it closes once those it has are over. */
    void retire() {
        retired = true;
        closeIfDone();
    }

    /** Closes it at once; its exchanges are told before by whoever does so. */
    void abandon() {
        retired = true;
        channel.close();
    }

    /**
     * Whether a close without an answer may well be the target's idle timeout, which crossed the request on its way: the
     * connection had rested for a while before this exchange's request.
     */
    boolean restedBefore(Exchange exchange) {
        return restedBefore && connection.numActiveStreams() == 0 && exchange.startedNanos >= restingSinceNanos;
    }

    /** Whether the target has said that it will not look at this exchange's stream (RFC 9113, section 6.8). */
    boolean wasRefused(Exchange exchange) {
        return goneAway && exchange.streamId > lastStreamId;
    }

    /**
     * Writes a request on a stream of its own; to be flushed with the others of this round of the loop.
     *
     * @param request the request's body, which it releases
     * @return how many bytes its frames have
     */
    long write(Exchange exchange, Http2Headers fields, ByteBuf request, long nowNanos) {
        ChannelHandlerContext current = requireContext();
        restedBefore = connection.numActiveStreams() == 0
                && restingSinceNanos != 0
                && nowNanos - restingSinceNanos >= StreamPool.IDLE_CLOSE_NANOS;
        int streamId = connection.local().incrementAndGetNextStreamId();
        if (streamId > Integer.MAX_VALUE - 2) {
            retired = true;
        }
        exchange.connection = this;
        exchange.streamId = streamId;
        int bodyBytes = request.readableBytes();
        ChannelPromise last = exchange.promise(current, pool);
        encoder.writeHeaders(
                current, streamId, fields, 0, bodyBytes == 0, bodyBytes == 0 ? last : current.newPromise());
        Http2Stream stream = connection.stream(streamId);
        if (stream == null) {
            throw new IllegalStateException(
                    "stream " + streamId + ": not opened (expected: open, there was room for it)");
        }
        stream.setProperty(exchangeKey, exchange);
        if (bodyBytes == 0) {
            request.release();
        } else {
            encoder.writeData(current, streamId, request, 0, true, last);
        }
        flushSoon();
        return (long) FRAME_HEADER_BYTES
                + headersEncoder.lastBlockBytes()
                + (bodyBytes == 0 ? 0 : FRAME_HEADER_BYTES + bodyBytes);
    }

    /** Ends an exchange's stream from this side. */
    void cancel(Exchange exchange) {
        Http2Stream stream = connection.stream(exchange.streamId);
        if (stream != null) {
            stream.removeProperty(exchangeKey);
            ChannelHandlerContext current = requireContext();
            encoder.writeRstStream(current, stream.id(), Http2Error.CANCEL.code(), current.newPromise());
            flushSoon();
        }
    }

    private ChannelHandlerContext requireContext() {
        if (context == null) {
            throw new IllegalStateException("connection: no pipeline (expected: one once it is open)");
        }
        return context;
    }

    private void flushSoon() {
        if (!flushWanted) {
            flushWanted = true;
            channel.eventLoop().execute(flush);
        }
    }

    private void flushNow() {
        flushWanted = false;
        channel.flush(); // Through the handler: what waits for the target's window goes out with it.
    }

    private @Nullable Exchange exchangeOf(int streamId) {
        Http2Stream stream = connection.stream(streamId);
        return stream == null ? null : stream.getProperty(exchangeKey);
    }

    /** Leaves the stream without its exchange, which has ended otherwise. */
    void detach(Exchange exchange) {
        Http2Stream stream = connection.stream(exchange.streamId);
        if (stream != null) {
            stream.removeProperty(exchangeKey);
        }
    }

    private void closeIfDone() {
        if ((retired || goneAway) && connection.numActiveStreams() == 0) {
            channel.close();
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext current, Http2Settings settings) throws Http2Exception {
        Opening attempt = opening;
        if (attempt != null) {
            opening = null;
            ready = true;
            connection
                    .local()
                    .flowController()
                    .incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW_BYTES - DEFAULT_WINDOW_BYTES);
            pool.ready(this, attempt);
        } else {
            pool.hasRoom(this);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext current,
            int streamId,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream) {
        Exchange exchange = exchangeOf(streamId);
        if (exchange == null) {
            return;
        }
        exchange.received(lastReadNanos, FRAME_HEADER_BYTES + padding + headersDecoder.lastBlockBytes());
        if (!ResponseFields.read(headers, endOfStream, exchange)) {
            pool.fail(exchange, RequestOutcome.RESPONSE_INVALID);
            return;
        }
        if (endOfStream) {
            onWhole(exchange);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext current, int streamId, ByteBuf data, int padding, boolean endOfStream) {
        int length = data.readableBytes();
        Exchange exchange = exchangeOf(streamId);
        if (exchange != null) {
            exchange.received(lastReadNanos, FRAME_HEADER_BYTES + padding + length);
            exchange.bodyBytes += length;
            if (exchange.bodyBytes > pool.limitBytes(exchange)) {
                pool.fail(exchange, RequestOutcome.RESPONSE_TOO_LARGE);
            } else {
                if (exchange.needsBody) {
                    pool.readBuffer().append(data, exchange.response.body());
                }
                if (endOfStream) {
                    onWhole(exchange);
                }
            }
        }
        return length + padding;
    }

    /** The response is whole. It is told once its stream has closed, so that a further request finds the room. */
    private void onWhole(Exchange exchange) {
        if (!exchange.headed) {
            pool.fail(exchange, RequestOutcome.RESPONSE_INVALID);
            return;
        }
        exchange.whole = true;
        exchange.lastByteNanos = lastReadNanos;
        Http2Stream stream = connection.stream(exchange.streamId);
        if (stream != null && stream.state().localSideOpen()) {
            // Answered before it was read to its end: the rest need not be sent (RFC 9113, section 8.1).
            ChannelHandlerContext current = requireContext();
            encoder.writeRstStream(current, stream.id(), Http2Error.CANCEL.code(), current.newPromise());
            flushSoon();
        }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext current, int streamId, long errorCode) {
        Exchange exchange = exchangeOf(streamId);
        if (exchange != null && !exchange.whole) {
            exchange.received(lastReadNanos, FRAME_HEADER_BYTES + Integer.BYTES);
            detach(exchange);
            pool.failed(exchange, RequestOutcome.STREAM_RESET);
        }
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext current, int newLastStreamId, long errorCode, ByteBuf debugData) {
        goneAway = true;
        retired = true;
        lastStreamId = newLastStreamId;
        // The streams beyond it close as soon as this returns, and each is then told.
        channel.eventLoop().execute(this::closeIfDone);
    }

    @Override
    public void onPingRead(ChannelHandlerContext current, long data) {
        // Netty has put the answer into the channel; a target that never reads them may not fill the memory.
        unreadPings = channel.isWritable() ? 0 : unreadPings + 1;
        if (unreadPings > MOST_UNREAD_PINGS) {
            end(RequestOutcome.RESPONSE_INVALID);
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        try {
            Exchange exchange = stream.removeProperty(exchangeKey);
            if (connection.numActiveStreams() == 0) {
                restingSinceNanos = pool.nowNanos();
            }
            if (exchange != null) {
                if (exchange.whole) {
                    pool.responded(exchange);
                } else {
                    pool.lost(exchange, this);
                }
            }
            if (hasRoom()) {
                pool.hasRoom(this);
            }
            closeIfDone();
        } catch (Throwable defect) {
            // Netty would write a log line and go on.
            pool.defect(defect);
        }
    }

    /** Netty found the stream's frames wrong, and resets it. */
    void onStreamError(int streamId) {
        Exchange exchange = exchangeOf(streamId);
        if (exchange != null) {
            detach(exchange);
            pool.failed(exchange, RequestOutcome.RESPONSE_INVALID);
        }
    }

    void onClosed() {
        Opening attempt = opening;
        opening = null;
        if (attempt != null) {
            attempt.fail(RequestOutcome.CONNECTION_CLOSED);
        } else {
            pool.closed(this);
        }
    }

    /** It is no longer fit for anything. */
    void end(RequestOutcome outcome) {
        Opening attempt = opening;
        opening = null;
        // First of all, lest somebody who hears of it sends over it.
        retired = true;
        if (attempt != null) {
            attempt.fail(outcome);
        } else {
            pool.broken(this, outcome);
        }
    }
}
