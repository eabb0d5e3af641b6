package io.breakwater.generator.http2;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of Netty's own HTTP/2 codec: answers 200 with the request's method, path and body. */
@SuppressWarnings("FutureReturnValueIgnored") // A test sees what does not arrive.
public final class NettyHttp2Target implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Http2Headers> requests = new CopyOnWriteArrayList<>();
    private final List<Channel> accepted = new CopyOnWriteArrayList<>();
    private final Channel server;

    private NettyHttp2Target(Http2Settings settings, @Nullable SslContext tls) throws InterruptedException {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(initializer(channel -> {
                    accepted.add(channel);
                    if (tls != null) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline()
                            .addLast(
                                    Http2FrameCodecBuilder.forServer()
                                            .initialSettings(settings)
                                            .build(),
                                    new Http2MultiplexHandler(initializer(
                                            stream -> stream.pipeline().addLast(new Echo()))));
                }))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public static NettyHttp2Target start(Http2Settings settings, @Nullable SslContext tls) throws InterruptedException {
        return new NettyHttp2Target(settings, tls);
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    public List<Http2Headers> requests() {
        return requests;
    }

    public int connectionsAccepted() {
        return accepted.size();
    }

    private interface Setup {
        void of(Channel channel);
    }

    private static ChannelHandler initializer(Setup setup) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                setup.of(channel);
            }
        };
    }

    private final class Echo extends ChannelInboundHandlerAdapter {

        private final ByteBuf body = Unpooled.buffer();
        private @Nullable Http2Headers headers;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean ends = false;
            if (message instanceof Http2HeadersFrame frame) {
                headers = frame.headers();
                requests.add(frame.headers());
                ends = frame.isEndStream();
            } else if (message instanceof Http2DataFrame frame) {
                body.writeBytes(frame.content());
                ends = frame.isEndStream();
            }
            ReferenceCountUtil.release(message);
            if (ends && headers != null) {
                context.write(new DefaultHttp2HeadersFrame(
                        new DefaultHttp2Headers().status("200").set("x-path", headers.path())));
                context.writeAndFlush(new DefaultHttp2DataFrame(body, true));
            }
        }
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
