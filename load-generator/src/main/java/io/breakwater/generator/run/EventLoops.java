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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads that send. Epoll where there is Linux, for its timers are exact to some ten microseconds and cost nothing while
 * they wait; elsewhere NIO, whose timers round to milliseconds.
 */
public final class EventLoops {

    /**
     * Half of the lag that is promised at 99 % of the arrivals: the other half is for the machine. From 2,000/s on a thread it
     * saves wake-ups; arrivals that are farther apart begin at once.
     */
    public static final Duration GATHER_ARRIVALS = Duration.ofNanos(500_000);

    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup group;
    private final long gatherNanos;
    private final List<EventLoop> loops = new ArrayList<>();
    private final boolean epoll = Epoll.isAvailable();

    /** Starts this many; at least 1. What they begin is gathered for the default time. */
    public EventLoops(int count) {
        this(count, GATHER_ARRIVALS);
    }

    /**
     * Starts threads.
     *
     * @param count          how many; at least 1
     * @param gatherArrivals how long what is due may wait for what is due next, so that a thread wakes up once for both
     */
    public EventLoops(int count, Duration gatherArrivals) {
        gatherNanos = gatherArrivals.toNanos();
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

    /** How long what is due may wait for what is due next. */
    public long gatherNanos() {
        return gatherNanos;
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
