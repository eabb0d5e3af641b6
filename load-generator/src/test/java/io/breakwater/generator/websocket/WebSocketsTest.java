package io.breakwater.generator.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.generator.http.BodyBytes;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.ClientTls;
import io.breakwater.generator.http.ConnectionBudget;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.http.Route;
import io.breakwater.generator.http.Target;
import io.breakwater.generator.http.TestCertificates;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.websocket.RawWebSocketTarget.Connection;
import io.breakwater.generator.websocket.RawWebSocketTarget.Script;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WebSocketsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WebSocketRequest OPEN = new WebSocketRequest.Open(0);
    private static final WebSocketRequest SEND = new WebSocketRequest.Message(true, false);
    private static final WebSocketRequest AWAIT = new WebSocketRequest.Message(false, true);
    private static final WebSocketRequest SEND_AND_AWAIT = new WebSocketRequest.Message(true, true);
    private static final WebSocketRequest CLOSE = new WebSocketRequest.Close();

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
    void opensSendsAwaitsAndCloses() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.echo()) {
            Probe user = new Probe(sockets(target, LONG, 1));

            assertThat(user.does(OPEN, "")).isEqualTo("101 ");
            assertThat(user.does(SEND_AND_AWAIT, "hello")).isEqualTo("0 hello");
            assertThat(user.does(SEND_AND_AWAIT, "again")).isEqualTo("0 again");
            assertThat(user.does(CLOSE, "")).isEqualTo("0 ");
            assertThat(user.does(SEND, "late")).isEqualTo("CONNECTION_CLOSED");
            assertThat(target.heads().get(0))
                    .startsWith("GET /chat HTTP/1.1\r\nHost: target\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ")
                    .endsWith("==\r\n\r\n");
            assertThat(target.opcodes()).containsExactly(Opcode.TEXT, Opcode.TEXT, Opcode.CLOSE);
        }
    }

    @Test
    void speaksOverTls(@TempDir Path folder) throws Exception {
        TestCertificates own = TestCertificates.make(folder, "ip:127.0.0.1", 0);
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(own.server(own).getServerSocketFactory(), RawWebSocketTarget::echo)) {
            Tls anyone = new Tls(Optional.empty(), Tls.Trust.ANY, Optional.empty(), Optional.empty(), true);
            ClientTls tls = ClientTls.of(anyone, Optional.empty(), Optional.empty(), false);
            Probe user = new Probe(sockets(target, LONG, 1, tls));

            assertThat(user.does(OPEN, "")).isEqualTo("101 ");
            assertThat(user.does(SEND_AND_AWAIT, "hello")).isEqualTo("0 hello");
            assertThat(user.does(CLOSE, "")).isEqualTo("0 ");
        }
    }

    @Test
    void tellsAHandshakeThatWasRefusedWithItsStatus() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(opening(
                (accept, connection) -> connection.text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")))) {
            Probe user = new Probe(sockets(target, LONG, 1));

            assertThat(user.does(OPEN, "")).isEqualTo("403 ");
            assertThat(user.does(SEND, "x")).isEqualTo("CONNECTION_CLOSED");
        }
    }

    @Test
    void refusesAHandshakeWithoutTheRightAccept() throws Exception {
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(opening((accept, connection) -> connection.accept("AAAA")))) {
            assertThat(new Probe(sockets(target, LONG, 1)).does(OPEN, "")).isEqualTo("RESPONSE_INVALID");
        }
    }

    @Test
    void refusesWhatIsNoHttp() throws Exception {
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(opening((accept, connection) -> connection.text("SSH-2.0\r\n\r\n")))) {
            assertThat(new Probe(sockets(target, LONG, 1)).does(OPEN, "")).isEqualTo("RESPONSE_INVALID");
        }
    }

    @Test
    void passesOverMessagesUntilTheAwaitedOne() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(answering((text, connection) -> {
            connection.frame(Opcode.TEXT, "one");
            connection.frame(Opcode.TEXT, "two");
            connection.frame(Opcode.TEXT, "wanted");
        }))) {
            WebSockets sockets = sockets(target, LONG, 1);
            Probe user = new Probe(sockets);
            user.does(OPEN, "");
            user.awaited = "wanted";

            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("0 wanted");
            assertThat(loop.submit(sockets::messagesPassedOver).get()).isEqualTo(2);
        }
    }

    @Test
    void findsAMessageThatCameBeforeItWasAwaited() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(new Script() {
            @Override
            public void opened(String accept, Connection connection) throws IOException {
                connection.acceptAndSay(accept, "welcome");
            }

            @Override
            public void frame(int opcode, byte[] payload, Connection connection) throws IOException {
                RawWebSocketTarget.echo(opcode, payload, connection);
            }
        })) {
            Probe user = new Probe(sockets(target, LONG, 1));
            user.does(OPEN, "");

            // What came before the text does not answer it, and is there for a later step.
            assertThat(user.does(SEND_AND_AWAIT, "hello")).isEqualTo("0 hello");
            assertThat(user.does(AWAIT, "")).isEqualTo("0 welcome");
        }
    }

    @Test
    void keepsTheLatestOfTooManyEarlyMessagesAndCountsTheOthers() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(answering((text, connection) -> {
            for (int i = 0; i < 70; i++) {
                connection.frame(Opcode.TEXT, "n" + i);
            }
        }))) {
            WebSockets sockets = sockets(target, LONG, 1);
            Probe user = new Probe(sockets);
            user.does(OPEN, "");
            user.does(SEND, "x");
            await().until(() -> loop.submit(sockets::messagesDropped).get() == 6);

            assertThat(user.does(AWAIT, "")).isEqualTo("0 n6");
        }
    }

    @Test
    void boundsTheEarlyMessagesOfAllLinksTogether() {
        EarlyMemory memory = new EarlyMemory(1_000);
        EarlyMessages one = new EarlyMessages(memory);
        EarlyMessages other = new EarlyMessages(memory);
        BodyBytes message = new BodyBytes();
        message.append(new byte[400], 0, 400);
        BodyBytes polled = new BodyBytes();

        assertThat(one.add(message)).isZero();
        assertThat(other.add(message)).isZero();
        assertThat(other.add(message)).as("no room for a third, whosever it is").isEqualTo(1);
        one.clear();
        assertThat(memory.takenBytes()).as("given back where memory is scarce").isEqualTo(400);
        assertThat(other.add(message)).isZero();
        assertThat(other.poll(polled)).isTrue();
        assertThat(other.poll(polled)).isTrue();
        assertThat(other.poll(polled)).isFalse();
    }

    @Test
    void answersPingsAndJoinsFragments() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(
                answering((text, connection) -> connection.hex("0101 61 8901 7A 8001 62".replace(" ", ""))))) {
            Probe user = new Probe(sockets(target, LONG, 1));
            user.does(OPEN, "");

            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("0 ab");
            await().until(() -> target.opcodes().contains(Opcode.PONG));
        }
    }

    @Test
    void survivesAFloodOfPings() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(answering((text, connection) -> {
            connection.hex("8904706F6E67".repeat(100_000));
            connection.frame(Opcode.TEXT, "over");
        }))) {
            Probe user = new Probe(sockets(target, LONG, 1));
            user.does(OPEN, "");

            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("0 over");
        }
    }

    @Test
    void tellsFramesThatAreWrong() throws Exception {
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(answering((text, connection) -> connection.hex("81810000000061")))) {
            Probe user = new Probe(sockets(target, LONG, 1));
            user.does(OPEN, "");

            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("RESPONSE_INVALID");
            await().until(() -> target.opcodes().contains(Opcode.CLOSE));
        }
    }

    @Test
    void tellsAMessageBeyondTheLimit() throws Exception {
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(answering((text, connection) -> connection.hex("827F0000000010000000")))) {
            Probe user = new Probe(sockets(target, LONG, 1));
            user.does(OPEN, "");

            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("RESPONSE_TOO_LARGE");
        }
    }

    @Test
    void tellsACloseByTheTarget() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(answering((text, connection) -> {
            connection.hex("880203E9");
            if (text.equals("abruptly")) {
                connection.close();
            }
        }))) {
            WebSockets sockets = sockets(target, LONG, 1);
            Probe user = new Probe(sockets);
            user.does(OPEN, "");
            assertThat(user.does(SEND_AND_AWAIT, "x")).isEqualTo("CONNECTION_CLOSED");
            user.does(OPEN, "");
            assertThat(user.does(SEND, "abruptly")).isEqualTo("0 ");
            await().until(() -> loop.submit(sockets::connections).get() == 0);

            assertThat(user.does(AWAIT, "")).isEqualTo("CONNECTION_CLOSED");
        }
    }

    @Test
    void timesOutAndHearsTheAnswerLater() throws Exception {
        BlockingQueue<Connection> silent = new LinkedBlockingQueue<>();
        try (RawWebSocketTarget target =
                RawWebSocketTarget.start(answering((text, connection) -> silent.add(connection)))) {
            WebSockets sockets = sockets(target, Duration.ofMillis(100), 1);
            Probe user = new Probe(sockets);
            user.does(OPEN, "");
            user.begin(SEND_AND_AWAIT, "x");
            sweepUntilEnded(sockets);
            assertThat(ends.take()).isEqualTo("REQUEST_TIMED_OUT");
            silent.take().frame(Opcode.TEXT, "late");

            user.begin(AWAIT, "");

            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("0 late");
        }
    }

    @Test
    void timesOutAHandshakeThatIsNeverAnswered() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.start(opening((accept, connection) -> {}))) {
            WebSockets sockets = sockets(target, Duration.ofMillis(100), 1);
            new Probe(sockets).begin(OPEN, "");

            sweepUntilEnded(sockets);

            assertThat(ends.take()).isEqualTo("REQUEST_TIMED_OUT");
        }
    }

    @Test
    void letsAHandshakeWaitForAConnection() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.echo()) {
            WebSockets sockets = sockets(target, Duration.ofMillis(100), 1);
            Probe first = new Probe(sockets);
            first.does(OPEN, "");
            new Probe(sockets).begin(OPEN, "");
            sweepUntilEnded(sockets);
            assertThat(ends.take()).isEqualTo("NO_CONNECTION");
            new Probe(sockets).begin(OPEN, "");

            loop.execute(first.link::drop);

            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("101 ");
        }
    }

    @Test
    void endsWhatIsUnderWayWhenAborted() throws Exception {
        try (RawWebSocketTarget target = RawWebSocketTarget.echo()) {
            WebSockets sockets = sockets(target, LONG, 1);
            Probe user = new Probe(sockets);
            user.does(OPEN, "");
            user.begin(AWAIT, "");
            new Probe(sockets).begin(OPEN, "");

            loop.execute(() -> {
                sockets.dropWaiting(NotSentReason.STOPPED);
                sockets.abort();
            });

            assertThat(List.of(ends.take(), ends.take())).containsExactly("STOPPED", "ABORTED");
        }
    }

    private interface Opening {
        void open(String accept, Connection connection) throws IOException;
    }

    private interface Answer {
        void answer(String text, Connection connection) throws IOException;
    }

    private static Script opening(Opening opening) {
        return new Script() {
            @Override
            public void opened(String accept, Connection connection) throws IOException {
                opening.open(accept, connection);
            }

            @Override
            public void frame(int opcode, byte[] payload, Connection connection) {
                // None is awaited.
            }
        };
    }

    private static Script answering(Answer answer) {
        return (opcode, payload, connection) -> {
            if (opcode == Opcode.TEXT) {
                answer.answer(new String(payload, StandardCharsets.UTF_8), connection);
            }
        };
    }

    private WebSockets sockets(RawWebSocketTarget target, Duration requestTimeout, int connections) {
        return sockets(target, requestTimeout, connections, null);
    }

    private WebSockets sockets(
            RawWebSocketTarget target, Duration requestTimeout, int connections, @Nullable ClientTls tls) {
        PoolLimits limits = new PoolLimits(connections, Duration.ofSeconds(2), requestTimeout, 1024 * 1024);
        Target where = new Target(tls != null, "127.0.0.1", target.port());
        Connector connector = new Connector(
                loop,
                loops.channelType(),
                where,
                Route.to(where, List.of(), HostNames.ofSystem()),
                tls,
                limits.connectTimeout(),
                System::nanoTime);
        WebSockets sockets = new WebSockets(
                List.of(connector),
                new ConnectionBudget(connections),
                limits,
                System::nanoTime,
                new SplittableRandom(42));
        sockets.tellDefectsTo(defects::add);
        return sockets;
    }

    private void sweepUntilEnded(WebSockets sockets) {
        await().pollInSameThread().until(() -> {
            loop.submit(sockets::sweep).get();
            return !ends.isEmpty();
        });
    }

    /** A virtual user that does one thing after the other. */
    private final class Probe extends Call implements WebSocketCall {

        private final WebSockets sockets;
        private final WebSocketLink link;
        private volatile WebSocketRequest request = OPEN;
        private volatile String text = "";
        private volatile String awaited = "";

        Probe(WebSockets sockets) {
            this.sockets = sockets;
            this.link = sockets.link();
        }

        String does(WebSocketRequest next, String newText) throws InterruptedException {
            begin(next, newText);
            return String.valueOf(ends.poll(10, TimeUnit.SECONDS));
        }

        void begin(WebSocketRequest next, String newText) {
            request = next;
            text = newText;
            loop.execute(() -> sockets.submit(this));
        }

        @Override
        public WebSocketLink link() {
            return link;
        }

        @Override
        public WebSocketRequest webSocketRequest() {
            return request;
        }

        @Override
        public boolean accepts(Response message) {
            return awaited.isEmpty() || body(message).equals(awaited);
        }

        @Override
        protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
            return ByteBufUtil.writeUtf8(
                    allocator,
                    request == OPEN ? "GET /chat HTTP/1.1\r\nHost: target\r\nUpgrade: websocket\r\n\r\n" : text);
        }

        @Override
        protected boolean needsBody() {
            return true;
        }

        @Override
        protected boolean responded(long nowNanos, Response response) {
            ends.add(response.status() + " " + body(response));
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

        private static String body(Response response) {
            return new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.UTF_8);
        }
    }
}
