package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code load} can say, common and of a session's own. */
class LoadReaderTest {

    @Test
    void readsThePhasesOfAnOpenLoad() {
        assertThat(load("""
                        open:
                            - { ramp: 10/s to 200/s, for: 1m, warm-up: true }
                            - { hold: 120/min, for: 5s }
                            - pause: 10s
                            - burst: 500
                            - { spike: 50/s to 500/s, for: 30s }
                        """))
                .isEqualTo(Load.Open.of(List.of(
                        LoadPhase.of(10, 200, seconds(60), true),
                        LoadPhase.of(2, 2, seconds(5), false),
                        LoadPhase.of(0, 0, seconds(10), false),
                        new LoadPhase(0, 0, Duration.ZERO, 500, 0, false),
                        LoadPhase.of(50, 500, seconds(15), false),
                        LoadPhase.of(500, 50, seconds(15), false))));
    }

    @Test
    void countsRungsOverAllLaddersOfALoad() {
        assertThat(load("""
                        open:
                            - ladder: { from: 100/s, step: 50/s, rungs: 3, ramp-between: 5s }
                              for: 1m
                            - ladder: { from: 60/s, to: 20/s, rungs: 2 }
                              for: 30s
                        """).phases())
                .containsExactly(
                        new LoadPhase(100, 100, seconds(60), 0, 1, false),
                        LoadPhase.of(100, 150, seconds(5), false),
                        new LoadPhase(150, 150, seconds(60), 0, 2, false),
                        LoadPhase.of(150, 200, seconds(5), false),
                        new LoadPhase(200, 200, seconds(60), 0, 3, false),
                        new LoadPhase(60, 60, seconds(30), 0, 4, false),
                        new LoadPhase(20, 20, seconds(30), 0, 5, false));
    }

    @Test
    void readsHowArrivalsFollowEachOtherAndWhenTheyAreTooLate() {
        assertThat(load("""
                        open: [ { hold: 1/s, for: 1s } ]
                          arrivals: poisson
                          seed: 42
                          skip-after: 1500ms
                        """))
                .isEqualTo(new Load.Open(
                        List.of(LoadPhase.of(1, 1, seconds(1), false)),
                        Load.Open.Spacing.POISSON,
                        42,
                        Optional.of(Duration.ofMillis(1_500))));
    }

    @Test
    void keepsThePlaceOfARecordedCurve() {
        Scenario scenario = accepted(withLoad("open: [ { replay: day.csv, scale: 150% } ]"));

        assertThat(scenario.load().phases())
                .containsExactly(LoadPhase.replaying(new LoadPhase.Replay("day.csv", 1.5), false));
        assertThat(scenario.files()).containsEntry("day.csv", "day.csv");
    }

