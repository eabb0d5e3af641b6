package io.breakwater.generator.reference;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * The system that the examples are aimed at: HTTP/1.1 and WebSockets on one port; over TLS on another, there also HTTP/2.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A test sees what does not arrive.
final class ExampleTarget implements AutoCloseable {

    private static final int MOST_BODY_BYTES = 64 * 1024;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Channel http;
    private final Channel https;

    /**
     * What came.
     *
     * @param http2 whether it came over HTTP/2
     * @param text  all of it that a reference may stand in
     */
    record Received(boolean http2, String text) {}

    ExampleTarget(SSLContext certificate) throws InterruptedException {
        SslContext tls = tls(certificate);
        http = listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                speakHttp1(channel.pipeline());
            }
        });
        https = listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Agreed());
            }
        });
    }

    int httpPort() {
        return ((InetSocketAddress) http.localAddress()).getPort();
    }

    int httpsPort() {
        return ((InetSocketAddress) https.localAddress()).getPort();
    }

    /** All that came since it was asked last. */
    List<Received> takeReceived() {
        List<Received> taken = new ArrayList<>(received);
        received.clear();
        return taken;
    }

    private Channel listen(ChannelInitializer<Channel> connections) throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(connections)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    private void speakHttp1(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpServerCodec(), new HttpObjectAggregator(MOST_BODY_BYTES), new ExampleAnswers(received::add));
    }

    private void speakHttp2(ChannelPipeline pipeline) {
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(
                                        new Http2StreamFrameToHttpObjectCodec(true),
                                        new HttpObjectAggregator(MOST_BODY_BYTES),
                                        new ExampleAnswers(received::add));
                    }
                }));
    }

    /** RFC 7301. */
    private final class Agreed extends ApplicationProtocolNegotiationHandler {

        Agreed() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                speakHttp2(context.pipeline());
            } else {
                speakHttp1(context.pipeline());
            }
        }
    }

    private static SslContext tls(SSLContext certificate) {
        return new JdkSslContext(
                certificate,
                false,
                Http2SecurityUtil.CIPHERS,
                SupportedCipherSuiteFilter.INSTANCE,
                new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1),
                ClientAuth.OPTIONAL,
                null,
                false);
    }

    @Override
    public void close() {
        http.close().syncUninterruptibly();
        https.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
