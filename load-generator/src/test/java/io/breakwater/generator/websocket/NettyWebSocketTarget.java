package io.breakwater.generator.websocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server of Netty's own WebSocket codec at {@code /chat}; everywhere else it answers 200, a cookie and <code>{}</code>. */
@SuppressWarnings("FutureReturnValueIgnored") // A test sees what does not arrive.
public final class NettyWebSocketTarget implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> accepted = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> cookies = new CopyOnWriteArrayList<>();
    private final Channel server;
    private final boolean secure;

    /** Answers. */
    public interface Script {

        /** The handshake is over. */
        default void opened(Peer peer) {
            // Not everybody is greeted.
        }

        /** A text has come. */
        void text(String text, Peer peer);
    }

    /** The other side of one WebSocket. */
    public record Peer(Channel channel, int number) {

        public void say(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        /** As the protocol wants it. */
        public void close(int status) {
            channel.writeAndFlush(new CloseWebSocketFrame(status, ""));
        }

        /** Without a word. */
        public void cut() {
            channel.close();
        }
    }

    private NettyWebSocketTarget(@Nullable SSLContext tls, Script script) throws InterruptedException {
        secure = tls != null;
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        Peer peer = new Peer(channel, accepted.size());
                        if (tls != null) {
                            channel.pipeline()
                                    .addLast(new JdkSslContext(
                                                    tls,
                                                    false,
                                                    null,
                                                    IdentityCipherSuiteFilter.INSTANCE,
                                                    null,
                                                    ClientAuth.NONE,
                                                    null,
                                                    false)
                                            .newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(65_536),
                                        new WebSocketServerProtocolHandler("/chat"),
                                        new Talk(peer, script));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public static NettyWebSocketTarget start(Script script) throws InterruptedException {
        return new NettyWebSocketTarget(null, script);
    }

    public static NettyWebSocketTarget start(SSLContext tls, Script script) throws InterruptedException {
        return new NettyWebSocketTarget(tls, script);
    }

    public URI uri() {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port);
    }

    /** All texts that came, in their order on each connection. */
    public List<String> texts() {
        return texts;
    }

    /** The cookies that came with each handshake. */
    public List<String> cookies() {
        return cookies;
    }

    public int connectionsAccepted() {
        return accepted.size();
    }

    public long connectionsOpen() {
        return accepted.stream().filter(Channel::isOpen).count();
    }

    private final class Talk extends ChannelInboundHandlerAdapter {

        private final Peer peer;
        private final Script script;

        Talk(Peer peer, Script script) {
            this.peer = peer;
            this.script = script;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete complete) {
                cookies.add(complete.requestHeaders().get("Cookie", ""));
                script.opened(peer);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof TextWebSocketFrame frame) {
                texts.add(frame.text());
                script.text(frame.text(), peer);
            } else if (message instanceof FullHttpRequest) {
                FullHttpResponse response = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.OK,
                        ByteBufUtil.encodeString(context.alloc(), CharBuffer.wrap("{}"), StandardCharsets.UTF_8));
                HttpUtil.setContentLength(response, 2);
                response.headers().set("Set-Cookie", "of=" + peer.number());
                context.writeAndFlush(response);
            }
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
