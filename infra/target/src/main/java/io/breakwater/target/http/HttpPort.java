package io.breakwater.target.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A port on the loopback interface that can be closed and opened again. */
public final class HttpPort {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    /** Enough for a surge of connections to wait in the kernel while the loop is busy. */
    private static final int BACKLOG = 4096;

    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private @Nullable Channel listener;
    private int port;

    /** Names a port without opening it; 0 for any free one. */
    public HttpPort(EventLoopGroup group, int port, Endpoint endpoint) {
        this.port = port;
        connections = new DefaultChannelGroup(group.next());
        bootstrap = new ServerBootstrap()
                .group(group)
                .channel(serverType())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES)))
                                .addLast(new RequestConnection(endpoint));
                    }
                });
    }

    /** Returns one event loop: native epoll where there is one, NIO otherwise. */
    public static EventLoopGroup newEventLoop(String name) {
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), factory);
    }

    private static Class<? extends ServerChannel> serverType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Returns the port's number; the real one once it was open. */
    public int number() {
        return port;
    }

    /** Listens; completes with the port's number, or exceptionally when somebody else has it. */
    public CompletableFuture<Integer> open() {
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        bootstrap.bind(LOOPBACK, port).addListener((io.netty.channel.ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                listener = bound.channel();
                port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
                opened.complete(port);
            } else {
                opened.completeExceptionally(new IllegalStateException(
                        "port: " + port + " cannot be opened on " + LOOPBACK + ": "
                                + bound.cause().getMessage() + " (expected: a free port, or 0 for any)",
                        bound.cause()));
            }
        });
        return opened;
    }

    /** Stops listening and cuts all connections; further ones are refused until it is opened again. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Channel open = listener;
        listener = null;
        if (open == null) {
            closed.complete(null);
            return closed;
        }
        open.close().addListener(unbound -> connections.close().addListener(cut -> closed.complete(null)));
        return closed;
    }
}
