package io.breakwater.generator.http2;

import static io.breakwater.generator.http2.RawHttp2Target.DATA;
import static io.breakwater.generator.http2.RawHttp2Target.END_HEADERS;
import static io.breakwater.generator.http2.RawHttp2Target.GOAWAY;
import static io.breakwater.generator.http2.RawHttp2Target.HEADERS;
import static io.breakwater.generator.http2.RawHttp2Target.RST_STREAM;
import static io.breakwater.generator.http2.RawHttp2Target.STATUS_200;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.http.Route;
import io.breakwater.generator.http.Target;
import io.breakwater.generator.http2.RawHttp2Target.Connection;
import io.breakwater.generator.http2.RawHttp2Target.Frame;
import io.breakwater.generator.http2.RawHttp2Target.Script;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.ScriptedTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamPoolTest {

    private static final int MAX_CONCURRENT_STREAMS = 3;
    /** Netty keeps the first of RFC 9113's numbers for upgrades from HTTP/1.1. */
    private static final int FIRST_STREAM = 3;

    private static final int SECOND_STREAM = 5;
    private static final int THIRD_STREAM = 7;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoops loops = new EventLoops(1);
    private final EventLoop loop = loops.loops().get(0);
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final List<Throwable> defects = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        loops.close();
        assertThat(defects).isEmpty();
    }

    @Test
    void sharesOneConnectionAmongRequestsThatAreUnderWayTogether() throws Exception {
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings().maxConcurrentStreams(100), null)) {
            StreamPool pool = pool(target.port(), 4, LONG);

            submit(pool, 100, "POST", "hello");

            assertThat(ends(100)).containsOnly("200 hello");
            assertThat(target.connectionsAccepted()).isEqualTo(1);
            assertThat(target.requests()).allSatisfy(request -> {
                assertThat(request.method()).hasToString("POST");
                assertThat(request.scheme()).hasToString("http");
                assertThat(request.path()).hasToString("/a?b=c");
                assertThat(request.authority()).hasToString("target");
                assertThat(request.get("x-own")).hasToString("Own");
                assertThat(request.contains("host")).isFalse();
                assertThat(request.contains("connection")).isFalse();
            });
        }
    }

    @Test
    void sendsABodyThroughSmallWindows() throws Exception {
        String body = "0123456789".repeat(20_000);
        try (NettyHttp2Target target = NettyHttp2Target.start(new Http2Settings().initialWindowSize(100), null)) {
            StreamPool pool = pool(target.port(), 1, LONG);

            submit(pool, 3, "POST", body);

            assertThat(ends(3)).containsOnly("200 " + body);
        }
    }

    @Test
    void waitsForAStreamWhereTheTargetAllowsOne() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (RawHttp2Target target = answering(1, (stream, connection) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            open.decrementAndGet();
            connection.answer(stream);
        })) {
            StreamPool pool = pool(target.port(), 1, LONG);

            submit(pool, 20, "GET", "");

            assertThat(ends(20)).containsOnly("200 ");
            assertThat(most).hasValue(1);
            assertThat(target.connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void opensFurtherConnectionsUpToTheBound() throws Exception {
        List<Runnable> held = new ArrayList<>();
        try (RawHttp2Target target = answering(1, (stream, connection) -> {
            synchronized (held) {
                held.add(() -> answerUnchecked(connection, stream));
                if (held.size() == 3) {
                    held.forEach(Runnable::run);
                    held.clear();
                }
            }
        })) {
            StreamPool pool = pool(target.port(), 3, LONG);

            submit(pool, 9, "GET", "");

            assertThat(ends(9)).containsOnly("200 ");
            assertThat(target.connectionsAccepted()).isEqualTo(3);
        }
    }

    @Test
    void tellsAStreamThatWasResetAndGoesOnOverItsConnection() throws Exception {
        try (RawHttp2Target target = answering(100, (stream, connection) -> {
            if (stream == FIRST_STREAM) {
                connection.frame(RST_STREAM, 0, stream, RawHttp2Target.number(2));
            } else {
                connection.answer(stream);
            }
        })) {
            StreamPool pool = pool(target.port(), 1, LONG);
            submit(pool, 1, "GET", "");
            assertThat(ends(1)).containsExactly("STREAM_RESET");

            submit(pool, 1, "GET", "");

            assertThat(ends(1)).containsExactly("200 ");
            assertThat(target.connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void sendsAgainOnceWhatTheTargetWentAwayFromWithoutLooking() throws Exception {
        try (RawHttp2Target target = answering(100, (stream, connection) -> {
            if (connection.number > 0) {
                connection.answer(stream);
            } else if (stream == SECOND_STREAM) {
                connection.frame(GOAWAY, 0, 0, RawHttp2Target.goAway(FIRST_STREAM));
                connection.answer(FIRST_STREAM);
            }
        })) {
            StreamPool pool = pool(target.port(), 2, LONG);

            submit(pool, 2, "GET", "");

            assertThat(ends(2)).containsOnly("200 ");
            assertThat(pool.requestsResent()).isEqualTo(1);
            assertThat(target.connectionsAccepted()).isEqualTo(2);
        }
    }

    @Test
    void givesUpWhatTheTargetWentAwayFromTwice() throws Exception {
        try (RawHttp2Target target =
                answering(100, (stream, connection) -> connection.frame(GOAWAY, 0, 0, RawHttp2Target.goAway(0)))) {
            StreamPool pool = pool(target.port(), 2, LONG);

            submit(pool, 1, "GET", "");

            assertThat(ends(1)).containsExactly("CONNECTION_CLOSED");
            assertThat(pool.requestsResent()).isEqualTo(1);
        }
    }

    @Test
    void tellsEveryStreamOfAConnectionThatCloses() throws Exception {
        try (RawHttp2Target target = answering(100, (stream, connection) -> {
            if (stream == THIRD_STREAM) {
                connection.close();
            }
        })) {
            StreamPool pool = pool(target.port(), 1, LONG);

            submit(pool, 3, "GET", "");

            assertThat(ends(3)).containsOnly("CONNECTION_CLOSED");
            assertThat(pool.requestsResent()).isZero();
        }
    }

    @Test
    void tellsAServerOfHttp1Apart() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            StreamPool pool = pool(target.uri().getPort(), 1, LONG);

            submit(pool, 2, "GET", "");

            assertThat(ends(2)).containsOnly("RESPONSE_INVALID");
        }
    }

    @Test
    void timesOutAStreamAndLeavesTheOthers() throws Exception {
        try (RawHttp2Target target = answering(100, (stream, connection) -> {
            if (stream != FIRST_STREAM) {
                connection.answer(stream);
            }
        })) {
            StreamPool pool = pool(target.port(), 1, Duration.ofMillis(200));
            submit(pool, 1, "GET", "");
            submit(pool, 1, "GET", "");
            assertThat(ends(1)).containsExactly("200 ");

            sweepUntilEnded(pool);

            assertThat(ends(1)).containsExactly("REQUEST_TIMED_OUT");
        }
    }

    @Test
    void timesOutAConnectionWithoutSettings() throws Exception {
        try (RawHttp2Target target = RawHttp2Target.start(new Script() {
            @Override
            public void opened(Connection connection) {
                // Says nothing.
            }

            @Override
            public void frame(Frame frame, Connection connection) {
                // Nor here.
            }

            @Override
            public boolean acknowledges() {
                return false;
            }
        })) {
            StreamPool pool = pool(target.port(), 1, LONG);
            submit(pool, 1, "GET", "");

            sweepUntilEnded(pool);

            assertThat(ends(1)).containsExactly("CONNECT_TIMED_OUT");
        }
    }

    @Test
    void letsNobodyWaitForEverForATargetThatAllowsNoStreams() throws Exception {
        try (RawHttp2Target target = answering(0, (stream, connection) -> connection.answer(stream))) {
            StreamPool pool = pool(target.port(), 1, Duration.ofMillis(200));
            submit(pool, 2, "GET", "");

            await().pollInSameThread().until(() -> {
                loop.submit(pool::sweep).get();
                return ends.size() == 2;
            });

            assertThat(ends(2)).containsOnly("NO_CONNECTION");
        }
    }

    @Test
    void refusesABodyBeyondTheLimit() throws Exception {
        try (RawHttp2Target target = answering(100, (stream, connection) -> {
            connection.frame(HEADERS, END_HEADERS, stream, STATUS_200);
            for (int i = 0; i < 100; i++) {
                connection.frame(DATA, 0, stream, new byte[16_000]);
            }
        })) {
            StreamPool pool = pool(target.port(), 1, LONG);

            submit(pool, 1, "GET", "");

            assertThat(ends(1)).containsExactly("RESPONSE_TOO_LARGE");
        }
    }

    @Test
    void tellsFramesThatAreNone() throws Exception {
        try (RawHttp2Target target =
                answering(100, (stream, connection) -> connection.frame(DATA, 0, 0, new byte[] {1, 2, 3}))) {
            StreamPool pool = pool(target.port(), 1, LONG);

            submit(pool, 2, "GET", "");

            assertThat(ends(2)).containsOnly("RESPONSE_INVALID");
        }
    }

    @Test
    void endsWhatIsUnderWayWhenAborted() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawHttp2Target target = answering(1, (stream, connection) -> seen.countDown())) {
            StreamPool pool = pool(target.port(), 1, LONG);
            submit(pool, 2, "GET", "");
            seen.await();

            loop.execute(() -> {
                pool.dropWaiting(NotSentReason.STOPPED);
                pool.abort();
            });

            assertThat(ends(2)).containsExactly("STOPPED", "ABORTED");
        }
    }

    private interface Answer {
        void answer(int stream, Connection connection) throws IOException;
    }

    private static RawHttp2Target answering(int mostStreams, Answer answer) {
        return RawHttp2Target.start(new Script() {
            @Override
            public void opened(Connection connection) throws IOException {
                connection.settings(MAX_CONCURRENT_STREAMS, mostStreams);
            }

            @Override
            public void frame(Frame frame, Connection connection) throws IOException {
                if (frame.endsRequest()) {
                    answer.answer(frame.stream(), connection);
                }
            }
        });
    }

    private static void answerUnchecked(Connection connection, int stream) {
        try {
            connection.answer(stream);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StreamPool pool(int port, int connections, Duration requestTimeout) {
        PoolLimits limits = new PoolLimits(connections, Duration.ofMillis(500), requestTimeout, 1024 * 1024);
        Target target = new Target(false, "127.0.0.1", port);
        Route route = Route.to(target, List.of(), HostNames.ofSystem());
        Connector connector = new Connector(
                loop, loops.channelType(), target, route, null, limits.connectTimeout(), System::nanoTime);
        StreamPool pool = new StreamPool(loop, connector, limits, System::nanoTime, new Refusal() {
            @Override
            public void refused(Opened connection) {
                throw new AssertionError("refused without TLS");
            }

            @Override
            public void submit(Call call) {
                throw new AssertionError("refused without TLS");
            }
        });
        pool.tellDefectsTo(defects::add);
        return pool;
    }

    private void submit(StreamPool pool, int times, String method, String body) {
        loop.execute(() -> {
            for (int i = 0; i < times; i++) {
                pool.submit(new Probe(method, body));
            }
        });
    }

    private void sweepUntilEnded(StreamPool pool) {
        await().pollInSameThread().until(() -> {
            loop.submit(pool::sweep).get();
            return !ends.isEmpty();
        });
    }

    private List<String> ends(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(String.valueOf(ends.poll(10, TimeUnit.SECONDS)));
        }
        return all;
    }

    /** A request that tells how it ended. */
    private final class Probe extends Call {

        private final String method;
        private final String body;

        Probe(String method, String body) {
            this.method = method;
            this.body = body;
        }

        @Override
        protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
            return ByteBufUtil.writeAscii(
                    allocator,
                    method + " /a?b=c HTTP/1.1\r\nHost: target\r\nConnection: keep-alive\r\nX-Own: Own\r\n" + length
                            + "\r\n" + body);
        }

        @Override
        protected boolean needsBody() {
            return true;
        }

        @Override
        protected boolean responded(long nowNanos, Response response) {
            assertThat(sentBytes()).isGreaterThan(9 + body.length());
            assertThat(receivedBytes()).isGreaterThan(9);
            ends.add(response.status() + " "
                    + new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.US_ASCII));
            return false;
        }

        @Override
        protected void failed(long nowNanos, RequestOutcome outcome) {
            ends.add(outcome.name());
        }

        @Override
        protected void notSent(NotSentReason reason) {
            ends.add(reason.name());
        }
    }
}
