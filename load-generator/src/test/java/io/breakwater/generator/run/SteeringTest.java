package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.closed;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.open;
import static io.breakwater.generator.run.Scenarios.pause;
import static io.breakwater.generator.run.Scenarios.send;
import static io.breakwater.generator.run.Scenarios.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.PoissonArrivals;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.run.Sent.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads that are changed while they are sent. */
@Timeout(60)
class SteeringTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void changesTheArrivalsOfAllPartsAtTheSameInstant() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario =
                    Scenarios.of(target.uri(), ROOMY, open(hold(100, Duration.ofSeconds(2))), session("s", send("a")));
            Instant startAt = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
            List<EngineRig.Started> parts = Stream.of(0, 1, 2)
                    .map(part -> rig.start(scenario, Map.of(), startAt, part, 3))
                    .toList();
            AdjustLoad change = change(startAt, 1, 1_000, new Adjustment.SetLevel(Optional.empty(), 200));
            for (EngineRig.Started part : parts) {
                part.part().adjust(change);
                part.part().adjust(change);
            }

            List<Long> intended = parts.stream()
                    .map(SteeringTest::await)
                    .flatMap(sent -> sent.events().stream())
                    .map(Event::intendedMicros)
                    .sorted()
                    .toList();
            assertThat(intended)
                    .as("100 before, and 200 behind, 5 ms apart")
                    .containsExactlyElementsOf(LongStream.concat(
                                    LongStream.range(0, 100).map(i -> i * 10_000),
                                    LongStream.range(0, 200).map(i -> 1_000_000 + i * 5_000))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void pausesAndGoesOnWhereThePlanWas() throws Exception {
        Sent sent = steered(
                open(hold(100, Duration.ofSeconds(1))),
                List.of(
                        startAt -> change(startAt, 1, 500, new Adjustment.Pause(Optional.empty())),
                        startAt -> change(startAt, 2, 900, new Adjustment.Resume(Optional.empty()))));

        assertThat(sent.events().stream().map(Event::intendedMicros).sorted())
                .containsExactlyElementsOf(LongStream.concat(
                                LongStream.range(0, 50).map(i -> i * 10_000),
                                LongStream.range(0, 50).map(i -> 900_000 + i * 10_000))
                        .boxed()
                        .toList());
        assertThat(sent.closing().progress().adjustments()).isEqualTo(2);
        assertThat(sent.closing().progress().cutShort()).isFalse();
    }

    @Test
    void raisesALoadThatHadNothingLeftToSend() throws Exception {
        Sent sent = steered(
                open(hold(1, Duration.ofSeconds(1))),
                List.of(startAt -> change(startAt, 1, 600, new Adjustment.SetLevel(Optional.empty(), 100))));

        assertThat(sent.events()).hasSizeBetween(41, 42);
    }

    @Test
    void addsAndRemovesVirtualUsers() throws Exception {
        Sent sent = steered(
                closed(hold(2, Duration.ofSeconds(2))),
                List.of(
                        startAt -> change(startAt, 1, 500, new Adjustment.SetLevel(Optional.empty(), 12)),
                        startAt -> change(startAt, 2, 1_000, new Adjustment.SetLevel(Optional.empty(), 0)),
                        startAt -> change(startAt, 3, 1_500, new Adjustment.SetLevel(Optional.empty(), 5))));

        assertThat(between(sent, 500_000, 500_001)).as("ten more").isEqualTo(10);
        assertThat(between(sent, 1_060_000, 1_500_000)).isZero();
        assertThat(between(sent, 1_500_000, 1_500_001)).isEqualTo(5);
    }

    @Test
    void asksForAStopWhenDataThatMustNotRunOutHasRunOut() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            DataSet rows =
                    DataSet.of("r.csv", DataSet.Format.CSV, List.of(), DataSet.Pick.ONCE, DataSet.WhenUsedUp.FAIL);
            Scenario scenario = Scenario.of(
                    "test",
                    "",
                    target.uri(),
                    Map.of(),
                    Map.of("rows", rows),
                    List.of(session("s", new Flow.Send(Scenarios.post("q", "{\"user\":\"${rows.user}\"}")))),
                    open(hold(100, Duration.ofMillis(300))),
                    List.of(),
                    ROOMY);

            EngineRig.Started started = rig.start(scenario, Map.of("rows", "user\na\nb\nc\n"));
            started.await().requireConsistent();

            assertThat(target.requests()).hasSize(3);
            assertThat(started.stopsWanted()).hasSize(1).first().asString().contains("r.csv", "3 rows");
        }
    }

    @Test
    void countsWhatALateRaisePutsBelowTheFrontier_asTooLate() throws Exception {
        Sent sent = steeredLate(open(hold(100, Duration.ofSeconds(2))), new Adjustment.SetLevel(Optional.empty(), 200));

        long planned = 50 + 300;
        assertThat(sent.closing().progress().iterations(0)).isEqualTo(planned);
        assertThat(sent.events()).hasSize((int) planned);
        assertThat(sent.count(NotSentReason.TOO_LATE)).isBetween(1L, planned - 200);
    }

    @Test
    void sendsALateRaiseAtRandomAsPlanned_seed7() throws Exception {
        Load random = new Load.Open(
                List.of(hold(100, Duration.ofSeconds(2))), Load.Open.Spacing.POISSON, 7, Optional.empty());
        Sent sent = steeredLate(random, new Adjustment.SetLevel(Optional.empty(), 200));

        assertThat(sent.events()).hasSize((int) new PoissonArrivals(7).countBelow(350));
        assertThat(sent.count(NotSentReason.TOO_LATE)).isPositive();
    }

    @Test
    void callsVirtualUsersOfALateRaiseAtTheFrontier() throws Exception {
        Sent sent = steeredLate(closed(hold(2, Duration.ofSeconds(2))), new Adjustment.SetLevel(Optional.empty(), 12));

        assertThat(sent.events().stream()
                        .collect(Collectors.groupingBy(Event::intendedMicros, Collectors.counting()))
                        .values())
                .as("ten more come together, all loops of the part with their shares")
                .anyMatch(together -> together >= 5);
        assertThat(sent.count(NotSentReason.TOO_LATE)).isZero();
    }

    /** A change from 0.5 s on, of which the part hears when it has told readers that up to 1 s nothing more comes. */
    private Sent steeredLate(Load load, Adjustment adjustment) throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario =
                    Scenarios.of(target.uri(), ROOMY, load, session("s", send("a"), pause(Duration.ofMillis(50))));
            Instant startAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
            EngineRig.Started started = rig.start(scenario, Map.of(), startAt, 0, 1);
            Awaitility.await()
                    .until(() ->
                            started.sent().headers().stream().anyMatch(header -> header.frontierMicros() >= 1_000_000));
            started.part().adjust(change(startAt, 1, 500, adjustment));
            return await(started);
        }
    }

    private interface Command {
        AdjustLoad at(Instant startAt);
    }

    private Sent steered(Load load, List<Command> commands) throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario =
                    Scenarios.of(target.uri(), ROOMY, load, session("s", send("a"), pause(Duration.ofMillis(50))));
            Instant startAt = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
            EngineRig.Started started = rig.start(scenario, Map.of(), startAt, 0, 1);
            commands.forEach(command -> started.part().adjust(command.at(startAt)));
            return await(started);
        }
    }

    private static AdjustLoad change(Instant startAt, int number, long millis, Adjustment adjustment) {
        return new AdjustLoad("run-1", number, startAt.plusMillis(millis), adjustment, "test");
    }

    private static long between(Sent sent, long fromMicros, long toMicros) {
        return sent.events().stream()
                .filter(event -> event.intendedMicros() >= fromMicros && event.intendedMicros() < toMicros)
                .count();
    }

    private static Sent await(EngineRig.Started started) {
        try {
            return started.await().requireConsistent();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
