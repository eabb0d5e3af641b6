package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.json;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.post;
import static io.breakwater.generator.run.Scenarios.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.generator.run.Sent.Event;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PartTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void sendsEveryArrivalOnceWithItsIntendedStart() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{\"err_code\":0}")) {
            Scenario scenario = Scenarios.of(
                    target.uri(), ROOMY, hold(500, Duration.ofSeconds(1)), get("q", json("$.err_code", "0")));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(target.requests()).hasSize(500);
            assertThat(sent.events().stream().mapToLong(Event::intendedMicros).sorted())
                    .containsExactlyElementsOf(
                            LongStream.range(0, 500).map(i -> i * 2_000).boxed().toList());
            assertThat(sent.events())
                    .allMatch(event -> event.business() == BusinessOutcome.SUCCEEDED
                            && event.status() == 200
                            && event.serviceMicros() > 0
                            && event.firstByteMicros() > 0
                            && event.firstByteMicros() <= event.serviceMicros()
                            && event.bytesSent() > 40
                            && event.bytesReceived() == "HTTP/1.1 200 X\r\nContent-Length: 14\r\n\r\n".length() + 14);
        }
    }

    @Test
    void sharesArrivalsAmongPartsAndLoopsWithoutGapOrRepetition() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, hold(100, Duration.ofSeconds(1)), get("q"));
            Instant startAt = Instant.now();

            EngineRig.Started first = rig.start(scenario, Map.of(), startAt, 0, 3);
            EngineRig.Started second = rig.start(scenario, Map.of(), startAt, 1, 3);
            EngineRig.Started third = rig.start(scenario, Map.of(), startAt, 2, 3);

            List<Long> intended = List.of(first.await(), second.await(), third.await()).stream()
                    .flatMap(sent -> sent.requireConsistent().events().stream())
                    .map(Event::intendedMicros)
                    .sorted()
                    .toList();
            assertThat(intended)
                    .containsExactlyElementsOf(LongStream.range(0, 100)
                            .map(i -> i * 10_000)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void measuresResponseTimeFromIntendedStartWhenTheTargetStalls() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch stallOver = new CountDownLatch(1);
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            if (answered.incrementAndGet() == 50) {
                stallOver.await(500, TimeUnit.MILLISECONDS);
                stallOver.countDown();
            } else if (answered.get() > 50) {
                stallOver.await();
            }
            out.write(response);
            return true;
        })) {
            // One connection a loop: those behind the stall wait for it, as a user would.
            Scenario scenario = Scenarios.of(
                    target.uri(), limits(Duration.ofSeconds(5), 2, 1_000), hold(200, Duration.ofSeconds(2)), get("q"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(400);
            long slowByServiceTime = sent.events().stream()
                    .filter(e -> e.serviceMicros() > 100_000)
                    .count();
            long slowByResponseTime = sent.events().stream()
                    .filter(e -> e.responseMicros() > 100_000)
                    .count();
            assertThat(slowByServiceTime)
                    .as("control: service time sees one request a connection")
                    .isLessThanOrEqualTo(2);
            assertThat(slowByResponseTime)
                    .as("the 80 who were meant to start within the first 400 of 500 ms wait for over 100 ms")
                    .isGreaterThanOrEqualTo(70);
            assertThat(dispatchLag(sent).percentileMicros(85))
                    .as("a fifth waits over 100 ms for a connection, which is not the generator's own lag")
                    .isLessThan(100_000);
        }
    }

    @Test
    void endsAnIterationAtItsFirstFailedCheck() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            boolean fails = request.line().contains("/first") && number.getAndIncrement() % 4 == 0;
            out.write(ScriptedTarget.response(200, fails ? "{\"errcode\":40001}" : "{\"errcode\":0}"));
            return true;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    hold(200, Duration.ofSeconds(1)),
                    post("first", "{}", json("$.errcode", "0")),
                    post("second", "{}", json("$.errcode", "0")));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events(0))
                    .hasSize(200)
                    .allMatch(e -> e.outcome().equals(Optional.of(RequestOutcome.SUCCEEDED)));
            assertThat(sent.events(0).stream().filter(e -> e.business() == BusinessOutcome.FAILED))
                    .hasSize(50);
            assertThat(sent.events(1)).hasSize(150);
            assertThat(sent.closing().accounting().get(1)).isEqualTo(new StepAccounting(150, 150, 0, 0));
        }
    }

    @Test
    void intendsADependentStepWhenItsPredecessorEnded() throws Exception {
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            out.write(response);
            return true;
        })) {
            Scenario scenario =
                    Scenarios.of(target.uri(), ROOMY, hold(10, Duration.ofMillis(500)), get("first"), get("second"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            for (Event second : sent.events(1)) {
                assertThat(sent.events(0))
                        .as("an end that is the second step's intended start")
                        .anyMatch(first ->
                                Math.abs(first.intendedMicros() + first.responseMicros() - second.intendedMicros())
                                        <= 2);
                assertThat(second.responseMicros()).isGreaterThanOrEqualTo(19_000);
            }
            assertThat(sent.events(1)).hasSize(5);
        }
    }

    @Test
    void neverOpensMoreConnectionsThanAllowed() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
            atOnce.decrementAndGet();
            out.write(response);
            return true;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    limits(Duration.ofSeconds(5), 6, 1_000),
                    hold(1_000, Duration.ofMillis(300)),
                    get("q"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(300);
            assertThat(target.connectionsAccepted()).isLessThanOrEqualTo(6);
            assertThat(most.get()).isLessThanOrEqualTo(6);
            assertThat(sent.events().stream().filter(e -> e.connectMicros() > 0).count())
                    .isLessThanOrEqualTo(6);
        }
    }

    @Test
    void countsArrivalsThatFoundNoConnectionOrNoVirtualUser() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            never.await();
            return false;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(), limits(Duration.ofMillis(400), 2, 10), hold(100, Duration.ofMillis(300)), get("q"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events()).hasSize(30);
            // 10 virtual users: 2 hold the connections, 8 wait; 20 find no virtual user. As the 2 time out, 2 of the 8
            // follow.
            assertThat(sent.count(NotSentReason.NO_VIRTUAL_USER)).isEqualTo(20);
            assertThat(sent.count(NotSentReason.NO_CONNECTION) + sent.count(RequestOutcome.REQUEST_TIMED_OUT))
                    .isEqualTo(10);
            assertThat(sent.count(NotSentReason.NO_CONNECTION)).isGreaterThanOrEqualTo(2);
            assertThat(sent.events().stream()
                            .filter(e -> e.outcome().equals(Optional.of(RequestOutcome.REQUEST_TIMED_OUT))))
                    .allMatch(e -> e.serviceMicros() >= 400_000 && e.serviceMicros() < 600_000);
        }
    }

    @Test
    void accountsForEveryRequestToATargetThatIsDown() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Scenario scenario = Scenarios.of(
                URI.create("http://127.0.0.1:" + port), ROOMY, hold(2_000, Duration.ofSeconds(1)), get("a"), get("b"));

        Sent sent = rig.send(scenario, Map.of()).requireConsistent();

        assertThat(sent.count(RequestOutcome.CONNECT_FAILED)).isEqualTo(2_000);
        assertThat(sent.closing().accounting())
                .containsExactly(new StepAccounting(2_000, 2_000, 0, 0), new StepAccounting(0, 0, 0, 0));
    }

    @Test
    void tellsFailuresApart() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            String path = request.line().replaceAll("^GET | HTTP/1.1$", "");
            switch (path) {
                case "/status" -> out.write(ScriptedTarget.response(503, "busy"));
                case "/garbage" -> out.write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
                case "/cut" ->
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab".getBytes(StandardCharsets.US_ASCII));
                case "/huge" ->
                    out.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                default -> out.write(ScriptedTarget.response(302, ""));
            }
            return !path.equals("/cut");
        })) {
            assertThat(outcomes(target, get("status"))).containsOnly(RequestOutcome.STATUS_FAILED);
            assertThat(outcomes(target, get("garbage"))).containsOnly(RequestOutcome.RESPONSE_INVALID);
            assertThat(outcomes(target, get("cut"))).containsOnly(RequestOutcome.CONNECTION_CLOSED);
            assertThat(outcomes(target, get("huge"))).containsOnly(RequestOutcome.RESPONSE_TOO_LARGE);
            assertThat(outcomes(target, get("moved"))).containsOnly(RequestOutcome.STATUS_FAILED);
            assertThat(outcomes(target, get("moved", status("302")))).containsOnly(RequestOutcome.SUCCEEDED);
        }
    }

    private List<RequestOutcome> outcomes(ScriptedTarget target, Step step) throws Exception {
        Scenario scenario = Scenarios.of(target.uri(), ROOMY, hold(50, Duration.ofMillis(100)), step);
        Sent sent = rig.send(scenario, Map.of()).requireConsistent();
        assertThat(sent.events()).hasSize(5);
        return sent.events().stream()
                .map(event -> event.outcome().orElseThrow())
                .toList();
    }

    @Test
    void opensANewConnectionWhenTheTargetClosesEachOne() throws Exception {
        byte[] closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] untilEnd = "HTTP/1.0 200 OK\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(number.getAndIncrement() % 2 == 0 ? closing : untilEnd);
            return false;
        })) {
            Scenario scenario =
                    Scenarios.of(target.uri(), ROOMY, hold(200, Duration.ofMillis(500)), get("a"), get("b"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(200);
            assertThat(target.connectionsAccepted()).isEqualTo(200);
        }
    }

    @Test
    void stopsWhenTheDataIsUsedUp() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            DataSet rows = DataSet.of(
                    "r.csv", DataSet.Format.CSV, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.STOP);
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    hold(100, Duration.ofMillis(500)),
                    Map.of(),
                    Map.of("rows", rows),
                    post("q", "{\"user\":\"${rows.user}\"}"));

            Sent sent = rig.send(scenario, Map.of("rows", "user\na\n\"b \"\"x\"\"\"\nc\n"))
                    .requireConsistent();

            assertThat(target.requests().stream().map(ScriptedTarget.Request::body))
                    .containsExactlyInAnyOrder("{\"user\":\"a\"}", "{\"user\":\"b \\\"x\\\"\"}", "{\"user\":\"c\"}");
            assertThat(sent.count(NotSentReason.DATA_USED_UP)).isEqualTo(47);
        }
    }

    @Test
    void doesNotSendWithoutAValidToken() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    hold(100, Duration.ofMillis(300)),
                    Map.of("wechat", new TokenUse("shop")),
                    Map.of(),
                    get("public"),
                    post("q", "{\"t\":\"${token.wechat}\"}"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.count(NotSentReason.TOKEN_MISSING)).isEqualTo(30);
            assertThat(sent.closing().accounting())
                    .containsExactly(new StepAccounting(30, 30, 0, 0), new StepAccounting(30, 0, 0, 30));
        }
    }

    @Test
    void stopsAtOnceAndAwaitsWhatIsInFlight() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(4);
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            begun.countDown();
            stopped.await();
            out.write(response);
            return true;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(), limits(Duration.ofSeconds(5), 4, 1_000), hold(100, Duration.ofMinutes(10)), get("q"));

            EngineRig.Started started = rig.start(scenario, Map.of());
            begun.await();
            started.part().stop();
            rig.awaitLoops();
            stopped.countDown();
            Sent sent = started.await().requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(4);
            assertThat(sent.events().size() - 4L).isEqualTo(sent.count(NotSentReason.STOPPED));
        }
    }

    @Test
    void abortsWhatIsInFlight() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            begun.countDown();
            never.await();
            return false;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(), limits(Duration.ofMinutes(5), 2, 1_000), hold(100, Duration.ofMinutes(10)), get("q"));

            EngineRig.Started started = rig.start(scenario, Map.of());
            begun.await();
            started.part().abort();
            Sent sent = started.await().requireConsistent();

            assertThat(sent.count(RequestOutcome.ABORTED)).isEqualTo(2);
        }
    }

    @Test
    void speaksUpEachSecondEvenWithoutEvents() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, hold(0.4, Duration.ofSeconds(5)), get("q"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events()).hasSize(2);
            assertThat(sent.headers().size()).as("two loops for five seconds").isBetween(8, 14);
        }
    }

    private static LatencyHistogram dispatchLag(Sent sent) {
        LatencyHistogram all = new LatencyHistogram();
        sent.headers()
                .forEach(header ->
                        all.add(LatencyHistogram.decode(header.health().dispatchLagHistogram())));
        return all;
    }
}
