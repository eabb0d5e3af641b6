package io.breakwater.cli.report;

import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.CorrectedTime;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.ObjectiveResult.Breach;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.RungResult;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.verdict.TokenTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts for tests: 12,000 requests in a minute, of which 40 failed. */
public final class Verdicts {

    private Verdicts() {}

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** One with this outcome and these reasons; its second objective is broken when it failed. */
    public static RunVerdict of(Outcome outcome, List<String> reasons) {
        return of(outcome, reasons, List.of(openLoad()), List.of(), List.of(), Optional.empty());
    }

    /** A ladder of two rungs whose load was changed twice. */
    public static RunVerdict steered() {
        StepTotals run = totals(Optional.empty());
        return of(
                Outcome.PASS,
                List.of(),
                List.of(openLoad()),
                List.of(
                        new RungResult(Optional.empty(), 1, 100, 100, 0, 20, run, List.of()),
                        new RungResult(Optional.empty(), 2, 100, 200, 20, 30, run, List.of())),
                List.of(
                        new LoadChange(
                                1,
                                START.plusSeconds(30),
                                Optional.empty(),
                                LoadChange.Kind.SET_LEVEL,
                                12.5,
                                "li@example.com"),
                        new LoadChange(
                                2, START.plusSeconds(40), Optional.of("browse"), LoadChange.Kind.PAUSE, 0, "ci")),
                Optional.empty());
    }

    /** One of whose requests some were refused for their token. */
    public static RunVerdict withTokens(TokenTotals... tokens) {
        RunVerdict plain = of(Outcome.INCONCLUSIVE, List.of());
        return new RunVerdict(
                plain.runId(),
                plain.organisation(),
                plain.scenario(),
                plain.startAt(),
                plain.elapsedMicros(),
                plain.version(),
                plain.last(),
                plain.outcome(),
                plain.reasons(),
                plain.objectives(),
                plain.run(),
                plain.steps(),
                plain.loads(),
                plain.rungs(),
                plain.changes(),
                List.of(tokens),
                plain.evidence());
    }

    /** A closed load whose target stalled. */
    public static RunVerdict closed() {
        return of(
                Outcome.PASS,
                List.of(),
                List.of(new LoadTotals(Optional.empty(), LoadTotals.Model.CLOSED, Optional.of(20_000L), 12_000)),
                List.of(),
                List.of(),
                Optional.of(new CorrectedTime(100_000, 26_000, 800_000, 1_200_000, 1_310_000)));
    }

    private static LoadTotals openLoad() {
        return new LoadTotals(Optional.empty(), LoadTotals.Model.OPEN, Optional.of(12_000L), 12_000);
    }

    private static StepTotals totals(Optional<CorrectedTime> corrected) {
        return new StepTotals(
                "",
                12_000,
                11_990,
                0,
                Map.of("NO_CONNECTION", 10L),
                Map.of("SUCCEEDED", 11_960L, "REQUEST_TIMED_OUT", 30L),
                10,
                0,
                40,
                25_000,
                90_000,
                140_000,
                1_310_000,
                24_000,
                88_000,
                139_000,
                1_300_000,
                corrected,
                new CryptographyTime(12_000, 504_000_000));
    }

    private static RunVerdict of(
            Outcome outcome,
            List<String> reasons,
            List<LoadTotals> loads,
            List<RungResult> rungs,
            List<LoadChange> changes,
            Optional<CorrectedTime> corrected) {
        List<Objective> objectives = AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives();
        StepTotals run = totals(corrected);
        return new RunVerdict(
                "r-1",
                "local",
                "widget-acceptance",
                START,
                60_000_000,
                7,
                true,
                outcome,
                reasons,
                List.of(
                        new ObjectiveResult(
                                objectives.get(0), 0.9820, 12_000, true, "within 170 ms: 98.20 % (>= 95 %)"),
                        new ObjectiveResult(
                                objectives.get(1),
                                0.0072,
                                0.01,
                                12_000,
                                60,
                                outcome == Outcome.FAIL ? 20 : 0,
                                outcome == Outcome.FAIL
                                        ? Optional.of(new Breach(41, START.plusSeconds(41)))
                                        : Optional.empty(),
                                outcome != Outcome.INCONCLUSIVE,
                                outcome == Outcome.PASS,
                                "over 870 ms: 0.72 % (<= 1 %)")),
                run,
                List.of(run),
                loads,
                rungs,
                changes,
                List.of(),
                new Evidence(60, 60, 0, 0, 0, 0, 12, 0, 400, 900, 1_000, 0.21, 0));
    }
}
