package io.breakwater.cli.report;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Verdicts for tests: 12,000 requests in a minute, of which 40 failed. */
public final class Verdicts {

    private Verdicts() {}

    /** One with this outcome and these reasons; its second objective is broken when it failed. */
    public static RunVerdict of(Outcome outcome, List<String> reasons) {
        List<Objective> objectives = AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives();
        StepTotals run = new StepTotals(
                "",
                12_000,
                11_990,
                0,
                Map.of("NO_CONNECTION", 10L),
                Map.of("SUCCEEDED", 11_960L, "REQUEST_TIMED_OUT", 30L),
                10,
                40,
                25_000,
                90_000,
                140_000,
                1_310_000,
                24_000,
                88_000,
                139_000,
                1_300_000);
        return new RunVerdict(
                "r-1",
                "local",
                "widget-acceptance",
                Instant.parse("2026-11-20T12:00:00Z"),
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
                                12_000,
                                outcome != Outcome.FAIL,
                                "over 870 ms: 0.72 % (<= 1 %)")),
                run,
                List.of(run),
                new Evidence(60, 60, 0, 0, 0, 0, 400, 900, 1_000, 0.21, 0));
    }
}
