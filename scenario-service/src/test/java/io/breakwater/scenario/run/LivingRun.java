package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.run.ListedRun.Consent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** A run of two generators, as it stands at each stage of its life, and what is known of the generators meanwhile. */
final class LivingRun {

    static final Step STEP =
            Step.of("home", Request.Http.of(Request.Http.Method.GET, "/", Map.of(), Optional.empty()), List.of());

    static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
    static final Duration LOAD = Duration.ofSeconds(20);

    final GeneratorPresence presence = new GeneratorPresence();
    final VerdictSilence verdicts = new VerdictSilence();
    final RunLife life = new RunLife(new ScenarioServiceProperties(
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
            Duration.ofMillis(500),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofMillis(100)));

    static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    final Scenario scenario;

    /** Of a load of 20 s at 1/s, with one session of two steps. */
    LivingRun() {
        this(scenario(
                List.of(),
                List.of(Session.of("only", 1, List.of(STEP, STEP))),
                List.of(),
                Load.Open.of(List.of(LoadPhase.of(1, 1, LOAD, false)))));
    }

    LivingRun(Scenario scenario) {
        this.scenario = scenario;
    }

    static Scenario scenario(List<Session> before, List<Session> sessions, List<Session> after, Load load) {
        return new Scenario(
                "any",
                "",
                URI.create("http://127.0.0.1:9"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                before,
                sessions,
                after,
                load,
                List.of(),
                HttpSettings.DEFAULT,
                Sampling.DEFAULT);
    }

    Run accepted() {
        ListedRun listed = new ListedRun(
                "r-1",
                "shop",
                "k",
                "any",
                1,
                new Consent("ann", BEGIN),
                RunStatus.ACCEPTED,
                BEGIN,
                Optional.empty(),
                Optional.empty());
        return Run.admitted(listed, new RunPlan("r-1", "shop", scenario, List.of(), List.of()));
    }

    /** Lets time pass until then, with heartbeats of these generators each second. */
    void live(double fromSeconds, double toSeconds, int activeRuns, String... generatorIds) {
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
            presence.inTouch(at(seconds));
            for (String generatorId : generatorIds) {
                presence.heard(
                        new GeneratorHeartbeat(generatorId, Instant.EPOCH, "here", activeRuns, 0.1), at(seconds));
            }
        }
    }

    Run preparing() {
        live(-2, 0, 0, "g-1", "g-2");
        return life.onTime(accepted(), presence, verdicts, at(0)).run();
    }

    Run running() {
        Run oneReady = life.onReport(preparing(), new PartReady("g-1", at(1), "r-1"), at(1))
                .run();
        return life.onReport(oneReady, new PartReady("g-2", at(2), "r-1"), at(2))
                .run();
    }

    Run awaitingVerdict() {
        Run oneClosed = life.onReport(running(), closed("g-1"), at(22)).run();
        return life.onReport(oneClosed, closed("g-2"), at(23)).run();
    }

    static PartClosed closed(String generatorId) {
        return new PartClosed(generatorId, Instant.EPOCH, "r-1", 10, 9, 1);
    }
}
