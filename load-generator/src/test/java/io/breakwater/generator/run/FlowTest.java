package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.open;
import static io.breakwater.generator.run.Scenarios.pause;
import static io.breakwater.generator.run.Scenarios.repeat;
import static io.breakwater.generator.run.Scenarios.send;
import static io.breakwater.generator.run.Scenarios.sendAnyhow;
import static io.breakwater.generator.run.Scenarios.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.run.Sent.Event;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What virtual users do between their first request and their last. */
@Timeout(60)
class FlowTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);
    private static final LoadPhase FEW = hold(40, Duration.ofMillis(500));

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void intendsAStepBehindAPauseWhenThePauseIsOver() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(target, send("a"), pause(Duration.ofMillis(120)), send("b"));

            assertThat(sent.events(1)).hasSize(20);
            for (Event second : sent.events(1)) {
                assertThat(sent.events(0))
                        .as("an end that lies the pause before")
                        .anyMatch(first -> Math.abs(first.intendedMicros()
                                        + first.responseMicros()
                                        + 120_000
                                        - second.intendedMicros())
                                <= 3);
                assertThat(second.lagMicros()).isBetween(0L, 60_000L);
            }
        }
    }

    @Test
    void drawsPausesAtRandomWithinTheirBounds() throws Exception {
        Flow uniform = new Flow.Pause(Flow.Pause.Spread.UNIFORM, Duration.ofMillis(300), Duration.ofMillis(400));
        Flow normal = new Flow.Pause(Flow.Pause.Spread.NORMAL, Duration.ofMillis(300), Duration.ofMillis(50));
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Load four = open(new LoadPhase(0, 0, Duration.ZERO, 200, 0, false));
            Sent sent = rig.send(
                            Scenarios.of(
                                    target.uri(),
                                    ROOMY,
                                    four,
                                    session("s", send("a"), uniform, send("b"), normal, send("c"))),
                            Map.of())
                    .requireConsistent();

            // All begin at one instant, so that the mean tells the pauses' mean.
            assertThat(mean(sent, 1) - meanEnd(sent, 0)).isBetween(480_000.0, 520_000.0);
            assertThat(mean(sent, 2) - meanEnd(sent, 1)).isBetween(285_000.0, 315_000.0);
            assertThat(sent.events(1).stream()
                            .map(Event::intendedMicros)
                            .distinct()
                            .count())
                    .isGreaterThan(190);
        }
    }

    private static double mean(Sent sent, int step) {
        return sent.events(step).stream()
                .mapToLong(Event::intendedMicros)
                .average()
                .orElseThrow();
    }

    private static double meanEnd(Sent sent, int step) {
        return sent.events(step).stream()
                .mapToLong(event -> event.intendedMicros() + event.responseMicros())
                .average()
                .orElseThrow();
    }

    @Test
    void repeatsJumpsAndEnds() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(
                    target,
                    send("a"),
                    repeat(3, send("b"), repeat(2, send("c"))),
                    repeat(0, send("never")),
                    new Flow.Jump("d"),
                    send("skipped"),
                    send("d"),
                    new Flow.End(),
                    send("behind"));

            assertThat(IntStream.range(0, 7).mapToObj(step -> sent.events(step).size()))
                    .containsExactly(20, 60, 120, 0, 0, 20, 0);
        }
    }

    @Test
    void goesWhereTheValuesSayThatWereTakenFromAnswers() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            int answered = request.line().contains("/a") ? number.getAndIncrement() : 0;
            out.write(ScriptedTarget.response(200, "{\"kind\":" + answered % 2 + ",\"id\":\"x" + answered + "\"}"));
            return true;
        })) {
            Step a = Scenarios.get("a");
            Map<String, Extraction> extractions = Map.of(
                    "kind", new Extraction(Extraction.Source.JSON, "$.kind", 0, false, Optional.empty()),
                    "id", new Extraction(Extraction.Source.JSON, "$.id", 0, false, Optional.empty()));
            Flow take = new Flow.Send(new Step("a", a.request(), extractions, List.of(), 1, false));
            Flow.Condition isOne =
                    new Flow.Condition(List.of(List.of(Check.in(Check.Subject.VALUE, "kind", List.of("1")))));

            Sent sent = walk(
                    target,
                    take,
                    new Flow.Assign("greeting", "hello ${id}"),
                    new Flow.Choose(
                            isOne,
                            List.of(new Flow.Send(Scenarios.post("odd", "${greeting}"))),
                            List.of(new Flow.Send(Scenarios.post("even", "${id}")))),
                    new Flow.Repeat(5, Optional.of(isOne), List.of(send("more"))));

            assertThat(IntStream.range(0, 4).mapToObj(step -> sent.events(step).size()))
                    .as("one round where it holds after the first, five where it never does")
                    .containsExactly(20, 10, 10, 10 + 50);
            assertThat(target.requests().stream()
                            .map(ScriptedTarget.Request::body)
                            .filter(body -> !body.isEmpty()))
                    .doesNotHaveDuplicates()
                    .contains("hello x1", "x2");
        }
    }

    @Test
    void failsAStepWhoseAnswerLacksAValue() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Map<String, Extraction> extractions =
                    Map.of("id", new Extraction(Extraction.Source.JSON, "$.id", 0, false, Optional.empty()));
            Step a = Scenarios.get("a");

            Sent sent = walk(
                    target,
                    new Flow.Send(new Step("a", a.request(), extractions, List.of(), 1, true)),
                    new Flow.Send(Scenarios.post("b", "${id}")));

            assertThat(sent.events(0)).hasSize(20).allMatch(event -> event.business() == BusinessOutcome.FAILED);
            assertThat(sent.count(NotSentReason.VALUE_MISSING)).isEqualTo(20);
        }
    }

    @Test
    void letsExactlyTheShareOfVisitsGoOn() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    open(hold(400, Duration.ofMillis(500))),
                    session("s", send("a"), send("b", 0.6), send("c", 0.1), send("d", 0)));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events(0)).hasSize(200);
            assertThat(sent.events(1)).as("60 of 100 on each loop").hasSize(120);
            assertThat(sent.events(2)).as("6 of 60 on each loop").hasSize(12);
            assertThat(sent.events(3)).isEmpty();
        }
    }

    @Test
    void goesOnAfterAFailureWhereTheStepSaysSo() throws Exception {
        byte[] failing = ScriptedTarget.response(503, "");
        byte[] fine = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(request.line().contains("/b") ? fine : failing);
            return !request.line().contains("/cut");
        })) {
            Sent sent = walk(target, sendAnyhow("a"), send("b"), sendAnyhow("cut"), send("c"), send("d"));

            assertThat(IntStream.range(0, 5).mapToObj(step -> sent.events(step).size()))
                    .containsExactly(20, 20, 20, 20, 0);
            assertThat(sent.events(0)).allMatch(event -> event.status() == 503);
        }
    }

    @Test
    void goesOnTogetherWithOthersOfAllLoops() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(target, send("a"), new Flow.Rendezvous("all", 20, Duration.ofSeconds(20)), send("b"));

            assertThat(sent.events(1)).hasSize(20);
            long last = sent.events(0).stream()
                    .mapToLong(event -> event.intendedMicros() + event.responseMicros())
                    .max()
                    .orElseThrow();
            assertThat(sent.events(1).stream().mapToLong(Event::intendedMicros).distinct())
                    .as("one instant, when the last one had come")
                    .singleElement()
                    .satisfies(together -> assertThat(together).isBetween(last - 1, last + 20_000));
        }
    }

    @Test
    void waitsForOthersOnlySoLong() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(target, send("a"), new Flow.Rendezvous("all", 1_000, Duration.ofMillis(100)), send("b"));

            assertThat(sent.events(1)).hasSize(20);
            List<Long> instants = sent.events(1).stream()
                    .map(Event::intendedMicros)
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(instants).hasSizeBetween(4, 6);
            assertThat(instants.get(0)).isGreaterThanOrEqualTo(100_000);
        }
    }

    @Test
    void stopsThoseWhoPauseOrWaitForOthers() throws Exception {
        CountDownLatch ten = new CountDownLatch(10);
        byte[] response = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            out.write(response);
            ten.countDown();
            return true;
        })) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    open(hold(100, Duration.ofMinutes(5))),
                    session("pausing", send("a"), pause(Duration.ofMinutes(1)), send("b")),
                    session("meeting", send("c"), new Flow.Rendezvous("m", 0, Duration.ofMinutes(1)), send("d")));

            EngineRig.Started started = rig.start(scenario, Map.of());
            assertThat(ten.await(10, TimeUnit.SECONDS)).isTrue();
            started.part().stop();
            Sent sent = started.await().requireConsistent();

            assertThat(sent.events(1)).isEmpty();
            assertThat(sent.events(3)).isEmpty();
            assertThat(sent.closing().progress().cutShort()).isTrue();
        }
    }

    @Test
    void letsOthersHaveTheirTurnWhenOneDoesMuchWithoutSending() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = walk(target, repeat(200_000, pause(Duration.ZERO)), send("a"));

            assertThat(sent.events(0)).hasSize(20);
        }
    }

    @Test
    void sendsEachLoadWhenItsTurnComes() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Session own = new Session(
                    "own",
                    1,
                    0,
                    Optional.of(open(hold(100, Duration.ofMillis(200)))),
                    Duration.ofMillis(300),
                    List.of(send("b")));
            Scenario scenario = Scenarios.of(
                    target.uri(), ROOMY, open(hold(40, Duration.ofSeconds(1))), session("s", send("a")), own);

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events(0).stream().map(Event::intendedMicros).sorted())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> i * 25_000L).toList());
            assertThat(sent.events(1).stream().map(Event::intendedMicros).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> 300_000L + i * 10_000L)
                            .toList());
            assertThat(sent.closing().progress().iterations()).containsExactly(40L, 20L);
        }
    }

    @Test
    void sendsBurstsAtOneInstant() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(
                    target.uri(),
                    ROOMY,
                    open(
                            hold(10, Duration.ofMillis(200)),
                            new LoadPhase(0, 0, Duration.ZERO, 30, 0, false),
                            new LoadPhase(10, 10, Duration.ofMillis(200), 7, 0, false)),
                    session("s", send("a")));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.events()).hasSize(2 + 30 + 7 + 2);
            assertThat(sent.events().stream().filter(event -> event.intendedMicros() == 200_000))
                    .hasSize(30 + 7 + 1);
        }
    }

    @Test
    void doesNotSendWhatIsTooLate() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Load load = new Load.Open(
                    List.of(hold(100, Duration.ofSeconds(2))),
                    Load.Open.Spacing.EVEN,
                    0,
                    Optional.of(Duration.ofMillis(500)));
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, load, session("s", send("a")));

            Sent sent = rig.start(scenario, Map.of(), java.time.Instant.now().minusSeconds(1), 0, 1)
                    .await()
                    .requireConsistent();

            assertThat(sent.events()).hasSize(200);
            assertThat(sent.count(NotSentReason.TOO_LATE)).isBetween(45L, 199L);
        }
    }

    @Test
    void restsBeforeItTriesATargetThatIsDownAgain() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Scenario scenario = Scenarios.of(
                URI.create("http://127.0.0.1:" + port),
                ROOMY,
                Scenarios.closed(hold(10, Duration.ofSeconds(1))),
                session("s", send("a")));

        Sent sent = rig.send(scenario, Map.of()).requireConsistent();

        assertThat(sent.count(RequestOutcome.CONNECT_FAILED)).isBetween(50L, 110L);
    }

    private Sent walk(ScriptedTarget target, Flow... flow) throws Exception {
        return rig.send(Scenarios.of(target.uri(), ROOMY, open(FEW), session("s", flow)), Map.of())
                .requireConsistent();
    }
}
