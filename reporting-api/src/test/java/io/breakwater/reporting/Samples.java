package io.breakwater.reporting;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as the analytics job and the scenario service would write them. */
public final class Samples {

    /** The start of every sample run. */
    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private Samples() {}

    /** A window whose requests took these response times. */
    public static WindowSummary window(String runId, String step, long second, boolean complete, long... micros) {
        byte[] histogram = histogram(micros).encode();
        return new WindowSummary(
                runId,
                step,
                "cn-east",
                START.plusSeconds(second),
                second,
                micros.length + (complete ? 1 : 0),
                complete,
                false,
                micros.length,
                Map.of(),
                Map.of("SUCCEEDED", (long) micros.length),
                Map.of("200", (long) micros.length),
                0,
                0,
                0,
                100,
                200,
                1,
                List.of(new WindowSummary.LimitCount(170_000, micros.length, micros.length)),
                histogram,
                histogram,
                histogram(new long[micros.length]).encode(),
                histogram(900).encode(),
                histogram().encode(),
                histogram().encode());
    }

    /** An exchange that was kept whole; one without a status had no response. */
    public static RequestSample sample(
            String runId, String step, long milli, int status, RequestOutcome outcome, long serviceTimeMicros) {
        return new RequestSample(
                runId,
                "g-1",
                "buy",
                step,
                RequestSample.Stage.LOAD,
                START.plusMillis(milli),
                500,
                serviceTimeMicros,
                outcome,
                outcome == RequestOutcome.SUCCEEDED ? BusinessOutcome.SUCCEEDED : BusinessOutcome.NOT_CHECKED,
                outcome == RequestOutcome.SUCCEEDED ? List.of() : List.of("it failed"),
                outcome == RequestOutcome.SUCCEEDED ? RequestSample.Why.SHARE : RequestSample.Why.FAILURE,
                new RequestSample.Sent("POST", "http://127.0.0.1:1/" + step, List.of("Cookie: ***"), "{}", false),
                List.of(),
                status == 0
                        ? Optional.empty()
                        : Optional.of(new RequestSample.Received(status, List.of(), "busy", false)),
                new RequestSample.Waterfall(1, 2, 3, 4, 5, 6),
                Map.of("buyer", "o-1"),
                Map.of("order", "t-1"),
                "");
    }

    /** A histogram of these times. */
    public static LatencyHistogram histogram(long... micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long one : micros) {
            histogram.record(one);
        }
        return histogram;
    }

    /** A verdict over the objectives of the local widget profile. */
    public static RunVerdict verdict(String runId, long version, boolean last, double withinRatio, double overRatio) {
        List<Objective> demanded = AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives();
        boolean within = withinRatio >= 0.95;
        boolean over = overRatio <= 0.01;
        return new RunVerdict(
                runId,
                "acme",
                "express-widget",
                START,
                1_000_000,
                version,
                last,
                within && over ? Outcome.PASS : Outcome.FAIL,
                List.of(),
                List.of(
                        new ObjectiveResult(demanded.get(0), withinRatio, 360_000, within, "within"),
                        new ObjectiveResult(demanded.get(1), overRatio, 360_000, over, "over")),
                totals(""),
                List.of(totals("widget-query")),
                new Evidence(10, 10, 0, 0, 0, 0, 0, 0, 100, 200, 300, 0.5, 0));
    }

    /** A final verdict of another organisation, start and outcome, with these reasons and objectives. */
    public static RunVerdict verdict(
            String runId,
            String organisation,
            Instant startAt,
            Outcome outcome,
            List<String> reasons,
            List<ObjectiveResult> objectives) {
        RunVerdict like = verdict(runId, 1, true, 0.99, 0.001);
        return new RunVerdict(
                runId,
                organisation,
                like.scenario(),
                startAt,
                like.elapsedMicros(),
                like.version(),
                true,
                outcome,
                reasons,
                objectives,
                like.run(),
                like.steps(),
                like.evidence());
    }

    /** A status of a run. */
    public static RunStatusChanged status(String runId, RunStatus status, long second) {
        return new RunStatusChanged(
                Optional.of(runId),
                "key-" + runId,
                "acme",
                "express-widget",
                "tester",
                status,
                START.plusSeconds(second),
                List.of(),
                Optional.empty());
    }

    /** The same with so many of 360,000 requests refused for their token. */
    public static RunVerdict refused(RunVerdict plain, long tokenRefusals) {
        StepTotals run = new StepTotals(
                "",
                360_000,
                360_000,
                0,
                Map.of(),
                Map.of(),
                0,
                tokenRefusals,
                tokenRefusals,
                10,
                20,
                30,
                40,
                10,
                20,
                30,
                40,
                Optional.empty(),
                plain.run().cryptography());
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
                run,
                plain.steps(),
                plain.evidence());
    }

    private static StepTotals totals(String step) {
        return new StepTotals(step, 360_000, 360_000, 0, Map.of(), Map.of(), 0, 0, 10, 20, 30, 40, 10, 20, 30, 40);
    }
}
