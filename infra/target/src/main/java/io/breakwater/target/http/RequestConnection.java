package io.breakwater.target.http;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: puts requests together, bounds them, and gives answers in the order of the requests.
 *
 * <p>A client may send further requests before it has its answers (pipelining); at {@link #MAX_WAITING} of them the
 * connection is not read further until answers have left. What one read had already brought comes on top.
 */
// Futures: a void promise reports its failure to exceptionCaught, and nobody waits for a close.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestConnection extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(RequestConnection.class.getName());

    /** The longest body that is accepted; the longest widget query is below 1 KB. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** How much of a body that is too large is read and thrown away so that the client gets to read the answer. */
    private static final int MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

    private static final int MAX_WAITING = 64;
    private static final byte[] NO_BODY = {};

    private final Endpoint endpoint;
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>(4);
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpRequest head;
    private @Nullable ByteArrayOutputStream parts;
    private long bodyBytes;
    private boolean inRead;
    private boolean ended;

    RequestConnection(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        endpoint.connectionsChanged(1);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        endpoint.connectionsChanged(-1);
        waiting.forEach(Exchange::endedUnanswered);
        waiting.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        inRead = true;
        try {
            if (!ended) {
                read(ctx, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        }
        HttpRequest current = head;
        if (current != null && message instanceof HttpContent content) {
            if (content.decoderResult().isFailure()) {
                refuse(current, unreadable(content.decoderResult().cause()));
            } else {
                collect(current, content);
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        parts = null;
        bodyBytes = 0;
        if (request.decoderResult().isFailure()) {
            refuse(request, unreadable(request.decoderResult().cause()));
        } else if (HttpUtil.getContentLength(request, 0L) > MAX_BODY_BYTES + MAX_DISCARDED_BYTES
                || (HttpUtil.is100ContinueExpected(request)
                        && HttpUtil.getContentLength(request, 0L) > MAX_BODY_BYTES)) {
            refuse(request, tooLarge());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE), ctx.voidPromise());
        }
    }

    private void collect(HttpRequest request, HttpContent content) {
        int bytes = content.content().readableBytes();
        bodyBytes += bytes;
        boolean last = content instanceof LastHttpContent;
        if (bodyBytes > MAX_BODY_BYTES) {
            parts = null;
            if (last) {
                serve(new Exchange(this, request, NO_BODY, tooLarge()));
            } else if (bodyBytes > MAX_BODY_BYTES + MAX_DISCARDED_BYTES) {
                refuse(request, tooLarge());
            }
        } else if (bytes > 0 && (!last || parts != null)) {
            if (parts == null) {
                parts = new ByteArrayOutputStream(2 * bytes);
            }
            try {
                content.content().readBytes(parts, bytes);
            } catch (IOException e) {
                throw new IllegalStateException("a byte array refused bytes", e);
            }
            if (last) {
                serve(new Exchange(this, request, parts.toByteArray(), null));
            }
        } else if (last) {
            byte[] body = parts == null ? NO_BODY : parts.toByteArray();
            if (bytes > 0) {
                body = new byte[bytes];
                content.content().readBytes(body);
            }
            serve(new Exchange(this, request, body, null));
        }
    }

    /** Answers a request whose rest cannot or will not be read: nothing after it can be understood. */
    private void refuse(HttpRequest request, Answer fault) {
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ended = true;
        serve(new Exchange(this, request, NO_BODY, fault));
    }

    private void serve(Exchange exchange) {
        head = null;
        parts = null;
        waiting.add(exchange);
        if (waiting.size() == MAX_WAITING) {
            config().setAutoRead(false);
        }
        endpoint.serve(exchange);
    }

    /** Lets all answers leave that nothing before them holds back. */
    void settle() {
        ChannelHandlerContext ctx = openContext();
        boolean wrote = false;
        Exchange first;
        while ((first = waiting.peek()) != null) {
            Answer answer = first.given();
            if (first.resets()) {
                waiting.poll();
                first.endedByReset();
                ended = true;
                config().setOption(ChannelOption.SO_LINGER, 0);
                ctx.close();
                return;
            }
            if (answer == null) {
                break;
            }
            waiting.poll();
            write(ctx, first, answer);
            first.endedWith(answer);
            wrote = true;
        }
        if (wrote && !inRead) {
            ctx.flush();
        }
        if (waiting.size() < MAX_WAITING / 2 && !config().isAutoRead()) {
            config().setAutoRead(true);
        }
    }

    private static void write(ChannelHandlerContext ctx, Exchange exchange, Answer answer) {
        HttpHeaders headers = answer.headers();
        boolean keepAlive = HttpUtil.isKeepAlive(exchange.request());
        if (!keepAlive) {
            headers = headers.copy().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (exchange.request().protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            headers = headers.copy().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.httpStatus(), answer.content(), headers, EmptyHttpHeaders.INSTANCE);
        if (keepAlive) {
            ctx.write(response, ctx.voidPromise());
        } else {
            ctx.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Mostly the peer that cut the connection; what it was owed is counted as abandoned when the channel ends.
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "connection closed because of a defect in the target", cause);
        }
        ctx.close();
    }

    String remoteAddress() {
        return openContext().channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }

    private ChannelHandlerContext openContext() {
        if (context == null) {
            throw new IllegalStateException("connection: not open yet (expected: a request before its answer)");
        }
        return context;
    }

    private ChannelConfig config() {
        return openContext().channel().config();
    }

    private static Answer unreadable(Throwable cause) {
        return Answer.problem(400, "request: " + cause.getMessage() + " (expected: HTTP/1.1)");
    }

    private static Answer tooLarge() {
        return Answer.problem(413, "body: too large (expected: at most " + MAX_BODY_BYTES + " bytes)");
    }
}
