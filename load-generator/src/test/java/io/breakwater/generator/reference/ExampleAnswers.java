package io.breakwater.generator.reference;

import io.breakwater.generator.reference.ExampleTarget.Received;
import io.breakwater.generator.widget.MessageBackend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the requests and messages of one connection as the examples expect it. */
@SuppressWarnings("FutureReturnValueIgnored") // A test sees what does not arrive.
final class ExampleAnswers extends SimpleChannelInboundHandler<Object> {

    /** Long enough that a few virtual users who do not think make no thousands of requests. */
    private static final int AFTER_MILLIS = 5;

    /** What Netty says of a request that came over HTTP/2. */
    private static final CharSequence STREAM = HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text();

    private static final String JSON = """
            {"errcode":0,"err_code":0,"id":"v-1","token":"t-1","state":"%s","items":[{"id":"a-1"},{"id":"a-2"}],
            "data":{"token":"abcdef0123","state":"paid","price":50,"name":"ann","kind":"own","left":3,"waits":2}}""";

    private static final String PAGE = "<p><a href=\"/items?id=7\">seven</a> <a href=\"/items?id=8\">eight</a></p>";
    private static final String RECEIPT = "<receipt><total>12.50</total></receipt>";

    private final Consumer<Received> log;
    private int states;
    private @Nullable WebSocketServerHandshaker webSocket;

    ExampleAnswers(Consumer<Received> log) {
        this.log = log;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest request) {
            String body = request.content().toString(StandardCharsets.ISO_8859_1);
            log.accept(new Received(
                    request.headers().contains(STREAM),
                    request.uri() + "\n" + request.headers().entries() + "\n" + body));
            if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
                webSocket = Objects.requireNonNull(
                        new WebSocketServerHandshakerFactory(request.uri(), "chat", false).newHandshaker(request));
                webSocket.handshake(context.channel(), request);
            } else {
                FullHttpResponse response = response(request);
                context.executor().schedule(() -> context.writeAndFlush(response), AFTER_MILLIS, TimeUnit.MILLISECONDS);
            }
        } else if (message instanceof TextWebSocketFrame frame) {
            log.accept(new Received(false, frame.text()));
            answer(context, frame.text());
        } else if (message instanceof CloseWebSocketFrame close) {
            Objects.requireNonNull(webSocket).close(context.channel(), close.retain());
        }
    }

    private FullHttpResponse response(FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        String body;
        String type;
        if (path.equals("/message")) {
            body = widgetAnswer(request.content().toString(StandardCharsets.UTF_8));
            type = "application/json";
        } else if (path.endsWith(".html")) {
            body = PAGE;
            type = "text/html";
        } else if (path.endsWith(".xml")) {
            body = RECEIPT;
            type = "application/xml";
        } else {
            // Not at once, so that whoever polls does it more than once.
            body = JSON.formatted(path.equals("/state") && states++ % 2 == 1 ? "ready" : "open");
            type = "application/json";
        }
        ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                request.method().equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : bytes);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes())
                .set(HttpHeaderNames.SET_COOKIE, "SESSION=s-1; Path=/");
        String stream = request.headers().get(STREAM);
        if (stream != null) {
            response.headers().set(STREAM, stream);
        }
        return response;
    }

    private static String widgetAnswer(String message) {
        try {
            return new MessageBackend().answer(message, "{\"err_code\":0,\"err_msg\":\"\",\"city\":\"深圳\"}");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(message, e);
        }
    }

    private static void answer(ChannelHandlerContext context, String message) {
        if (message.contains("hello")) {
            context.write(new TextWebSocketFrame("{\"type\":\"notice\"}"));
            context.write(new TextWebSocketFrame("{\"type\":\"welcome\",\"room\":\"r-7\"}"));
        } else if (message.startsWith("say")) {
            context.write(new TextWebSocketFrame("somebody said it too"));
        } else {
            context.write(new TextWebSocketFrame("pong, and an error"));
            context.write(new TextWebSocketFrame("pong"));
        }
        context.flush();
    }
}
