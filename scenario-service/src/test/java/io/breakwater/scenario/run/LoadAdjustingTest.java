package io.breakwater.scenario.run;

import static io.breakwater.scenario.run.LivingRun.LOAD;
import static io.breakwater.scenario.run.LivingRun.STEP;
import static io.breakwater.scenario.run.LivingRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Session;
import io.breakwater.scenario.run.AdjustmentAnswer.Granted;
import io.breakwater.scenario.run.AdjustmentAnswer.Refused;
import io.breakwater.scenario.run.AdjustmentAnswer.Untimely;
import io.breakwater.scenario.run.AdjustmentWish.Change;
import io.breakwater.scenario.run.AdjustmentWish.Factor;
import io.breakwater.scenario.run.AdjustmentWish.Level;
import io.breakwater.scenario.run.AdjustmentWish.Pausing;
import io.breakwater.scenario.run.AdjustmentWish.Resuming;
import io.breakwater.scenario.run.AdjustmentWish.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadAdjustingTest {

    private static final Change RATE = new Level(5, Unit.ITERATIONS_PER_SECOND);
    private static final Change USERS = new Level(5, Unit.VIRTUAL_USERS);

    private final LivingRun given = new LivingRun();

    /** A common load, and a session with a closed load of its own that starts 5 s later. */
    private final LivingRun withOwn = new LivingRun(LivingRun.scenario(
            List.of(), List.of(Session.of("common", 1, List.of(STEP)), own("own")), List.of(), open()));

    private static Load open() {
        return Load.Open.of(List.of(LoadPhase.of(1, 1, LOAD, false)));
    }

    private static Session own(String name) {
        Load closed = new Load.Closed(List.of(LoadPhase.of(10, 10, LOAD, false)), Optional.empty(), Optional.empty());
        return new Session(name, 1, 0, Optional.of(closed), Duration.ofSeconds(5), List.of(new Flow.Send(STEP)));
    }

    private static AdjustmentWish wish(Change change) {
        return new AdjustmentWish("bob", Optional.empty(), change);
    }

    private static AdjustmentWish wish(String session, Change change) {
        return new AdjustmentWish("bob", Optional.of(session), change);
    }

    private AdjustmentAnswer asked(Run run, AdjustmentWish wish, Instant now) {
        given.presence.inTouch(now);
        return given.life.onAdjust(run, wish, given.presence, now);
    }

    private Move granted(Run run, AdjustmentWish wish, Instant now) {
        AdjustmentAnswer answer = asked(run, wish, now);
        assertThat(answer).isInstanceOf(Granted.class);
        return ((Granted) answer).move();
    }

    private void assertRefused(Run run, AdjustmentWish wish, String reason) {
        assertThat(asked(run, wish, at(5))).isEqualTo(new Refused(List.of(reason)));
    }

    private void assertUntimely(Run run, AdjustmentWish wish, double atSeconds, String reason) {
        assertThat(asked(run, wish, at(atSeconds))).isEqualTo(new Untimely(reason));
    }

    @Test
    void recordsAChangeAndTellsAllToTakeItALittleLater() {
        Run running = given.running();
        Move move = granted(running, wish(RATE), at(5));
        Adjustment set = new Adjustment.SetLevel(Optional.empty(), 5);
        assertThat(move.changes()).isEmpty();
        assertThat(move.commands()).containsExactly(new AdjustLoad("r-1", 1, at(5.5), set, "bob"));
        assertThat(move.run().loadChanges())
                .containsExactly(new LoadChange(1, at(5), at(5.5), "bob", "level 5/s", set));
    }

    @Test
    void numbersChangesWithoutGapsAndNeverTakesOneBeforeAnother() {
        Run once = granted(given.running(), wish(RATE), at(5)).run();
        Move again = granted(once, wish(new Factor(1.1)), at(4));
        assertThat(again.commands())
                .containsExactly(new AdjustLoad("r-1", 2, at(5.5), new Adjustment.Scale(Optional.empty(), 1.1), "bob"));
    }

    @Test
    void changesOnlyARunThatSends() {
        Run preparing = given.preparing();
        Run stopping =
                given.life.onStop(given.running(), "bob", "no", false, at(5)).run();
        Run awaiting = given.awaitingVerdict();
        String running = " (expected: RUNNING)";
        assertUntimely(given.accepted(), wish(RATE), 5, "run r-1: ACCEPTED" + running);
        assertUntimely(preparing, wish(RATE), 5, "run r-1: PREPARING" + running);
        assertUntimely(stopping, wish(RATE), 6, "run r-1: STOPPING" + running);
        assertUntimely(awaiting, wish(RATE), 30, "run r-1: AWAITING_VERDICT" + running);
    }

    @Test
    void refusesALevelInTheUnitOfTheOtherModel() {
        assertRefused(
                given.running(),
                wish(USERS),
                "level 5 users (expected: an arrival rate such as \"250/s\"; the load is open)");
        assertRefused(
                withOwn.running(),
                wish("own", RATE),
                "level 5/s (expected: virtual users such as \"50 users\"; the load is closed)");
    }

    @Test
    void refusesASessionWithoutALoadOfItsOwn() {
        assertRefused(
                given.running(),
                wish("only", RATE),
                "session: only (expected: none; no session has a load of its own)");
        assertRefused(
                withOwn.running(), wish("common", RATE), "session: common (expected: one with a load of its own: own)");
        Run twoOwn = new LivingRun(LivingRun.scenario(List.of(), List.of(own("one"), own("two")), List.of(), open()))
                .running();
        assertRefused(twoOwn, wish(USERS), "session: missing (expected: one with a load of its own: one, two)");
    }

    @Test
    void takesALevelWithoutASessionForTheOnlyLoad() {
        Run oneOwn = new LivingRun(LivingRun.scenario(List.of(), List.of(own("one")), List.of(), open())).running();
        assertThat(granted(oneOwn, wish(USERS), at(5)).commands())
                .containsExactly(
                        new AdjustLoad("r-1", 1, at(5.5), new Adjustment.SetLevel(Optional.of("one"), 5), "bob"));
    }

    @Test
    void pausesAllLoadsUnlessASessionIsNamed() {
        Run running = withOwn.running();
        Move all = granted(running, wish(new Pausing()), at(5));
        assertThat(all.commands())
                .containsExactly(
                        new AdjustLoad("r-1", 1, at(5.5), new Adjustment.Pause(Optional.empty()), "bob"),
                        new AdjustLoad("r-1", 2, at(5.5), new Adjustment.Pause(Optional.of("own")), "bob"));
        Run one = granted(running, wish("own", new Pausing()), at(5)).run();
        assertThat(granted(one, wish(new Resuming()), at(6)).commands())
                .containsExactly(new AdjustLoad("r-1", 2, at(6.5), new Adjustment.Resume(Optional.of("own")), "bob"));
    }

    @Test
    void refusesWhatWouldChangeNothing() {
        Run running = given.running();
        assertUntimely(
                running,
                wish(new Resuming()),
                5,
                "run r-1: resume would change nothing (expected: a load that is paused)");
        Run paused = granted(running, wish(new Pausing()), at(5)).run();
        assertUntimely(
                paused,
                wish(new Pausing()),
                6,
                "run r-1: pause would change nothing (expected: a load that goes on and is not paused)");
        // Load to 22.3 s.
        assertUntimely(
                running,
                wish(RATE),
                21.8,
                "run r-1: level 5/s would change nothing (expected: a load that has not reached its planned end)");
        assertThat(granted(running, wish(RATE), at(21.7)).commands()).hasSize(1);
    }

    @Test
    void changesNothingWhileTheBrokerIsAway() {
        Run running = given.running();
        given.presence.inTouch(at(5));
        assertThat(given.life.onAdjust(running, wish(RATE), given.presence, at(7.1)))
                .isEqualTo(new Untimely("Kafka: no contact (expected: an answer of the broker; try again later)"));
        assertThat(given.life.onAdjust(running, wish(RATE), given.presence, at(7)))
                .isInstanceOf(Granted.class);
    }

    @Test
    void refusesLevelsAboveWhatAFileMayAskFor() {
        Run running = given.running();
        Change high = new Level(20_000, Unit.ITERATIONS_PER_SECOND);
        Run at20Thousand = granted(running, wish(high), at(5)).run();
        assertRefused(at20Thousand, wish(new Factor(1_000)), "level: 2.0E7 (expected: <= 10000000)");
    }

    @Test
    void refusesMoreChangesThanAreKept() {
        Run run = given.running();
        for (int i = 0; i < 1_000; i++) {
            run = granted(run, wish(RATE), at(5)).run();
        }
        assertUntimely(run, wish(RATE), 5, "run r-1: 1000 changes of its load (expected: <= 1000)");
    }

    @Test
    void waitsForPartsAsLongAsThePausesTookLonger() {
        Run paused = granted(given.running(), wish(new Pausing()), at(5)).run();
        given.live(0, 200, 1, "g-1", "g-2");
        assertThat(given.life.onTime(paused, given.presence, given.verdicts, at(200)))
                .isEqualTo(Move.quiet(paused));
        Run resumed = granted(paused, wish(new Resuming()), at(105)).run();
        assertThat(RunLoads.of(resumed).plannedEnd()).contains(at(122.3));
        // Load to 122.3 s, two steps of at most 5 s each, 30 s to close.
        assertThat(given.life.onTime(resumed, given.presence, given.verdicts, at(162.2)))
                .isEqualTo(Move.quiet(resumed));
        assertThat(given.life
                        .onTime(resumed, given.presence, given.verdicts, at(162.3))
                        .commands())
                .hasSize(2);
    }

    @Test
    void stopsARunThatWasPausedForTooLongAltogether() {
        Run paused = granted(given.running(), wish(new Pausing()), at(5)).run();
        Run resumed = granted(paused, wish(new Resuming()), at(205)).run();
        Run again = granted(resumed, wish(new Pausing()), at(210)).run();
        given.live(0, 612, 1, "g-1", "g-2");
        assertThat(given.life.onTime(again, given.presence, given.verdicts, at(610.4)))
                .isEqualTo(Move.quiet(again));
        Move move = given.life.onTime(again, given.presence, given.verdicts, at(610.5));
        assertThat(move.run().status()).isEqualTo(RunStatus.STOPPING);
        assertThat(move.commands())
                .containsExactly(
                        new StopRun("r-1", "paused for 600 s altogether (expected: less)", "scenario-service"));
    }
}
