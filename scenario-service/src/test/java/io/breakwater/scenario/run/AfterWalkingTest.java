package io.breakwater.scenario.run;

import static io.breakwater.scenario.run.LivingRun.LOAD;
import static io.breakwater.scenario.run.LivingRun.STEP;
import static io.breakwater.scenario.run.LivingRun.at;
import static io.breakwater.scenario.run.LivingRun.closed;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand.WalkAfter;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Session;
import io.breakwater.scenario.run.AfterWalk.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AfterWalkingTest {

    private static final Load OPEN = Load.Open.of(List.of(LoadPhase.of(1, 1, LOAD, false)));
    private static final List<Session> LOG_ON = List.of(Session.of("log-on", 1, List.of(STEP)));
    private static final List<Session> UNDER_LOAD = List.of(Session.of("only", 1, List.of(STEP)));
    private static final List<Session> CLEAN_UP = List.of(Session.of("clean-up", 1, List.of(STEP)));
    private static final HandedOver VALUES = new HandedOver("key-1", new byte[] {1, 2, 3});

    private final LivingRun given = new LivingRun(LivingRun.scenario(LOG_ON, UNDER_LOAD, CLEAN_UP, OPEN));

    private static Stage stage(Run run) {
        return run.afterWalk().orElseThrow().stage();
    }

    private Move onTime(Run run, double seconds) {
        return given.life.onTime(run, given.presence, given.verdicts, at(seconds));
    }

    /** All parts closed at 23 s, and g-1 asked. */
    private Run asked() {
        Run awaiting = given.awaitingVerdict();
        given.live(0, 23, 0, "g-1", "g-2");
        return onTime(awaiting, 23).run();
    }

    private static AfterWalked walked(String generatorId, String... problems) {
        return new AfterWalked(generatorId, Instant.EPOCH, "r-1", List.of(problems));
    }

    @Test
    void asksOneGeneratorOnceAllPartsAreClosed() {
        Run preparing = given.preparing();
        Run oneReady = given.life
                .onReport(preparing, new PartReady("g-1", at(1), "r-1", Optional.of(VALUES)), at(1))
                .run();
        Run running = given.life
                .onReport(oneReady, new PartReady("g-2", at(2), "r-1"), at(2))
                .run();
        Run oneClosed = given.life.onReport(running, closed("g-1"), at(22)).run();
        assertThat(oneClosed.afterWalk()).isEmpty();
        Run awaiting = given.life.onReport(oneClosed, closed("g-2"), at(23)).run();
        assertThat(stage(awaiting)).isEqualTo(Stage.DUE);
        given.live(0, 23, 0, "g-1", "g-2");
        Move move = onTime(awaiting, 23);
        assertThat(move.changes()).isEmpty();
        assertThat(move.commands()).containsExactly(new WalkAfter(awaiting.plan(), "g-1", Optional.of(VALUES)));
        assertThat(onTime(move.run(), 23.1)).isEqualTo(Move.quiet(move.run()));
    }

    @Test
    void prefersAGeneratorThatHadAPart() {
        Run awaiting = given.awaitingVerdict();
        given.live(0, 23, 0, "a-stranger", "g-2");
        assertThat(onTime(awaiting, 23).run().afterWalk().orElseThrow().generatorIds())
                .containsExactly("g-2");
    }

    @Test
    void keepsWhatHasFailed() {
        Run run = given.life
                .onReport(asked(), walked("g-1", "step home: 500"), at(24))
                .run();
        assertThat(stage(run)).isEqualTo(Stage.WALKED);
        assertThat(run.afterWalk().orElseThrow().problems()).containsExactly("step home: 500");
        assertThat(run.status()).isEqualTo(RunStatus.AWAITING_VERDICT);
        assertThat(given.life.onReport(run, walked("g-1"), at(25))).isEqualTo(Move.quiet(run));
    }

    @Test
    void takesNoAnswerFromAGeneratorThatWasNotAsked() {
        Run asked = asked();
        assertThat(given.life.onReport(asked, walked("g-2"), at(24))).isEqualTo(Move.quiet(asked));
    }

    @Test
    void asksAnotherGeneratorWhenTheFirstFallsSilent() {
        Run asked = asked();
        given.live(23.5, 40, 0, "g-2");
        assertThat(onTime(asked, 32.9)).isEqualTo(Move.quiet(asked));
        Move move = onTime(asked, 33);
        assertThat(move.commands())
                .singleElement()
                .satisfies(command ->
                        assertThat(((WalkAfter) command).generatorId()).isEqualTo("g-2"));
        Run late = given.life.onReport(move.run(), walked("g-1"), at(34)).run();
        assertThat(stage(late)).isEqualTo(Stage.WALKED);
    }

    @Test
    void givesUpAfterAWhileAndStillTakesALateAnswer() {
        Run asked = asked();
        given.live(23.5, 90, 0, "g-1");
        assertThat(onTime(asked, 82.9).run()).matches(run -> stage(run) == Stage.ASKED);
        Run givenUp = onTime(asked, 83).run();
        assertThat(stage(givenUp)).isEqualTo(Stage.GIVEN_UP);
        assertThat(givenUp.afterWalk().orElseThrow().problems())
                .containsExactly("after: not walked through within 60000 ms (expected: an answer of generator g-1)");
        assertThat(stage(given.life.onReport(givenUp, walked("g-1"), at(90)).run()))
                .isEqualTo(Stage.WALKED);
    }

    @Test
    void givesUpWhenNobodyIsAlive() {
        Run awaiting = given.awaitingVerdict();
        given.live(23, 90, 0);
        assertThat(onTime(awaiting, 83).run().afterWalk().orElseThrow().problems())
                .containsExactly("after: not walked through within 60000 ms (expected: a generator that is alive)");
    }

    @Test
    void walksAlsoAfterARunThatWasStoppedOrLost() {
        Run stopping =
                given.life.onStop(given.running(), "bob", "no", true, at(5)).run();
        assertThat(stopping.afterWalk()).isEmpty();
        Run oneClosed = given.life.onReport(stopping, closed("g-1"), at(6)).run();
        given.live(0, 6, 1, "g-1", "g-2");
        given.live(6.5, 20, 0, "g-1");
        Move lost = onTime(oneClosed, 16);
        assertThat(lost.run().status()).isEqualTo(RunStatus.AWAITING_VERDICT);
        assertThat(stage(lost.run())).isEqualTo(Stage.ASKED);
        assertThat(lost.run().afterWalk().orElseThrow().generatorIds()).containsExactly("g-1");
    }

    @Test
    void cleansUpAfterARunThatNeverStartedOnlyWhatTheSessionsBeforeTheLoadHaveSetUp() {
        Run preparing = given.preparing();
        PartRefused refused = new PartRefused("g-2", at(1), "r-1", List.of("token shop: missing"));
        Run neverWalked = given.life.onReport(preparing, refused, at(1)).run();
        assertThat(neverWalked.afterWalk()).isEmpty();
        Run lateReady = given.life
                .onReport(neverWalked, new PartReady("g-1", at(2), "r-1", Optional.of(VALUES)), at(2))
                .run();
        assertThat(lateReady.status()).isEqualTo(RunStatus.FAILED_TO_START);
        assertThat(stage(lateReady)).isEqualTo(Stage.DUE);
        assertThat(lateReady.handedOver()).contains(VALUES);

        Run readyFirst = given.life
                .onReport(preparing, new PartReady("g-1", at(1), "r-1"), at(1))
                .run();
        assertThat(stage(given.life.onReport(readyFirst, refused, at(2)).run())).isEqualTo(Stage.DUE);
        assertThat(stage(
                        given.life.onStop(readyFirst, "bob", "no", false, at(2)).run()))
                .isEqualTo(Stage.DUE);
    }

    @Test
    void givesGeneratorsTheTimeThatTheSessionsBeforeTheLoadMayTake() {
        Run preparing = given.preparing();
        given.live(0, 20, 0, "g-1", "g-2");
        assertThat(onTime(preparing, 19.9)).isEqualTo(Move.quiet(preparing));
        assertThat(onTime(preparing, 20).run().status()).isEqualTo(RunStatus.FAILED_TO_START);
    }

    @Test
    void walksNothingWhereThereIsNothingToWalk() {
        assertThat(new LivingRun().awaitingVerdict().afterWalk()).isEmpty();
    }
}
