package io.breakwater.generator.http;

import io.breakwater.events.request.RequestOutcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of one event loop to one target: look-up, TCP, TLS, all within one time limit. Confined to its event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Closing a channel that nobody uses.
public final class Connector {

    private final EventLoop loop;
    private final Class<? extends Channel> channelType;
    private final Target target;
    private final Route route;
    private final @Nullable ClientTls tls;
    private final Duration timeout;
    private final LongSupplier nanoClock;

    /** Hears what came of a connection, exactly once, on the event loop. */
    public interface Listener {

        /** It is open. Whoever wants to hear of it adds a handler before this returns. */
        void opened(Opened opened);

        /**
         * It could not be opened.
         *
         * @param outcome  {@code NAME_UNRESOLVED}, {@code CONNECT_FAILED}, {@code CONNECT_TIMED_OUT} or {@code TLS_FAILED}
         * @param reason   what the system says of it, for samples
         * @param tookNanos how long that took
         */
        void notOpened(RequestOutcome outcome, String reason, long tookNanos);
    }

    /**
     * A connector.
     *
     * @param loop        the event loop
     * @param channelType its kind of socket
     * @param target      where to
     * @param route       by which addresses
     * @param tls         how it is secured; none for a target without TLS
     * @param timeout     how long all of it may take
     * @param nanoClock   {@code System::nanoTime}, or a test's
     */
    public Connector(
            EventLoop loop,
            Class<? extends Channel> channelType,
            Target target,
            Route route,
            @Nullable ClientTls tls,
            Duration timeout,
            LongSupplier nanoClock) {
        if (target.secure() && tls == null) {
            throw new IllegalArgumentException("target: " + target + " without TLS (expected: with)");
        }
        this.loop = loop;
        this.channelType = channelType;
        this.target = target;
        this.route = route;
        this.tls = target.secure() ? tls : null;
        this.timeout = timeout;
        this.nanoClock = nanoClock;
    }

    /** Where it leads. */
    public Target target() {
        return target;
    }

    /**
     * Begins a connection. A refused one may be told of before this returns.
     *
     * @param listener hears what comes of it
     * @param defects  hears what the listener throws, for nobody else would
     */
    public void open(Listener listener, Consumer<Throwable> defects) {
        new Attempt(listener, defects).begin();
    }

    /** One connection on its way. */
    private final class Attempt {

        private final Listener listener;
        private final Consumer<Throwable> defects;
        private final long begunNanos = nanoClock.getAsLong();
        private @Nullable ScheduledFuture<?> deadline;
        private @Nullable Channel channel;
        private long lookUpNanos;
        private long connectNanos;
        private boolean found;
        private boolean over;

        Attempt(Listener listener, Consumer<Throwable> defects) {
            this.listener = listener;
            this.defects = defects;
        }

        void begin() {
            deadline = loop.schedule(this::timedOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
            route.next(loop, address -> {
                if (address == null) {
                    // Not before open() has returned: whoever hears of it opens the next, and would come here again.
                    loop.execute(() -> guarded(() -> connect(null)));
                } else {
                    connect(address);
                }
            });
        }

        private void timedOut() {
            fail(
                    found ? RequestOutcome.CONNECT_TIMED_OUT : RequestOutcome.NAME_UNRESOLVED,
                    "not open after " + timeout.toMillis() + " ms");
        }

        private void connect(@Nullable InetSocketAddress address) {
            if (over) {
                return;
            }
            if (address == null) {
                fail(RequestOutcome.NAME_UNRESOLVED, target.host() + ": no address");
                return;
            }
            found = true;
            lookUpNanos = nanoClock.getAsLong() - begunNanos;
            ChannelFuture connect = bootstrap().connect(address);
            channel = connect.channel();
            // Without a socket, as when the process may open no more, the connect ends on a thread that is not this
            // loop.
            connect.addListener(done -> onLoop(() -> connected(connect)));
        }

        private Bootstrap bootstrap() {
            return new Bootstrap()
                    .group(loop)
                    .channel(channelType)
                    .option(ChannelOption.TCP_NODELAY, true)
                    // One deadline over all of it instead.
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel opened) {
                            if (tls != null) {
                                opened.pipeline().addLast(tls.handler(opened.alloc(), target), new HandshakeFailures());
                            }
                        }
                    });
        }

        private void connected(ChannelFuture connect) {
            if (over) {
                connect.channel().close();
                return;
            }
            if (!connect.isSuccess()) {
                fail(RequestOutcome.CONNECT_FAILED, String.valueOf(connect.cause()));
                return;
            }
            connectNanos = nanoClock.getAsLong() - begunNanos;
            SslHandler handler = connect.channel().pipeline().get(SslHandler.class);
            if (handler == null) {
                succeed(connect.channel(), 0, false);
            } else {
                handler.handshakeFuture().addListener(done -> onLoop(() -> secured(connect.channel(), handler, done)));
            }
        }

        private void secured(Channel secured, SslHandler handler, Future<?> done) {
            if (over) {
                secured.close();
            } else if (!done.isSuccess()) {
                fail(RequestOutcome.TLS_FAILED, String.valueOf(done.cause()));
            } else {
                secured.pipeline().remove(HandshakeFailures.class);
                succeed(
                        secured,
                        nanoClock.getAsLong() - begunNanos - connectNanos,
                        ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol()));
            }
        }

        private void succeed(Channel opened, long tlsNanos, boolean http2) {
            end();
            listener.opened(new Opened(opened, lookUpNanos, connectNanos, tlsNanos, http2));
        }

        private void fail(RequestOutcome outcome, String reason) {
            if (over) {
                return;
            }
            end();
            // One without a socket was never registered, and cannot be closed.
            if (channel != null && channel.isRegistered()) {
                channel.close();
            }
            guarded(() -> listener.notOpened(outcome, reason, nanoClock.getAsLong() - begunNanos));
        }

        private void end() {
            over = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
        }

        private void onLoop(Runnable work) {
            if (loop.inEventLoop()) {
                guarded(work);
            } else {
                loop.execute(() -> guarded(work));
            }
        }

        private void guarded(Runnable work) {
            try {
                work.run();
            } catch (Throwable defect) {
                defects.accept(defect);
            }
        }
    }

    /** Stands behind TLS until it is agreed: what fails is told by the handshake, and is no line in the log. */
    private static final class HandshakeFailures extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
