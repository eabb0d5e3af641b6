package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.closed;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.json;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.open;
import static io.breakwater.generator.run.Scenarios.pause;
import static io.breakwater.generator.run.Scenarios.repeat;
import static io.breakwater.generator.run.Scenarios.send;
import static io.breakwater.generator.run.Scenarios.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.http.TestCertificates;
import io.breakwater.generator.websocket.NettyWebSocketTarget;
import io.breakwater.generator.websocket.NettyWebSocketTarget.Peer;
import io.breakwater.generator.websocket.NettyWebSocketTarget.Script;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What virtual users do with their WebSockets, on a server of Netty's codec. */
@Timeout(60)
class WebSocketLoadTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 200, 1_000);
    private static final Load FIFTY = open(hold(100, Duration.ofMillis(500)));

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void opensTalksAndClosesOverWs() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            requireTalk(target, ROOMY);
        }
    }

    @Test
    void opensTalksAndClosesOverWss(@TempDir Path folder) throws Exception {
        TestCertificates own = TestCertificates.make(folder, "ip:127.0.0.1", 0);
        SSLContext tls = own.server(own);
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(tls, chat())) {
            requireTalk(target, trustingAnyone(ROOMY));
        }
    }

    /** Greets, tells each its room, and what it says there. */
    private static Script chat() {
        return (text, peer) -> {
            if (text.startsWith("{")) {
                peer.say("{\"type\":\"noise\"}");
                peer.say("{\"type\":\"welcome\",\"room\":\"r" + peer.number() + "\"}");
            } else {
                peer.say("said: " + text);
                peer.say("news");
            }
        };
    }

    private void requireTalk(NettyWebSocketTarget target, HttpSettings settings) throws Exception {
        Flow hello = awaiting(
                "hello",
                Optional.of("{\"type\":\"hello\"}"),
                List.of(json("$.type", "\"welcome\"")),
                Map.of("room", new Extraction(Extraction.Source.JSON, "$.room", 0, false, Optional.empty())));
        Flow say = awaiting(
                "say",
                Optional.of("${room}!"),
                List.of(),
                Map.of(),
                Check.in(Check.Subject.BODY, "", List.of("\"said: ${room}!\"")));
        Flow news = awaiting("news", Optional.empty(), List.of(body("news")), Map.of());

        Sent sent = walk(target.uri(), settings, FIFTY, connect(), hello, say, news, closing());

        assertThat(counts(sent, 5)).containsOnly(50);
        assertThat(sent.events()).allSatisfy(event -> {
            assertThat(event.outcome()).contains(RequestOutcome.SUCCEEDED);
            assertThat(event.business()).isEqualTo(BusinessOutcome.SUCCEEDED);
            assertThat(event.status()).isEqualTo(event.step() == 0 ? 101 : 0);
            assertThat(event.connectMicros() > 0).isEqualTo(event.step() == 0);
        });
        assertThat(sent.events(1)).allMatch(event -> event.bytesSent() == 16 + 6 && event.bytesReceived() > 2);
        assertThat(target.texts())
                .as("each says the room that it was told")
                .containsAll(IntStream.rangeClosed(1, 50)
                        .mapToObj(i -> "r" + i + "!")
                        .toList());
        await().until(() -> target.connectionsOpen() == 0);
    }

    @Test
    void takesAnythingButAgreementForARefusal() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(target.uri(), ROOMY, FIFTY, connect(), message("never"));

            assertThat(sent.events(0))
                    .hasSize(50)
                    .allMatch(event ->
                            event.outcome().equals(Optional.of(RequestOutcome.STATUS_FAILED)) && event.status() == 200);
            assertThat(sent.events(1)).isEmpty();
        }
    }

    @Test
    void closesWithTheIterationAndOpensAnewInTheNext() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Load users = new Load.Closed(List.of(hold(4, Duration.ofSeconds(20))), Optional.of(5), Optional.empty());

            Sent sent = walk(target.uri(), ROOMY, users, connect(), message("x"));

            assertThat(counts(sent, 2)).containsOnly(20);
            assertThat(target.connectionsAccepted()).isEqualTo(20);
            await().until(() -> target.connectionsOpen() == 0);
        }
    }

    @Test
    void findsWhatCameDuringAPause() throws Exception {
        Script greeting = new Script() {
            @Override
            public void opened(Peer peer) {
                peer.say("welcome");
            }

            @Override
            public void text(String text, Peer peer) {
                // Not answered.
            }
        };
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(greeting)) {
            Sent sent = walk(
                    target.uri(),
                    ROOMY,
                    FIFTY,
                    connect(),
                    pause(Duration.ofMillis(100)),
                    awaiting("greeting", Optional.empty(), List.of(body("welcome")), Map.of()));

            assertThat(sent.events(1))
                    .hasSize(50)
                    .allMatch(event -> event.outcome().equals(Optional.of(RequestOutcome.SUCCEEDED)))
                    .as("it was there already")
                    .allMatch(event -> event.serviceMicros() < 50_000);
        }
    }

    @Test
    void tellsHowManyMessagesCameUnaskedAndFoundNoRoom() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(
                (text, peer) -> IntStream.range(0, 70).forEach(i -> peer.say("unasked " + i)))) {
            // The target's close comes behind the messages, so that all of them have come.
            Sent sent = walk(target.uri(), ROOMY, FIFTY, connect(), message("go"), closing());

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(150);
            assertThat(sent.closing().health().messagesDropped())
                    .as("6 of 70 each")
                    .isEqualTo(50 * 6);
        }
    }

    @Test
    void sharesConnectionsWithRequests() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Load once = new Load.Closed(List.of(hold(2, Duration.ofSeconds(5))), Optional.of(1), Optional.empty());
            // One for each loop and its virtual user: first for the request, which then makes room for the WebSocket.
            Sent sent =
                    walk(target.uri(), limits(Duration.ofMillis(300), 2, 1_000), once, send("a"), connect(), send("b"));

            assertThat(counts(sent, 3)).containsOnly(2);
            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(4);
            assertThat(sent.events(2))
                    .as("as long as the WebSocket is open there is none for a request")
                    .allMatch(event -> event.notSent().equals(Optional.of(NotSentReason.NO_CONNECTION)));
        }
    }

    @Test
    void changesBetweenRequestsAndMessages() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Sent sent = walk(
                    target.uri(),
                    ROOMY,
                    FIFTY,
                    send("a"),
                    connect(),
                    send("b"),
                    awaiting("talk", Optional.of("hi"), List.of(body("said")), Map.of()),
                    send("c"),
                    send("d"),
                    repeat(20, message("much")));

            assertThat(counts(sent, 7)).containsExactly(50, 50, 50, 50, 50, 50, 1_000);
            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(1_300);
        }
    }

    @Test
    void sendsTheCookiesThatRequestsWereGivenWithTheHandshake() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Sent sent = walk(target.uri(), withCookies(ROOMY), FIFTY, send("a"), connect(), message("x"));

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(150);
            assertThat(target.cookies()).hasSize(50).allMatch(cookie -> cookie.matches("of=[0-9]+"));
        }
    }

    @Test
    void keepsTheCookiesThatTheAnswerToAHandshakeSets() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nSet-Cookie: sid=7\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            walk(target.uri(), withCookies(ROOMY), FIFTY, anyhow(connect()), send("a"));

            assertThat(target.requests())
                    .filteredOn(request -> request.line().contains("/chat"))
                    .hasSize(50)
                    .noneMatch(request -> request.head().contains("Cookie:"));
            assertThat(target.requests())
                    .filteredOn(request -> !request.line().contains("/chat"))
                    .hasSize(50)
                    .allMatch(request -> request.head().contains("Cookie: sid=7"));
        }
    }

    @Test
    void accountsForWebSocketsThatTheTargetCloses() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start((text, peer) -> {
            if (peer.number() % 2 == 0) {
                peer.close(1001);
            } else {
                peer.cut();
            }
        })) {
            Sent sent = walk(
                    target.uri(),
                    ROOMY,
                    FIFTY,
                    connect(),
                    anyhow(awaiting("answer", Optional.of("x"), List.of(), Map.of())),
                    anyhow(message("later")),
                    connect("again"));

            assertThat(counts(sent, 4)).containsOnly(50);
            assertThat(sent.count(RequestOutcome.CONNECTION_CLOSED)).isEqualTo(100);
            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(100);
            await().until(() -> target.connectionsOpen() == 0);
        }
    }

    @Test
    void endsWhatIsAwaitedWhenTheRunIsStoppedAtOnce() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start((text, peer) -> {})) {
            EngineRig.Started started = rig.start(
                    Scenarios.of(
                            target.uri(),
                            ROOMY,
                            open(hold(100, Duration.ofSeconds(20))),
                            session(
                                    "s",
                                    connect(),
                                    awaiting("answer", Optional.of("x"), List.of(), Map.of()),
                                    closing())),
                    Map.of());
            await().until(() -> target.texts().size() >= 20);

            started.part().abort();

            Sent sent = started.await().requireConsistent();
            assertThat(sent.count(RequestOutcome.ABORTED)).isBetween(20L, 200L);
            assertThat(sent.events(2)).isEmpty();
            await().until(() -> target.connectionsOpen() == 0);
        }
    }

    @Test
    void awaitsWhatIsUnderWayWhenTheRunIsStopped() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start((text, peer) -> {})) {
            EngineRig.Started started = rig.start(
                    Scenarios.of(
                            target.uri(),
                            limits(Duration.ofMillis(300), 200, 1_000),
                            open(hold(100, Duration.ofSeconds(20))),
                            session("s", connect(), awaiting("answer", Optional.of("x"), List.of(), Map.of()))),
                    Map.of());
            await().until(() -> target.texts().size() >= 5);

            started.part().stop();

            Sent sent = started.await().requireConsistent();
            assertThat(sent.count(RequestOutcome.REQUEST_TIMED_OUT)).isGreaterThanOrEqualTo(5);
            assertThat(sent.count(RequestOutcome.ABORTED)).isZero();
        }
    }

    @Test
    void letsHandshakesWaitForARoomThatOthersHold() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Sent sent = walk(
                    target.uri(),
                    limits(Duration.ofMillis(200), 4, 1_000),
                    open(hold(40, Duration.ofMillis(500))),
                    connect(),
                    pause(Duration.ofSeconds(1)));

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(4);
            assertThat(sent.count(NotSentReason.NO_CONNECTION)).isEqualTo(16);
        }
    }

    @Test
    void restsAfterMessagesThatNoWebSocketCarries() throws Exception {
        try (NettyWebSocketTarget target = NettyWebSocketTarget.start(chat())) {
            Sent sent = walk(target.uri(), ROOMY, closed(hold(1, Duration.ofMillis(450))), message("x"));

            assertThat(sent.events())
                    .hasSizeBetween(1, 6)
                    .allMatch(event -> event.outcome().equals(Optional.of(RequestOutcome.CONNECTION_CLOSED)));
        }
    }

    private Sent walk(URI target, HttpSettings settings, Load load, Flow... flow) throws Exception {
        return rig.send(Scenarios.of(target, settings, load, session("s", flow)), Map.of())
                .requireConsistent();
    }

    private static List<Integer> counts(Sent sent, int steps) {
        return IntStream.range(0, steps)
                .mapToObj(step -> sent.events(step).size())
                .toList();
    }

    private static Flow connect() {
        return connect("connect");
    }

    private static Flow connect(String name) {
        return step(name, new Request.WebSocketOpen(Optional.empty(), "/chat", Map.of(), Optional.empty()), Map.of());
    }

    private static Flow message(String text) {
        return step(
                text, new Request.WebSocketMessage(Optional.of(text), List.of(), false, Optional.empty()), Map.of());
    }

    private static Flow awaiting(
            String name,
            Optional<String> text,
            List<Check> await,
            Map<String, Extraction> extractions,
            Check... checks) {
        return step(name, new Request.WebSocketMessage(text, await, true, Optional.empty()), extractions, checks);
    }

    private static Flow closing() {
        return step("close", new Request.WebSocketClose(), Map.of());
    }

    private static Flow step(String name, Request request, Map<String, Extraction> extractions, Check... checks) {
        return new Flow.Send(new Step(name, request, extractions, List.of(checks), 1, false));
    }

    private static Flow anyhow(Flow flow) {
        Step step = ((Flow.Send) flow).step();
        return new Flow.Send(
                new Step(step.name(), step.request(), step.extractions(), step.checks(), step.share(), true));
    }

    private static Check body(String contained) {
        return new Check(
                Check.Subject.BODY,
                "",
                Check.Operator.CONTAINS,
                false,
                List.of(Check.Expected.of(contained)),
                Optional.empty());
    }

    private static HttpSettings trustingAnyone(HttpSettings limits) {
        return settings(limits, false, Tls.Trust.ANY);
    }

    private static HttpSettings withCookies(HttpSettings limits) {
        return settings(limits, true, Tls.Trust.SYSTEM);
    }

    private static HttpSettings settings(HttpSettings limits, boolean cookies, Tls.Trust trust) {
        return new HttpSettings(
                limits.protocol(),
                limits.connectTimeout(),
                limits.requestTimeout(),
                limits.connections(),
                limits.virtualUsers(),
                Map.of(),
                0,
                cookies,
                false,
                true,
                List.of(),
                Map.of(),
                new Tls(Optional.empty(), trust, Optional.empty(), Optional.empty(), true));
    }
}
