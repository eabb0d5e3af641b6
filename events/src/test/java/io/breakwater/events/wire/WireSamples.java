package io.breakwater.events.wire;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.GeneratorHealth;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenAnswers;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.events.verdict.CorrectedTime;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.RungResult;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.verdict.TokenTotals;
import io.breakwater.events.window.WindowSummary;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One record of every kind that crosses a topic, with a value of its own in every component. */
final class WireSamples {

    private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123456Z");

    /**
     * A frozen record.
     *
     * @param file   its file
     * @param record what the file holds
     * @param type   as what it is read
     */
    record Sample(String file, Object record, Class<?> type) {

        @Override
        public String toString() {
            return file;
        }
    }

    private WireSamples() {}

    static List<Sample> json() {
        return List.of(
                new Sample(
                        "run-request.json",
                        new RunRequest("release-42", "demo", "release-train", true, "express-widget"),
                        RunRequest.class),
                new Sample(
                        "run-status-changed.json",
                        new RunStatusChanged(
                                Optional.of("r-1"),
                                "release-42",
                                "demo",
                                "express-widget",
                                "release-train",
                                RunStatus.FINISHED,
                                AT,
                                List.of("p99 response time: 412 ms (objective: <= 400 ms)"),
                                Optional.of(Outcome.FAIL)),
                        RunStatusChanged.class),
                new Sample(
                        "run-status-changed.rejected.json",
                        new RunStatusChanged(
                                Optional.empty(),
                                "release-42",
                                "demo",
                                "express-widget",
                                "release-train",
                                RunStatus.REJECTED,
                                AT,
                                List.of("permitted: false (expected: true)", "scenario: x (expected: a stored one)"),
                                Optional.empty()),
                        RunStatusChanged.class),
                new Sample("prepare-run.json", new RunCommand.PrepareRun(plan()), RunCommand.class),
                new Sample(
                        "start-run.json",
                        new RunCommand.StartRun(plan(), AT, Optional.of(new HandedOver("local", new byte[] {4}))),
                        RunCommand.class),
                new Sample(
                        "adjust-load.json",
                        new RunCommand.AdjustLoad(
                                "r-1", 3, AT, new Adjustment.SetLevel(Optional.of("buy"), 120.5), "ann"),
                        RunCommand.class),
                new Sample(
                        "adjust-load.scale.json",
                        new RunCommand.AdjustLoad("r-1", 4, AT, new Adjustment.Scale(Optional.empty(), 1.1), "ann"),
                        RunCommand.class),
                new Sample(
                        "adjust-load.pause.json",
                        new RunCommand.AdjustLoad("r-1", 5, AT, new Adjustment.Pause(Optional.empty()), "ann"),
                        RunCommand.class),
                new Sample(
                        "adjust-load.resume.json",
                        new RunCommand.AdjustLoad("r-1", 6, AT, new Adjustment.Resume(Optional.empty()), "ann"),
                        RunCommand.class),
                new Sample(
                        "walk-after.json",
                        new RunCommand.WalkAfter(plan(), "g-2", Optional.of(new HandedOver("local", new byte[] {5}))),
                        RunCommand.class),
                new Sample("stop-run.json", new RunCommand.StopRun("r-1", "enough", "ann", true), RunCommand.class),
                new Sample(
                        "abandon-part.json", new RunCommand.AbandonPart("r-1", "g-2", "silent 10 s"), RunCommand.class),
                new Sample(
                        "generator-heartbeat.json",
                        new GeneratorReport.GeneratorHeartbeat("g-1", AT, "cn-east", 2, 0.25),
                        GeneratorReport.class),
                new Sample(
                        "part-ready.json",
                        new GeneratorReport.PartReady(
                                "g-1", AT, "r-1", Optional.of(new HandedOver("local", new byte[] {4}))),
                        GeneratorReport.class),
                new Sample(
                        "part-refused.json",
                        new GeneratorReport.PartRefused("g-1", AT, "r-1", List.of("token: missing", "data: missing")),
                        GeneratorReport.class),
                new Sample(
                        "part-closed.json",
                        new GeneratorReport.PartClosed("g-1", AT, "r-1", 12, 10, 2),
                        GeneratorReport.class),
                new Sample(
                        "stop-wanted.json",
                        new GeneratorReport.StopWanted("g-1", AT, "r-1", "data buyer: used up after 1000 rows"),
                        GeneratorReport.class),
                new Sample(
                        "after-walked.json",
                        new GeneratorReport.AfterWalked("g-1", AT, "r-1", List.of("clean-up: status 500")),
                        GeneratorReport.class),
                new Sample("request-sample.json", sample(), RequestSample.class),
                new Sample(
                        "platform-token.json",
                        new PlatformToken(
                                "demo-shop", 2, 5, "k-1", new byte[] {0, 1, -1, 127}, AT, AT.plusSeconds(7_200), true),
                        PlatformToken.class),
                new Sample(
                        "token-rejected.json",
                        new TokenRejected("demo-shop", 2, "0123456789abcdef", "40001", "r-1", "g-1", AT),
                        TokenRejected.class),
                new Sample(
                        "platform-asks.json",
                        new PlatformAsks(
                                "demo-shop", AT, LocalDate.parse("2026-11-20"), 7, AT, 2, 1, AT, "0123456789abcdef"),
                        PlatformAsks.class),
                new Sample("window-summary.json", window(), WindowSummary.class),
                new Sample("run-verdict.json", verdict(), RunVerdict.class));
    }

