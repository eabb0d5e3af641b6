package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.closed;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.pause;
import static io.breakwater.generator.run.Scenarios.send;
import static io.breakwater.generator.run.Scenarios.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.generator.run.Sent.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual users who wait for responses. */
@Timeout(60)
class ClosedLoadTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);
    private static final Flow[] EVERY_50_MS = {send("a"), pause(Duration.ofMillis(50))};

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void keepsAsManyVirtualUsersAsTheLevelSays() throws Exception {
        Sent sent = walk(closed(hold(7, Duration.ofSeconds(1))), session("s", EVERY_50_MS));

        assertThat(startsAt(sent, 0)).as("all begin at once").isEqualTo(7);
        assertThat(sent.events()).hasSizeBetween(7 * 14, 7 * 20);
        assertThat(sent.events()).allMatch(event -> event.intendedMicros() < 1_000_000);
        assertThat(sent.closing().progress().iterations(0))
                .isEqualTo(sent.events().size());
    }

    @Test
    void intendsAStepWhenItsPredecessorEndedAndThePauseIsOver() throws Exception {
        Sent sent = walk(closed(hold(1, Duration.ofMillis(500))), session("s", EVERY_50_MS));

        List<Event> events = sent.events();
        for (int i = 1; i < events.size(); i++) {
            Event before = events.get(i - 1);
            assertThat(events.get(i).intendedMicros() - (before.intendedMicros() + before.responseMicros()))
                    .isBetween(49_997L, 50_003L);
        }
    }

    @Test
    void addsAndRemovesVirtualUsersAlongARamp() throws Exception {
        Sent sent = walk(
                closed(
                        LoadPhase.of(0, 10, Duration.ofSeconds(1), false),
                        LoadPhase.of(10, 0, Duration.ofSeconds(1), false)),
                session("s", EVERY_50_MS));

        long early = between(sent, 0, 300_000);
        long middle = between(sent, 850_000, 1_150_000);
        long late = between(sent, 1_750_000, 2_100_000);
        assertThat(middle).isGreaterThan(3 * early).isGreaterThan(3 * late);
        assertThat(startsAt(sent, 0)).as("the ramp begins at nobody").isLessThanOrEqualTo(1);
        assertThat(between(sent, 2_000_000, Long.MAX_VALUE)).isZero();
    }

    @Test
    void bringsVirtualUsersBackAfterALevelOfNobody() throws Exception {
        Sent sent = walk(
                closed(
                        hold(4, Duration.ofMillis(300)),
                        hold(0, Duration.ofMillis(400)),
                        hold(4, Duration.ofMillis(300))),
                session("s", EVERY_50_MS));

        assertThat(between(sent, 0, 300_000)).isGreaterThan(12);
        assertThat(between(sent, 360_000, 700_000)).isZero();
        assertThat(startsAt(sent, 700_000)).isEqualTo(4);
        assertThat(between(sent, 700_000, 1_000_000)).isGreaterThan(12);
    }

    @Test
    void beginsWithTheShareThatIsThereAtTheStart() throws Exception {
        Session session = new Session("s", 1, 0.5, Optional.empty(), Duration.ZERO, List.of(EVERY_50_MS));

        Sent sent = walk(closed(LoadPhase.of(0, 10, Duration.ofSeconds(1), false)), session);

        assertThat(startsAt(sent, 0)).isEqualTo(5);
    }

    @Test
    void letsEachVirtualUserWalkOnlySoOften() throws Exception {
        Load load = new Load.Closed(List.of(hold(5, Duration.ofMinutes(5))), Optional.of(3), Optional.empty());

        Sent sent = walk(load, session("s", send("a"), send("b")));

        assertThat(sent.events(0)).hasSize(15);
        assertThat(sent.events(1)).hasSize(15);
        assertThat(sent.closing().progress().cutShort()).isFalse();
    }

    @Test
    void endsWhenTheSharedIterationsAreWalked() throws Exception {
        for (long shared : new long[] {1, 2, 7, 100}) {
            Load load = new Load.Closed(List.of(hold(3, Duration.ofMinutes(5))), Optional.empty(), Optional.of(shared));

            assertThat(walk(load, session("s", send("a"))).events()).hasSize((int) shared);
        }
    }

    @Test
    void dividesVirtualUsersAndSharedIterationsAmongParts() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Load load = new Load.Closed(List.of(hold(5, Duration.ofMinutes(5))), Optional.empty(), Optional.of(101L));
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, load, session("s", send("a")));
            Instant startAt = Instant.now();

            List<Sent> parts = Stream.of(
                            rig.start(scenario, Map.of(), startAt, 0, 3),
                            rig.start(scenario, Map.of(), startAt, 1, 3),
                            rig.start(scenario, Map.of(), startAt, 2, 3))
                    .map(ClosedLoadTest::await)
                    .toList();

            assertThat(parts.stream().mapToInt(sent -> sent.events().size()).sum())
                    .isEqualTo(101);
            assertThat(parts.stream().mapToLong(sent -> startsAt(sent, 0)).sum())
                    .isEqualTo(5);
        }
    }

    @Test
    void givesEachSessionItsShareOfTheVirtualUsers() throws Exception {
        Session heavy = new Session("heavy", 3, 0, Optional.empty(), Duration.ZERO, List.of(EVERY_50_MS));
        Session light = new Session(
                "light", 1, 0, Optional.empty(), Duration.ZERO, List.of(send("b"), pause(Duration.ofMillis(50))));

        Sent sent = walk(closed(hold(16, Duration.ofMillis(300))), heavy, light);

        assertThat(sent.events(0).stream().filter(event -> event.intendedMicros() == 0))
                .hasSize(12);
        assertThat(sent.events(1).stream().filter(event -> event.intendedMicros() == 0))
                .hasSize(4);
    }

    @Test
    void neverGivesTwoIterationsTheSameIndex() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            DataSet rows = DataSet.of(
                    "r.csv", DataSet.Format.CSV, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.STOP);
            Scenario scenario = Scenario.of(
                    "test",
                    "",
                    target.uri(),
                    Map.of(),
                    Map.of("rows", rows),
                    List.of(session("s", new Flow.Send(Scenarios.post("q", "{\"user\":\"${rows.user}\"}")))),
                    closed(hold(3, Duration.ofSeconds(20))),
                    List.of(),
                    ROOMY);

            Sent sent = rig.send(scenario, Map.of("rows", "user\na\nb\nc\nd\ne\nf\ng\n"))
                    .requireConsistent();

            assertThat(target.requests().stream().map(ScriptedTarget.Request::body))
                    .as("each row once, then each virtual user finds the data used up and leaves for good")
                    .hasSize(7)
                    .doesNotHaveDuplicates();
            assertThat(sent.count(NotSentReason.DATA_USED_UP)).isEqualTo(3);
        }
    }

    @Test
    void doesNotTurnIterationsThatSendNothingIntoABusyLoop() throws Exception {
        Sent sent = walk(closed(hold(2, Duration.ofMillis(300))), session("s", Scenarios.send("a", 0)));

        assertThat(sent.events()).isEmpty();
        assertThat(sent.closing().progress().iterations(0)).isBetween(2L, 602L);
    }

    private Sent walk(Load load, Session... sessions) throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            return rig.send(Scenarios.of(target.uri(), ROOMY, load, sessions), Map.of())
                    .requireConsistent();
        }
    }

    private static Sent await(EngineRig.Started started) {
        try {
            return started.await().requireConsistent();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long startsAt(Sent sent, long micros) {
        return sent.events().stream()
                .filter(event -> event.intendedMicros() == micros)
                .count();
    }

    private static long between(Sent sent, long fromMicros, long toMicros) {
        return sent.events().stream()
                .filter(event -> event.intendedMicros() >= fromMicros && event.intendedMicros() < toMicros)
                .count();
    }
}
