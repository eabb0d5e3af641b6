package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.run.Part.Stage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RunLifeTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LOAD = Duration.ofSeconds(20);

    private final GeneratorPresence presence = new GeneratorPresence();
    private final VerdictSilence verdicts = new VerdictSilence();
    private final RunLife life = new RunLife(new ScenarioServiceProperties(
            List.of("127.0.0.1"),
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(100),
            DataSize.ofKilobytes(64),
            DataSize.ofKilobytes(768),
            4,
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofMillis(100)));

    private static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    private static Run accepted() {
        Step step =
                Step.of("home", Request.Http.of(Request.Http.Method.GET, "/", Map.of(), Optional.empty()), List.of());
        Scenario scenario = Scenario.of(
                "any",
                "",
                URI.create("http://127.0.0.1:9"),
                Map.of(),
                Map.of(),
                List.of(Session.of("only", 1, List.of(step, step))),
                Load.Open.of(List.of(LoadPhase.of(1, 1, LOAD, false))),
                List.of(),
                HttpSettings.DEFAULT);
        return new Run(
                "r-1",
                "shop",
                "k",
                "any",
                1,
                "ann",
                BEGIN,
                new RunPlan("r-1", "shop", scenario, List.of(), List.of()),
                RunStatus.ACCEPTED,
                BEGIN,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Lets time pass until then, with heartbeats of these generators each second. */
    private void live(double fromSeconds, double toSeconds, int activeRuns, String... generatorIds) {
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
            presence.inTouch(at(seconds));
            for (String generatorId : generatorIds) {
                presence.heard(
                        new GeneratorHeartbeat(generatorId, Instant.EPOCH, "here", activeRuns, 0.1), at(seconds));
            }
        }
    }

    private Run preparing() {
        live(-2, 0, 0, "g-1", "g-2");
        return life.onTime(accepted(), presence, verdicts, at(0)).run();
    }

    private Run running() {
        Run oneReady = life.onReport(preparing(), new PartReady("g-1", at(1), "r-1"), at(1))
                .run();
        return life.onReport(oneReady, new PartReady("g-2", at(2), "r-1"), at(2))
                .run();
    }

    private Run awaitingVerdict() {
        Run oneClosed = life.onReport(running(), closed("g-1"), at(22)).run();
        return life.onReport(oneClosed, closed("g-2"), at(23)).run();
    }

    private static PartClosed closed(String generatorId) {
        return new PartClosed(generatorId, Instant.EPOCH, "r-1", 10, 9, 1);
    }

    private static RunVerdict verdict(boolean last) {
        StepTotals none = new StepTotals("", 0, 0, 0, Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new RunVerdict(
                "r-1",
                "shop",
                "any",
                BEGIN,
                0,
                1,
                last,
                Outcome.PASS,
                List.of("why"),
                List.of(),
                none,
                List.of(),
                new Evidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static void assertStatus(Move move, RunStatus status, String... reasons) {
        assertThat(move.run().status()).isEqualTo(status);
        assertThat(move.changes()).singleElement().satisfies(change -> {
            assertThat(change.status()).isEqualTo(status);
            assertThat(change.reasons()).containsExactly(reasons);
        });
    }

    private static void assertNothing(Move move, Run before) {
        assertThat(move).isEqualTo(Move.quiet(before));
    }

    @Test
    void preparesAllGeneratorsThatAreAlive() {
        live(-2, 0, 0, "g-2", "g-1");
        Move move = life.onTime(accepted(), presence, verdicts, at(0));
        assertStatus(move, RunStatus.PREPARING);
        assertThat(move.commands())
                .singleElement()
                .satisfies(command -> assertThat(((PrepareRun) command).plan().parts())
                        .containsExactly(new RunPart("g-1", 0), new RunPart("g-2", 1)));
    }

    @Test
    void doesNotChooseBeforeItKnowsWhoIsAlive() {
        live(0, 1, 0, "g-1");
        Run run = accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(1)), run);
        live(1, 1.5, 0, "g-1");
        assertStatus(life.onTime(run, presence, verdicts, at(1.5)), RunStatus.PREPARING);
    }

    @Test
    void failsToStartWhenNoGeneratorIsAlive() {
        live(0, 5, 0);
        Run run = accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(4.9)), run);
        assertStatus(
                life.onTime(run, presence, verdicts, at(5)),
                RunStatus.FAILED_TO_START,
                "generators: 0 alive (expected: at least 1 with a heartbeat in the last 3000 ms; start a load-generator)");
    }

    @Test
    void failsToStartWhenKafkaStaysAway() {
        Run run = accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(14.9)), run);
        assertStatus(
                life.onTime(run, presence, verdicts, at(15)),
                RunStatus.FAILED_TO_START,
                "Kafka: no contact for 15000 ms (expected: an answer of the broker)");
    }

    @Test
    void startsALittleLaterOnceAllAreReady() {
        Run preparing = preparing();
        Move first = life.onReport(preparing, new PartReady("g-1", at(1), "r-1"), at(1));
        assertThat(first.changes()).isEmpty();
        assertThat(first.commands()).isEmpty();
        Move second = life.onReport(first.run(), new PartReady("g-2", at(2), "r-1"), at(2));
        assertStatus(second, RunStatus.RUNNING);
        assertThat(second.run().startAt()).contains(at(2.3));
        assertThat(second.commands()).containsExactly(new StartRun(second.run().plan(), at(2.3)));
    }

    @Test
    void namesTheGeneratorThatWasNotReadyInTimeAndLetsTheOthersForget() {
        Run oneReady = life.onReport(preparing(), new PartReady("g-1", at(1), "r-1"), at(1))
                .run();
        assertNothing(life.onTime(oneReady, presence, verdicts, at(14.9)), oneReady);
        Move move = life.onTime(oneReady, presence, verdicts, at(15));
        String reason = "generator g-2: no answer for 15000 ms (expected: ready within 15000 ms)";
        assertStatus(move, RunStatus.FAILED_TO_START, reason);
        assertThat(move.commands()).containsExactly(new StopRun("r-1", reason, "scenario-service"));
    }

    @Test
    void failsToStartAtOnceWithTheReasonsOfAGeneratorThatRefuses() {
        Move move = life.onReport(
                preparing(), new PartRefused("g-2", at(1), "r-1", List.of("token shop: missing", "data: gone")), at(1));
        assertStatus(
                move, RunStatus.FAILED_TO_START, "generator g-2: token shop: missing", "generator g-2: data: gone");
        assertThat(move.commands()).singleElement().isInstanceOf(StopRun.class);
    }

    @Test
    void awaitsTheVerdictOnceAllPartsAreClosed() {
        Move first = life.onReport(running(), closed("g-1"), at(22));
        assertThat(first.changes()).isEmpty();
        Move second = life.onReport(first.run(), closed("g-2"), at(23));
        assertStatus(second, RunStatus.AWAITING_VERDICT);
        assertThat(second.run().parts()).extracting(Part::completed).containsExactly(9L, 9L);
    }

    @Test
    void finishesWithTheFinalVerdictOnly() {
        Run awaiting = awaitingVerdict();
        assertNothing(life.onVerdict(awaiting, verdict(false), at(24)), awaiting);
        Move move = life.onVerdict(awaiting, verdict(true), at(24));
        assertStatus(move, RunStatus.FINISHED, "why");
        assertThat(move.changes().get(0).outcome()).contains(Outcome.PASS);
    }

    @Test
    void finishesAlsoWhenTheVerdictOvertakesAPartsReport() {
        assertStatus(life.onVerdict(running(), verdict(true), at(24)), RunStatus.FINISHED, "why");
    }

    /** Lets time pass until then, with all verdicts read. */
    private void readVerdicts(double fromSeconds, double toSeconds) {
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
            verdicts.readToEnd(at(seconds));
        }
    }

    @Test
    void failsWhenNoFinalVerdictComes() {
        Run awaiting = awaitingVerdict();
        readVerdicts(0, 83);
        assertNothing(life.onTime(awaiting, presence, verdicts, at(82.9)), awaiting);
        assertStatus(
                life.onTime(awaiting, presence, verdicts, at(83)),
                RunStatus.FAILED,
                "verdict: none for 60000 ms after the last part was closed (expected: a final one; see whether the analytics"
                        + " job runs)");
    }

    @Test
    void givesUpNoVerdictThatItMayNotHaveReadYet() {
        Run awaiting = awaitingVerdict();
        assertNothing(life.onTime(awaiting, presence, verdicts, at(1_000)), awaiting);
        readVerdicts(0, 60);
        assertNothing(life.onTime(awaiting, presence, verdicts, at(1_000)), awaiting);
        readVerdicts(1_000, 1_060);
        assertNothing(life.onTime(awaiting, presence, verdicts, at(1_059.9)), awaiting);
        assertThat(life.onTime(awaiting, presence, verdicts, at(1_060)).run().status())
                .isEqualTo(RunStatus.FAILED);
    }

    @Test
    void finishesWithAFinalVerdictThatComesAfterItWasGivenUp() {
        readVerdicts(0, 83);
        Run failed = life.onTime(awaitingVerdict(), presence, verdicts, at(83)).run();
        assertNothing(life.onVerdict(failed, verdict(false), at(100)), failed);
        assertStatus(life.onVerdict(failed, verdict(true), at(100)), RunStatus.FINISHED, "why");
    }

    @Test
    void takesEachEventASecondTimeWithoutHarm() {
        Run running = running();
        assertNothing(life.onReport(running, new PartReady("g-2", at(3), "r-1"), at(3)), running);
        Run awaiting = awaitingVerdict();
        assertNothing(life.onReport(awaiting, closed("g-2"), at(25)), awaiting);
        Run finished = life.onVerdict(awaiting, verdict(true), at(24)).run();
        assertNothing(life.onVerdict(finished, verdict(true), at(25)), finished);
        assertNothing(life.onReport(finished, closed("g-1"), at(25)), finished);
        assertNothing(life.onTime(finished, presence, verdicts, at(2_000)), finished);
    }

    @Test
    void ignoresReportsOfGeneratorsThatHaveNoPart() {
        Run preparing = preparing();
        assertNothing(life.onReport(preparing, new PartReady("g-3", at(1), "r-1"), at(1)), preparing);
    }

    @Test
    void abandonsThePartOfAGeneratorThatFallsSilent() {
        Run running = running();
        live(0, 12, 1, "g-1", "g-2");
        live(12.5, 22, 1, "g-1");
        assertNothing(life.onTime(running, presence, verdicts, at(21.9)), running);
        Move move = life.onTime(running, presence, verdicts, at(22));
        assertThat(move.changes()).isEmpty();
        assertThat(move.commands())
                .containsExactly(
                        new AbandonPart("r-1", "g-2", "no heartbeat for 10000 ms (expected: one each second)"));
        assertThat(move.run().parts()).extracting(Part::stage).containsExactly(Stage.READY, Stage.ABANDONED);
        assertStatus(life.onReport(move.run(), closed("g-1"), at(23)), RunStatus.AWAITING_VERDICT);
    }

    @Test
    void abandonsThePartOfAGeneratorThatWasRestartedAndKnowsNothingOfIt() {
        Run running = running();
        live(0, 5, 1, "g-1", "g-2");
        live(5.5, 16, 1, "g-1");
        live(5.5, 16, 0, "g-2");
        Move move = life.onTime(running, presence, verdicts, at(15.5));
        assertThat(move.commands()).singleElement().satisfies(command -> {
            assertThat(((AbandonPart) command).generatorId()).isEqualTo("g-2");
            assertThat(((AbandonPart) command).reason()).contains("it was restarted");
        });
    }

    @Test
    void abandonsNobodyWhileTheBrokerIsAway() {
        Run running = running();
        live(0, 5, 1, "g-1", "g-2");
        assertNothing(life.onTime(running, presence, verdicts, at(21)), running);
    }

    @Test
    void abandonsPartsThatNeverClose() {
        Run running = running();
        // Load 20 s from 2.3 s, two steps of at most 5 s each, 30 s to close.
        double closedBy = 2.3 + 20 + 10 + 30;
        live(0, 63, 1, "g-1", "g-2");
        assertNothing(life.onTime(running, presence, verdicts, at(closedBy - 0.1)), running);
        Move move = life.onTime(running, presence, verdicts, at(closedBy));
        assertThat(move.commands()).hasSize(2);
        assertStatus(move, RunStatus.AWAITING_VERDICT);
    }

    @Test
    void stopsARunningRunAndClosesItSooner() {
        Move move = life.onStop(running(), "bob", "too hot", at(5));
        assertStatus(move, RunStatus.STOPPING, "stopped by bob: too hot");
        assertThat(move.commands()).containsExactly(new StopRun("r-1", "too hot", "bob"));
        live(0, 45, 1, "g-1", "g-2");
        assertNothing(life.onTime(move.run(), presence, verdicts, at(44.9)), move.run());
        assertStatus(life.onTime(move.run(), presence, verdicts, at(45)), RunStatus.AWAITING_VERDICT);
    }

    @Test
    void letsGeneratorsForgetARunThatIsStoppedBeforeItStarts() {
        Move accepted = life.onStop(accepted(), "bob", "no", at(1));
        assertStatus(accepted, RunStatus.FAILED_TO_START, "stopped by bob: no");
        assertThat(accepted.commands()).isEmpty();
        Move preparing = life.onStop(preparing(), "bob", "no", at(1));
        assertStatus(preparing, RunStatus.FAILED_TO_START, "stopped by bob: no");
        assertThat(preparing.commands()).containsExactly(new StopRun("r-1", "no", "bob"));
    }
}
