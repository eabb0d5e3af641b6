package io.breakwater.analytics.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.load.Lane.Rung;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.PoissonArrivals;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final Load TEN_A_SECOND = Load.Open.of(List.of(hold(10, 60, 0)));

    @Test
    void givesEachSessionWithALoadOfItsOwnALaneBehindTheCommonOne() {
        List<Lane> lanes = lanes(
                List.of(),
                TEN_A_SECOND,
                session("a", Optional.empty(), Duration.ZERO),
                session("b", Optional.of(Load.Open.of(List.of(hold(3, 10, 0)))), Duration.ofSeconds(5)),
                session("c", Optional.empty(), Duration.ZERO));

        assertThat(lanes).extracting(Lane::plannedIterations).containsExactly(Optional.of(600L), Optional.of(30L));
        assertThat(lanes.get(0).steps()).containsExactlyInAnyOrder("a", "c");
        assertThat(lanes.get(1).session()).contains("b");
    }

    @Test
    void asksForNothingByACommonLoadThatNoSessionTakesPartIn() {
        List<Lane> lanes = lanes(List.of(), TEN_A_SECOND, session("a", Optional.of(TEN_A_SECOND), Duration.ZERO));

        assertThat(lanes).extracting(Lane::plannedIterations).containsExactly(Optional.of(0L), Optional.of(600L));
    }

    @Test
    void countsArrivalsAtRandomAsTheGeneratorsSendThem_alsoBehindAChange_seed42() {
        Load random = new Load.Open(List.of(hold(10, 60, 0)), Load.Open.Spacing.POISSON, 42, Optional.empty());
        Session session = session("a", Optional.empty(), Duration.ZERO);

        assertThat(lanes(List.of(), random, session).get(0).plannedIterations())
                .contains(new PoissonArrivals(42).countBelow(600));
        assertThat(lanes(List.of(change(1, 30, new Adjustment.SetLevel(Optional.empty(), 20))), random, session)
                        .get(0)
                        .plannedIterations())
                .contains(new PoissonArrivals(42).countBelow(900));
    }

    @Test
    void boundsTheIterationsOfAClosedLoadByWhatItSays() {
        assertThat(closed(Optional.empty(), Optional.empty()).plannedIterations())
                .isEmpty();
        assertThat(closed(Optional.of(7), Optional.empty()).plannedIterations()).contains(7L * 20);
        assertThat(closed(Optional.empty(), Optional.of(500L)).plannedIterations())
                .contains(500L);
    }

    private static Lane closed(Optional<Integer> eachUser, Optional<Long> together) {
        Load load = new Load.Closed(List.of(hold(20, 10, 0)), eachUser, together);
        return lanes(List.of(), load, session("a", Optional.empty(), Duration.ZERO))
                .get(0);
    }

    @Test
    void countsWhatChangesMakeOfTheLoad_eachForItsOwnLaneOnly() {
        List<AdjustLoad> changes = List.of(
                change(1, 30, new Adjustment.SetLevel(Optional.empty(), 20)),
                change(2, 10, new Adjustment.Scale(Optional.of("b"), 2)));
        List<Lane> lanes = lanes(
                changes,
                TEN_A_SECOND,
                session("a", Optional.empty(), Duration.ZERO),
                session("b", Optional.of(Load.Open.of(List.of(hold(3, 10, 0)))), Duration.ofSeconds(5)));

        assertThat(lanes)
                .extracting(Lane::plannedIterations)
                .containsExactly(Optional.of(30L * 10 + 30 * 20), Optional.of(5L * 3 + 5 * 6));
    }

    @Test
    void knowsNoNumberWhileNobodyKnowsHowAPauseEnds() {
        AdjustLoad pause = change(1, 30, new Adjustment.Pause(Optional.empty()));
        AdjustLoad resume = change(2, 50, new Adjustment.Resume(Optional.empty()));

        assertThat(only(List.of(pause)).plannedIterations()).isEmpty();
        assertThat(only(List.of(pause, resume)).plannedIterations()).contains(600L);
    }

    @Test
    void passesOverALevelThatCannotBe() {
        assertThat(only(List.of(change(1, 30, new Adjustment.SetLevel(Optional.empty(), -1))))
                        .plannedIterations())
                .contains(600L);
    }

    private static Lane only(List<AdjustLoad> changes) {
        return lanes(changes, TEN_A_SECOND, session("a", Optional.empty(), Duration.ZERO))
                .get(0);
    }

    @Test
    void tellsTheWholeSecondsOfEachRung() {
        Load ladder = Load.Open.of(List.of(
                hold(10, 5, 0), hold(10, 20, 1), hold(20, 20, 2), LoadPhase.of(20, 0, Duration.ofSeconds(5), false)));

        assertThat(lanes(List.of(), ladder, session("a", Optional.empty(), Duration.ZERO))
                        .get(0)
                        .rungs())
                .containsExactly(new Rung(1, 10, 10, 5, 25), new Rung(2, 20, 20, 25, 45));
        assertThat(lanes(List.of(), ladder, session("a", Optional.of(ladder), Duration.ofMillis(2_500)))
                        .get(1)
                        .rungs())
                .as("seconds that are a rung's only in part belong to none")
                .containsExactly(new Rung(1, 10, 10, 8, 27), new Rung(2, 20, 20, 28, 47));
    }

    @Test
    void movesRungsBehindAPause_andDropsThoseWhoseLevelWasChanged() {
        Load ladder = Load.Open.of(List.of(hold(10, 20, 1), hold(20, 20, 2), hold(30, 20, 3)));
        List<AdjustLoad> changes = List.of(
                change(1, 10, new Adjustment.Pause(Optional.empty())),
                change(2, 40, new Adjustment.Resume(Optional.empty())),
                change(3, 70, new Adjustment.Scale(Optional.empty(), 1.5)));

        assertThat(lanes(changes, ladder, session("a", Optional.empty(), Duration.ZERO))
                        .get(0)
                        .rungs())
                .containsExactly(new Rung(1, 10, 10, 0, 10), new Rung(2, 20, 20, 50, 70));
    }

    private static LoadPhase hold(double level, int seconds, int rung) {
        return new LoadPhase(level, level, Duration.ofSeconds(seconds), 0, rung, false);
    }

    private static AdjustLoad change(int number, long second, Adjustment adjustment) {
        return new AdjustLoad("r-1", number, START.plusSeconds(second), adjustment, "li");
    }

    private static List<Lane> lanes(List<AdjustLoad> changes, Load common, Session... sessions) {
        Scenario scenario = Scenario.of(
                "any",
                "",
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Map.of(),
                List.of(sessions),
                common,
                List.of(),
                HttpSettings.DEFAULT);
        return Lane.of(scenario, START, changes);
    }

    private static Session session(String name, Optional<Load> load, Duration startAfter) {
        Step step = Step.of(
                name, Request.Http.of(Request.Http.Method.GET, "/" + name, Map.of(), Optional.empty()), List.of());
        return new Session(
                name, 1, 0, load, startAfter, Session.of(name, 1, List.of(step)).flow());
    }
}