    @Test
    void readsThePhasesOfAClosedLoad() {
        assertThat(load("""
                        closed:
                            - { ramp: 0 to 100 users, for: 1m, warm-up: true }
                            - { hold: 1 user, for: 5s }
                            - { spike: 10 users to 30 users, for: 2s }
                            - pause: 1s
                            - { ladder: { from: 10 users, step: 5 users, rungs: 2 }, for: 10s }
                        """))
                .isEqualTo(new Load.Closed(
                        List.of(
                                LoadPhase.of(0, 100, seconds(60), true),
                                LoadPhase.of(1, 1, seconds(5), false),
                                LoadPhase.of(10, 30, seconds(1), false),
                                LoadPhase.of(30, 10, seconds(1), false),
                                LoadPhase.of(0, 0, seconds(1), false),
                                new LoadPhase(10, 10, seconds(10), 0, 1, false),
                                new LoadPhase(15, 15, seconds(10), 0, 2, false)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsHowManyIterationsVirtualUsersWalk() {
        assertThat(load("closed: [ { hold: 50 users, within: 10m } ]\n  shared-iterations: 10000"))
                .isEqualTo(new Load.Closed(
                        List.of(LoadPhase.of(50, 50, seconds(600), false)), Optional.empty(), Optional.of(10_000L)));
        assertThat(load("closed: [ { hold: 50 users, for: 10m } ]\n  iterations-per-user: 3"))
                .isEqualTo(new Load.Closed(
                        List.of(LoadPhase.of(50, 50, seconds(600), false)), Optional.of(3), Optional.empty()));
    }

    @Test
    void givesEveryVirtualUserOfAClosedLoadAConnectionUnlessTold() {
        assertThat(accepted(withLoad("closed: [ { hold: 5000 users, for: 1s } ]"))
                        .http()
                        .connections())
                .isEqualTo(5_000);
        assertThat(accepted(withLoad("closed: [ { hold: 5 users, for: 1s } ]"))
                        .http()
                        .connections())
                .isEqualTo(1_000);
        assertThat(accepted(withLoad("closed: [ { hold: 5000 users, for: 1s } ]") + "http: { connections: 64 }\n")
                        .http()
                        .connections())
                .isEqualTo(64);
    }

    @Test
    void readsLoadsOfSessionsBesideTheCommonOne() {
        Scenario scenario = accepted("""
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - { session: a, weight: 3, start-share: 10%, steps: [ { step: a, get: / } ] }
                  - session: b
                    start-after: 10s
                    load: { open: [ { hold: 6/min, for: 1m } ] }
                    steps: [ { step: b, get: / } ]
                load: { closed: [ { hold: 2 users, for: 1s } ] }
                """);

        assertThat(scenario.sessions().get(0).startShare()).isEqualTo(0.1);
        assertThat(scenario.sessions().get(1).startAfter()).isEqualTo(seconds(10));
        assertThat(scenario.sessions().get(1).load())
                .hasValue(Load.Open.of(List.of(LoadPhase.of(0.1, 0.1, seconds(60), false))));
    }

    @Test
    void hasNoArrivalsInCommonWhereEverySessionHasItsOwnLoad() {
        Scenario scenario = accepted("""
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - session: a
                    start-after: 10s
                    load: { open: [ { hold: 1/s, for: 1m } ] }
                    steps: [ { step: a, get: / } ]
                """);

        assertThat(scenario.load()).isEqualTo(Load.Open.of(List.of(LoadPhase.of(0, 0, seconds(70), false))));
    }

    @Test
    void refusesRungsThatDoNotBeginAndLastWholeSeconds() {
        assertThat(problems(withLoad("""
                        open:
                            - { hold: 1/s, for: 500ms }
                            - { ladder: { from: 1/s, step: 1/s, rungs: 2, ramp-between: 20ms }, for: 1500ms }
                        """)))
                .containsExactly(
                        "6:9: ladder: begins 500 ms after the run's start (expected: whole seconds before it)",
                        "6:65: ramp-between: 20ms (expected: whole seconds)",
                        "6:78: for: 1500ms for each rung (expected: whole seconds)");
    }

    @Test
    void refusesKeysOfTheOtherModel() {
        assertThat(problems(withLoad("open: [ { hold: 1/s, for: 1s } ]\n  iterations-per-user: 3\n  seed: 3")))
                .containsExactly(
                        "5:3: iterations-per-user: with open (expected: only with closed)",
                        "6:3: seed: without arrivals: poisson (expected: only beside it)");
        assertThat(problems(withLoad("closed: [ { hold: 3/s, for: 1s }, { burst: 3 } ]\n  skip-after: 3s")))
                .containsExactly(
                        "4:21: hold: 3/s (expected: a number of virtual users with its unit (users), at most 1000000, such"
                                + " as 50 users)",
                        "4:37: item of closed: of no kind (expected: one of hold, ramp, pause, spike, ladder)",
                        "5:3: skip-after: with closed (expected: only with open)");
        assertThat(problems(withLoad("closed: [ { hold: 3 users, within: 1s } ]")))
                .containsExactly(
                        "4:30: within: without iterations-per-user or shared-iterations (expected: for, or one of"
                                + " them in load)");
        assertThat(problems(withLoad("open: [ { burst: 3 } ]")))
                .containsExactly("4:3: open: only bursts (expected: a phase that lasts)");
        assertThat(problems(withLoad("{ }"))).singleElement().asString().contains("open, closed: all missing");
    }

    @Test
    void refusesSessionsThatContradictTheirLoad() {
        assertThat(problems("""
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - session: a
                    weight: 3
                    start-share: 3%
                    load: { open: [ { ladder: { from: 1/s, step: 1/s, rungs: 2 }, for: 1s } ] }
                    steps: [ { step: a, get: / } ]
                  - { session: b, start-after: 3s, load: { open: [ { ladder: { from: 1/s, step: 1/s, rungs: 2 }, for: 1s } ] },
                      steps: [ { step: b, get: / } ] }
                load: { open: [ { hold: 1/s, for: 1s } ] }
                """))
                .containsExactly(
                        "6:5: start-share: with an open load (expected: only with a closed one)",
                        "7:5: weight, load: together (expected: at most one of them)",
                        "9:44: open: a ladder in a second load (expected: ladders in one load at most)",
                        "11:1: load: every session has its own (expected: a session without, or none here)");
        assertThat(problems("""
                scenario: one
                target: http://127.0.0.1:8090
                sessions: [ { session: a, start-after: 1s, steps: [ { step: a, get: / } ] } ]
                """))
                .containsExactly(
                        "1:1: load: missing (expected: how often iterations start)",
                        "3:27: start-after: without a load of its own (expected: only beside load)");
    }

    @Test
    void turnsTheRatesOfAFunnelIntoShares() {
        Scenario scenario = accepted(funnel("200/s", "120/s", "900/min"));

        assertThat(scenario.sessions().get(0).steps())
                .extracting(step -> step.share())
                .containsExactly(1.0, 0.6, 0.125);
    }

    @Test
    void refusesRatesThatAreNoFunnel() {
        assertThat(problems(funnel("100/s", "120/s", "0/s")))
                .containsExactly(
                        "6:34: rate: 100/s of the first step (expected: 200/s, the highest arrival rate of the session)",
                        "7:34: rate: 120/s above that of the step before (expected: at most 100/s)",
                        "8:34: rate: 0/s (expected: above 0)");
        assertThat(problems(funnel("200/s", "120/s, share: 3%", "120/s")).get(0))
                .startsWith("7:28: share, rate: together");
        assertThat(problems(funnel("200/s", "120/s", "60/s").replace("rate: 120/s", "timeout: 1s")))
                .containsExactly("7:9: rate: missing (expected: in all steps of a session, or in none)");
        assertThat(problems(funnel("2/s", "1/s", "1/s")
                        .replace("{ step: c", "{ repeat: 2, steps: [ { step: c")
                        .replace("1/s } ]\nload", "1/s } ] } ]\nload")))
                .isNotEmpty();
    }

    @Test
    void measuresAFunnelByTheSessionsPartOfTheCommonLoad() {
        assertThat(accepted("""
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - { session: other, weight: 2, steps: [ { step: o, get: / } ] }
                  - { session: funnel, steps: [ { step: a, get: /, rate: 30/s }, { step: b, get: /, rate: 10/s } ] }
                load: { open: [ { hold: 90/s, for: 1s } ] }
                """).sessions().get(1).steps().get(1).share()).isEqualTo(1.0 / 3);
    }

    private static String funnel(String first, String second, String third) {
        return """
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - session: funnel
                    steps:
                      - { step: a, get: /, rate: %s }
                      - { step: b, get: /, rate: %s }
                      - { step: c, get: /, rate: %s }
                load: { open: [ { ramp: 20/s to 200/s, for: 1s } ] }
                """.formatted(first, second, third);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Load load(String load) {
        return accepted(withLoad(load)).load();
    }

    private static String withLoad(String load) {
        return """
                scenario: one
                target: http://127.0.0.1:8090
                load:
                  %s
                sessions: [ { session: only, steps: [ { step: home, get: / } ] } ]
                """.formatted(load.strip());
    }

    private static Scenario accepted(String text) {
        ScenarioReading reading = ScenarioReader.read(text);
        assertThat(reading.problems()).isEmpty();
        return reading.scenario().orElseThrow();
    }

    private static List<String> problems(String text) {
        return ScenarioReader.read(text).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
