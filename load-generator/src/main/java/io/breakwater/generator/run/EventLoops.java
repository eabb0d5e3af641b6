package io.breakwater.generator.run;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads that send. Epoll where there is Linux, for its timers are exact to some ten microseconds and cost nothing while
 * they wait; elsewhere NIO, whose timers round to milliseconds.
 */
public final class EventLoops {

    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final boolean epoll = Epoll.isAvailable();

    /** Starts this many; at least 1. */
    public EventLoops(int count) {
        group = new MultiThreadIoEventLoopGroup(
                count,
                new DefaultThreadFactory("send"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (int i = 0; i < count; i++) {
            loops.add(group.next());
        }
    }

    /** All of them. */
    public List<EventLoop> loops() {
        return List.copyOf(loops);
    }

    /** Their kind of client socket. */
    public Class<? extends Channel> channelType() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Their kind of server socket. */
    public Class<? extends ServerSocketChannel> serverChannelType() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Ends the threads. */
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