    private static RequestSample sample() {
        return new RequestSample(
                "r-1",
                "g-1",
                "buy",
                "pay",
                RequestSample.Stage.LOAD,
                AT,
                120,
                41_000,
                RequestOutcome.STATUS_FAILED,
                BusinessOutcome.FAILED,
                List.of("status: 503 (expected: 200)"),
                RequestSample.Why.FAILURE,
                new RequestSample.Sent(
                        "POST", "http://127.0.0.1:18090/pay", List.of("Authorization: ***"), "{\"sum\":1}", false),
                List.of("307 POST http://127.0.0.1:18090/pay/now"),
                Optional.of(new RequestSample.Received(503, List.of("Content-Length: 4"), "busy", true)),
                new RequestSample.Waterfall(1, 2, 3, 4, 5, 6),
                Map.of("buyer.openid", "o-1"),
                Map.of("orderToken", "t-1"),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    static BatchHeader batchHeader() {
        return new BatchHeader(
                "r-1",
                "g-1",
                "cn-east",
                1,
                3,
                7,
                AT,
                -5,
                60_000_000,
                List.of(170_000L, 870_000L),
                List.of("widget-query", "pay"),
                List.of(
                        new StepAccounting(10, 8, 1, 1),
                        new StepAccounting(2, 2, 0, 0, new CryptographyTime(2, 90_000))),
                new LoadProgress(List.of(11L, 7L), 2, true),
                List.of(new TokenAccounting("demo-shop", 7, 5, 3, 2)),
                new GeneratorHealth(0.25, 1_200, 4, 0, 5, 6, new byte[] {1, 2, 3}),
                true);
    }

    /** Every outcome and every reason once, with times that go back and forth. */
    static byte[] batch() {
        RequestEventWriter writer = new RequestEventWriter();
        for (RequestOutcome outcome : RequestOutcome.values()) {
            int n = outcome.code();
            writer.completed(
                    n % 2,
                    5_000 - 700L * n,
                    n,
                    40_000 + n,
                    39_000 + n,
                    900L * n,
                    70L * n,
                    310 + n,
                    512L * n,
                    outcome,
                    n == 1 ? 503 : 200,
                    BusinessOutcome.values()[n % 4]);
        }
        for (NotSentReason reason : NotSentReason.values()) {
            writer.notSent(reason.code() % 2, 1_000L * reason.code(), reason);
        }
        return writer.toBatch(batchHeader());
    }

    private static WindowSummary window() {
        return new WindowSummary(
                "r-1",
                "widget-query",
                "cn-east",
                Instant.parse("2026-11-20T12:00:05Z"),
                5,
                203,
                true,
                false,
                200,
                Map.of("NO_CONNECTION", 2L),
                Map.of("STATUS_FAILED", 3L, "SUCCEEDED", 197L),
                Map.of("200", 197L, "503", 3L),
                1,
                2,
                4,
                62_000,
                102_400,
                9,
                List.of(
                        new WindowSummary.LimitCount(170_000, 190, 195),
                        new WindowSummary.LimitCount(870_000, 196, 197)),
                new byte[] {1},
                new byte[] {2, -2},
                new byte[] {3},
                new byte[] {4},
                new byte[] {5},
                new byte[] {6});
    }

    private static RunVerdict verdict() {
        Objective objective = Objective.withinAtLeast(170_000, 0.95);
        return new RunVerdict(
                "r-1",
                "demo",
                "express-widget",
                AT,
                1_800_000_000,
                360_001,
                true,
                Outcome.FAIL,
                List.of("within 170 ms: 90 % (objective: >= 95 %)"),
                List.of(new ObjectiveResult(
                        objective, 0.9, 360_000, false, "within 170 ms: 90 % (objective: >= 95 %)")),
                totals(""),
                List.of(totals("widget-query")),
                List.of(
                        new LoadTotals(Optional.empty(), LoadTotals.Model.OPEN, Optional.of(360_010L), 360_010),
                        new LoadTotals(Optional.of("browse"), LoadTotals.Model.CLOSED, Optional.empty(), 90)),
                List.of(new RungResult(
                        Optional.of("browse"), 2, 100, 200, 60, 120, totals(""), List.of(totals("widget-query")))),
                List.of(new LoadChange(1, AT, Optional.of("browse"), LoadChange.Kind.SET_LEVEL, 12.5, "li")),
                List.of(new TokenTotals("demo-shop", 9, 5, 3, 2)),
                new Evidence(1_801, 1_801, 1, 2, 3, 7, 8, 9, 900, 4_000, 5_000, 0.75, 6));
    }

    private static StepTotals totals(String step) {
        return new StepTotals(
                step,
                360_010,
                360_000,
                1,
                Map.of("NO_VIRTUAL_USER", 9L),
                Map.of("SUCCEEDED", 359_000L, "REQUEST_TIMED_OUT", 1_000L),
                5,
                3,
                1_005,
                40_000,
                165_000,
                300_000,
                5_000_000,
                39_000,
                160_000,
                290_000,
                4_900_000,
                Optional.of(new CorrectedTime(200_000, 41_000, 170_000, 900_000, 5_000_000)),
                new CryptographyTime(360_000, 18_000_000_000L));
    }

    private static RunPlan plan() {
        return new RunPlan(
                "r-1",
                "demo",
                scenario(),
                List.of(new RunPlan.DataFile("cases", "ab".repeat(32), 10)),
                List.of(new RunPlan.RunPart("g-1", 0), new RunPlan.RunPart("g-2", 1)));
    }

    private static Scenario scenario() {
        Step query = Step.of(
                "widget-query",
                Request.Http.of(
                        Request.Http.Method.POST,
                        "/widget",
                        Map.of("X-Trace", "${token.wechat}"),
                        Optional.of(new Body.Text("application/json", "${cases}", Body.Escaping.NONE))),
                List.of(
                        Check.in(Check.Subject.STATUS, "", List.of("200")),
                        Check.in(Check.Subject.JSON, "$.err_code", List.of("0", "\"ok\""))
                                .absentIs("0")));
        Step pay = Step.of(
                "pay",
                Request.Http.of(Request.Http.Method.GET, "/pay?by=${buyer.openid}", Map.of(), Optional.empty()),
                List.of());
        return Scenario.of(
                "express-widget",
                "Express-parcel widget",
                URI.create("http://127.0.0.1:18090"),
                Map.of(
                        "wechat",
                        new TokenUse(
                                "demo-shop",
                                new TokenAnswers(
                                        List.of(Check.in(Check.Subject.JSON, "$.errcode", List.of("40001"))),
                                        List.of(Check.in(Check.Subject.JSON, "$.errcode", List.of("42001"))),
                                        List.of(Check.in(Check.Subject.STATUS, "", List.of("200")))))),
                Map.of(
                        "cases",
                        DataSet.of(
                                "cases.jsonl",
                                DataSet.Format.JSONL,
                                List.of(),
                                DataSet.Pick.SEQUENTIAL,
                                DataSet.WhenUsedUp.STOP),
                        "buyer",
                        DataSet.of(
                                "buyers.csv",
                                DataSet.Format.CSV,
                                List.of("openid", "city"),
                                DataSet.Pick.RANDOM,
                                DataSet.WhenUsedUp.REPEAT)),
                List.of(Session.of("query", 3, List.of(query)), Session.of("buy", 1, List.of(pay))),
                Load.Open.of(List.of(
                        LoadPhase.of(10, 200, Duration.ofMinutes(1), true),
                        LoadPhase.of(200, 200, Duration.ofMinutes(30), false))),
                List.of(
                        Objective.withinAtLeast(170_000, 0.95),
                        new Objective(
                                Objective.Kind.PERCENTILE_AT_MOST,
                                Optional.of("pay"),
                                Objective.Measure.SERVICE_TIME,
                                400_000,
                                99.9,
                                0)),
                HttpSettings.limits(Duration.ofSeconds(5), Duration.ofMillis(2_500), 64, 500));
    }
}
