package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.ScriptedTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionPoolTest {

    private static final byte[] RESPONSE = ScriptedTarget.response(200, "{}");
    private static final long MILLISECOND_NANOS = 1_000_000;

    private final EventLoops loops = new EventLoops(1);
    private final EventLoop loop = loops.loops().get(0);
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    /** Stands still except where a test moves it. */
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() throws Exception {
        loops.close();
    }

    @Test
    void tellsEveryCloseOfABusyConnection() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            if (number.incrementAndGet() % 5 == 0) {
                return false;
            }
            // Two requests, and a connection that never rested is older than what counts as a rest.
            nanos.addAndGet(600 * MILLISECOND_NANOS);
            out.write(RESPONSE);
            return true;
        })) {
            ConnectionPool pool = pool(target, loops.channelType());
            loop.execute(() -> {
                for (int i = 0; i < 50; i++) {
                    pool.submit(new Probe(Integer.MAX_VALUE));
                }
            });

            List<String> all = ends(50);

            assertThat(all).filteredOn("CONNECTION_CLOSED attempts=1"::equals).hasSize(10);
            assertThat(all).filteredOn("200 attempts=1"::equals).hasSize(40);
            assertThat(target.requests()).hasSize(50);
        }
    }

    @Test
    void sendsAgainWhatAnIdleTimeoutCrossedAndCountsItsTimeFromTheFirstStart() throws Exception {
        try (ScriptedTarget target = closingRested(5 * MILLISECOND_NANOS)) {
            AtomicLong serviceNanos = new AtomicLong();
            Probe second = new Probe(Integer.MAX_VALUE) {
                @Override
                protected boolean responded(long nowNanos, Response response) {
                    serviceNanos.set(nowNanos - startedNanos());
                    return super.responded(nowNanos, response);
                }
            };

            ConnectionPool pool = pool(target, loops.channelType());
            assertThat(afterARest(pool, second)).isEqualTo("200 attempts=2");
            assertThat(pool.requestsResent()).isEqualTo(1);
            assertThat(serviceNanos).hasValue(5 * MILLISECOND_NANOS);
            assertThat(target.requests()).hasSize(3);
        }
    }

    @Test
    void doesNotSendAgainWhatTheTargetHadTimeToRead() throws Exception {
        try (ScriptedTarget target = closingRested(30 * MILLISECOND_NANOS)) {
            ConnectionPool pool = pool(target, loops.channelType());
            assertThat(afterARest(pool, new Probe(Integer.MAX_VALUE))).isEqualTo("CONNECTION_CLOSED attempts=1");
            assertThat(pool.requestsResent()).isZero();
            assertThat(target.requests()).hasSize(2);
        }
    }

    @Test
    void neverCountsAsNotSentWhatWasSentOnce() throws Exception {
        try (ScriptedTarget target = closingRested(5 * MILLISECOND_NANOS)) {
            assertThat(afterARest(pool(target, loops.channelType()), new Probe(1)))
                    .isEqualTo("CONNECTION_CLOSED attempts=1");
        }
    }

    @Test
    void staysOnItsLoopWhenNoSocketCanBeOpened() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            ConnectionPool pool = pool(target, NoSocket.class);
            loop.execute(() -> {
                for (int i = 0; i < 3; i++) {
                    pool.submit(new Probe(Integer.MAX_VALUE));
                }
            });

            assertThat(ends(3)).containsOnly("CONNECT_FAILED attempts=1");
        }
    }

    @Test
    void tellsOfADefectThatNobodyUpTheStackHears() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            ConnectionPool pool = pool(target, loops.channelType());
            pool.tellDefectsTo(defect -> ends.add(String.valueOf(defect.getMessage())));
            loop.execute(() -> pool.submit(new Probe(Integer.MAX_VALUE) {
                @Override
                protected boolean responded(long nowNanos, Response response) {
                    throw new IllegalStateException("a defect");
                }
            }));

            assertThat(ends(1)).containsExactly("a defect");
        }
    }

    private ScriptedTarget closingRested(long afterNanos) {
        return ScriptedTarget.start((request, out) -> {
            if (request.numberOnConnection() == 1) {
                nanos.addAndGet(afterNanos);
                return false;
            }
            out.write(RESPONSE);
            return true;
        });
    }

    private String afterARest(ConnectionPool pool, Probe second) throws Exception {
        loop.execute(() -> pool.submit(new Probe(Integer.MAX_VALUE)));
        assertThat(ends(1)).containsExactly("200 attempts=1");
        nanos.addAndGet(ConnectionPool.IDLE_CLOSE_NANOS);
        loop.execute(() -> pool.submit(second));
        return ends(1).get(0);
    }

    private ConnectionPool pool(ScriptedTarget target, Class<? extends Channel> channelType) {
        PoolLimits limits = new PoolLimits(1, Duration.ofSeconds(2), Duration.ofHours(1), 1_024);
        Target to = Target.of(target.uri());
        Connector connector = new Connector(
                loop,
                channelType,
                to,
                Route.to(to, List.of(), HostNames.ofSystem()),
                null,
                limits.connectTimeout(),
                nanos::get);
        return new ConnectionPool(loop, connector, new ConnectionBudget(limits.connections()), limits, nanos::get);
    }

    private List<String> ends(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(String.valueOf(ends.poll(10, TimeUnit.SECONDS)));
        }
        return all;
    }

    /** A process that may open no more files. */
    public static final class NoSocket extends NioSocketChannel {

        /** Fails. */
        public NoSocket() {
            throw new ChannelException("Too many open files");
        }
    }

    /** A request that can be rendered so many times, as with a token that runs out. */
    private class Probe extends Call {

        private int renders;

        Probe(int renders) {
            this.renders = renders;
        }

        @Override
        protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
            return renders-- > 0 ? ByteBufUtil.writeAscii(allocator, "POST / HTTP/1.1\r\nHost: a\r\n\r\n") : null;
        }

        @Override
        protected boolean needsBody() {
            return false;
        }

        @Override
        protected boolean responded(long nowNanos, Response response) {
            return end(Integer.toString(response.status()));
        }

        @Override
        protected void failed(long nowNanos, RequestOutcome outcome) {
            end(outcome.name());
        }

        @Override
        protected void notSent(NotSentReason reason) {
            end(reason.name());
        }

        private boolean end(String how) {
            ends.add(how + " attempts=" + attempts + (loop.inEventLoop() ? "" : " off the loop"));
            return false;
        }
    }
}
