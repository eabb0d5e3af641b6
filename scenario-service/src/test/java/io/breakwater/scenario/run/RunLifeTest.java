package io.breakwater.scenario.run;

import static io.breakwater.scenario.run.LivingRun.BEGIN;
import static io.breakwater.scenario.run.LivingRun.at;
import static io.breakwater.scenario.run.LivingRun.closed;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.generator.GeneratorReport.StopWanted;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.run.Part.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunLifeTest {

    private final LivingRun given = new LivingRun();
    private final GeneratorPresence presence = given.presence;
    private final VerdictSilence verdicts = given.verdicts;
    private final RunLife life = given.life;

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
                new Evidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
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
        given.live(-2, 0, 0, "g-2", "g-1");
        Move move = life.onTime(given.accepted(), presence, verdicts, at(0));
        assertStatus(move, RunStatus.PREPARING);
        assertThat(move.commands())
                .singleElement()
                .satisfies(command -> assertThat(((PrepareRun) command).plan().parts())
                        .containsExactly(new RunPart("g-1", 0), new RunPart("g-2", 1)));
    }

    @Test
    void doesNotChooseBeforeItKnowsWhoIsAlive() {
        given.live(0, 1, 0, "g-1");
        Run run = given.accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(1)), run);
        given.live(1, 1.5, 0, "g-1");
        assertStatus(life.onTime(run, presence, verdicts, at(1.5)), RunStatus.PREPARING);
    }

    @Test
    void failsToStartWhenNoGeneratorIsAlive() {
        given.live(0, 5, 0);
        Run run = given.accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(4.9)), run);
        assertStatus(
                life.onTime(run, presence, verdicts, at(5)),
                RunStatus.FAILED_TO_START,
                "generators: 0 alive (expected: at least 1 with a heartbeat in the last 3000 ms; start a load-generator)");
    }

    @Test
    void failsToStartWhenKafkaStaysAway() {
        Run run = given.accepted();
        assertNothing(life.onTime(run, presence, verdicts, at(14.9)), run);
        assertStatus(
                life.onTime(run, presence, verdicts, at(15)),
                RunStatus.FAILED_TO_START,
                "Kafka: no contact for 15000 ms (expected: an answer of the broker)");
    }

    @Test
    void startsALittleLaterOnceAllAreReady() {
        Run preparing = given.preparing();
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
        Run oneReady = life.onReport(given.preparing(), new PartReady("g-1", at(1), "r-1"), at(1))
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
                given.preparing(),
                new PartRefused("g-2", at(1), "r-1", List.of("token shop: missing", "data: gone")),
                at(1));
        assertStatus(
                move, RunStatus.FAILED_TO_START, "generator g-2: token shop: missing", "generator g-2: data: gone");
        assertThat(move.commands()).singleElement().isInstanceOf(StopRun.class);
    }

    @Test
    void awaitsTheVerdictOnceAllPartsAreClosed() {
        Move first = life.onReport(given.running(), closed("g-1"), at(22));
        assertThat(first.changes()).isEmpty();
        Move second = life.onReport(first.run(), closed("g-2"), at(23));
        assertStatus(second, RunStatus.AWAITING_VERDICT);
        assertThat(second.run().parts()).extracting(Part::completed).containsExactly(9L, 9L);
    }

    @Test
    void finishesWithTheFinalVerdictOnly() {
        Run awaiting = given.awaitingVerdict();
        assertNothing(life.onVerdict(awaiting, verdict(false), at(24)), awaiting);
        Move move = life.onVerdict(awaiting, verdict(true), at(24));
        assertStatus(move, RunStatus.FINISHED, "why");
        assertThat(move.changes().get(0).outcome()).contains(Outcome.PASS);
    }

    @Test
    void finishesAlsoWhenTheVerdictOvertakesAPartsReport() {
        assertStatus(life.onVerdict(given.running(), verdict(true), at(24)), RunStatus.FINISHED, "why");
    }

    /** Lets time pass until then, with all verdicts read. */
    private void readVerdicts(double fromSeconds, double toSeconds) {
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
            verdicts.readToEnd(at(seconds));
        }
    }

    @Test
    void failsWhenNoFinalVerdictComes() {
        Run awaiting = given.awaitingVerdict();
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
        Run awaiting = given.awaitingVerdict();
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
        Run failed =
                life.onTime(given.awaitingVerdict(), presence, verdicts, at(83)).run();
        assertNothing(life.onVerdict(failed, verdict(false), at(100)), failed);
        assertStatus(life.onVerdict(failed, verdict(true), at(100)), RunStatus.FINISHED, "why");
    }

    @Test
    void takesEachEventASecondTimeWithoutHarm() {
        Run running = given.running();
        assertNothing(life.onReport(running, new PartReady("g-2", at(3), "r-1"), at(3)), running);
        Run awaiting = given.awaitingVerdict();
        assertNothing(life.onReport(awaiting, closed("g-2"), at(25)), awaiting);
        Run finished = life.onVerdict(awaiting, verdict(true), at(24)).run();
        assertNothing(life.onVerdict(finished, verdict(true), at(25)), finished);
        assertNothing(life.onReport(finished, closed("g-1"), at(25)), finished);
        assertNothing(life.onTime(finished, presence, verdicts, at(2_000)), finished);
    }

    @Test
    void ignoresReportsOfGeneratorsThatHaveNoPart() {
        Run preparing = given.preparing();
        assertNothing(life.onReport(preparing, new PartReady("g-3", at(1), "r-1"), at(1)), preparing);
    }

    @Test
    void abandonsThePartOfAGeneratorThatFallsSilent() {
        Run running = given.running();
        given.live(0, 12, 1, "g-1", "g-2");
        given.live(12.5, 22, 1, "g-1");
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
        Run running = given.running();
        given.live(0, 5, 1, "g-1", "g-2");
        given.live(5.5, 16, 1, "g-1");
        given.live(5.5, 16, 0, "g-2");
        Move move = life.onTime(running, presence, verdicts, at(15.5));
        assertThat(move.commands()).singleElement().satisfies(command -> {
            assertThat(((AbandonPart) command).generatorId()).isEqualTo("g-2");
            assertThat(((AbandonPart) command).reason()).contains("it was restarted");
        });
    }

    @Test
    void abandonsNobodyWhileTheBrokerIsAway() {
        Run running = given.running();
        given.live(0, 5, 1, "g-1", "g-2");
        assertNothing(life.onTime(running, presence, verdicts, at(21)), running);
    }

    @Test
    void abandonsPartsThatNeverClose() {
        Run running = given.running();
        // Load 20 s from 2.3 s, two steps of at most 5 s each, 30 s to close.
        double closedBy = 2.3 + 20 + 10 + 30;
        given.live(0, 63, 1, "g-1", "g-2");
        assertNothing(life.onTime(running, presence, verdicts, at(closedBy - 0.1)), running);
        Move move = life.onTime(running, presence, verdicts, at(closedBy));
        assertThat(move.commands()).hasSize(2);
        assertStatus(move, RunStatus.AWAITING_VERDICT);
    }

    @Test
    void stopsARunningRunAndClosesItSooner() {
        Move move = life.onStop(given.running(), "bob", "too hot", false, at(5));
        assertStatus(move, RunStatus.STOPPING, "stopped by bob: too hot");
        assertThat(move.commands()).containsExactly(new StopRun("r-1", "too hot", "bob"));
        given.live(0, 45, 1, "g-1", "g-2");
        assertNothing(life.onTime(move.run(), presence, verdicts, at(44.9)), move.run());
        assertStatus(life.onTime(move.run(), presence, verdicts, at(45)), RunStatus.AWAITING_VERDICT);
    }

    @Test
    void letsGeneratorsForgetARunThatIsStoppedBeforeItStarts() {
        Move accepted = life.onStop(given.accepted(), "bob", "no", false, at(1));
        assertStatus(accepted, RunStatus.FAILED_TO_START, "stopped by bob: no");
        assertThat(accepted.commands()).isEmpty();
        Move preparing = life.onStop(given.preparing(), "bob", "no", false, at(1));
        assertStatus(preparing, RunStatus.FAILED_TO_START, "stopped by bob: no");
        assertThat(preparing.commands()).containsExactly(new StopRun("r-1", "no", "bob"));
    }

    @Test
    void stopsAtOnceOnDemandAlsoWhileItIsStopping() {
        Move atOnce = life.onStop(given.running(), "bob", "too hot", true, at(5));
        assertStatus(atOnce, RunStatus.STOPPING, "stopped at once by bob: too hot");
        assertThat(atOnce.commands()).containsExactly(new StopRun("r-1", "too hot", "bob", true));
        Run stopping =
                life.onStop(given.running(), "bob", "too hot", false, at(5)).run();
        assertNothing(life.onStop(stopping, "bob", "too hot", false, at(6)), stopping);
        Move sooner = life.onStop(stopping, "ann", "much too hot", true, at(6));
        assertStatus(sooner, RunStatus.STOPPING, "stopped at once by ann: much too hot");
        assertThat(sooner.commands()).containsExactly(new StopRun("r-1", "much too hot", "ann", true));
    }

    @Test
    void stopsForAGeneratorThatCannotGoOn() {
        StopWanted wanted = new StopWanted("g-2", at(5), "r-1", "data set buyers: used up");
        Move move = life.onReport(given.running(), wanted, at(5));
        assertStatus(move, RunStatus.STOPPING, "stopped by g-2: data set buyers: used up");
        assertThat(move.commands()).containsExactly(new StopRun("r-1", "data set buyers: used up", "g-2"));
        assertNothing(life.onReport(move.run(), wanted, at(6)), move.run());
    }

    @Test
    void handsOverToAllWhatTheSessionsBeforeTheLoadHandedOver() {
        HandedOver values = new HandedOver("key-1", new byte[] {1, 2, 3});
        Run oneReady = life.onReport(given.preparing(), new PartReady("g-1", at(1), "r-1", Optional.of(values)), at(1))
                .run();
        assertThat(oneReady.handedOver()).contains(values);
        Move started = life.onReport(oneReady, new PartReady("g-2", at(2), "r-1"), at(2));
        assertThat(started.commands())
                .containsExactly(new StartRun(started.run().plan(), at(2.3), Optional.of(values)));
    }
}
