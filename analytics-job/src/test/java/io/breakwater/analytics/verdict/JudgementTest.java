package io.breakwater.analytics.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.scenario.ObjectiveTerms;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.TokenTotals;
import io.breakwater.measurement.histogram.EncodedHistogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final Objective WITHIN = Objective.withinAtLeast(170_000, 0.95);
    private static final Objective OVER = Objective.overAtMost(870_000, 0.01);

    private final Judgement judgement = new Judgement(TrustLimits.DEFAULT);

    @Test
    void passesWhenEveryObjectiveHolds() {
        RunVerdict verdict =
                judgement.of(run(requests(1_000, 960, 995), WITHIN, OVER).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.objectives()).allMatch(result -> result.held());
    }

    @Test
    void failsWithTheSentenceOfEachBrokenObjective() {
        RunVerdict verdict =
                judgement.of(run(requests(1_000, 940, 980), WITHIN, OVER).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons())
                .containsExactly(
                        "response time within 170 ms: 94.00 % (objective: >= 95 %), 1,000 requests",
                        "response time over 870 ms: 2.00 % (objective: <= 1 %), 1,000 requests");
    }

    @Test
    void aLateGeneratorBeatsPassAndFail() {
        for (long within : new long[] {960, 0}) {
            RunVerdict verdict = judgement.of(run(requests(1_000, within, within), WITHIN)
                    .dispatchLags(98, 300, 2, 14_200)
                    .figures());

            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons())
                    .containsExactly("generator dispatch lag p99: 14.2 ms (expected: <= 10.0 ms; the generator was the"
                            + " bottleneck: CPU up to 40 %, event loop stood still for up to 1.2 ms)");
        }
    }

    @Test
    void aGeneratorThatStoodStillIsInconclusive() {
        Case few = run(requests(1_000, 960, 995), WITHIN).dispatchLags(9_995, 300, 5, 2_000_000);
        Case many = run(requests(1_000, 960, 995), WITHIN).dispatchLags(9_980, 300, 20, 2_000_000);

        assertThat(judgement.of(few.figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(many.figures()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(judgement.of(many.figures()).reasons())
                .allMatch(reason -> reason.startsWith("generator dispatch lag: up to 2,000."));
    }

    @Test
    void accountingThatContradictsTheEventsIsInconclusive() {
        PartFigures part = new PartFigures(
                "g-0",
                true,
                12,
                12,
                0,
                0,
                "",
                Optional.empty(),
                false,
                0,
                0,
                0,
                0,
                0,
                List.of("query events of completed requests: 999 (expected: 1,000)"),
                0,
                0,
                0,
                LoadProgress.NONE,
                List.of());

        assertThat(judgement
                        .of(run(requests(1_000, 960, 995), WITHIN).part(part).figures())
                        .reasons())
                .containsExactly("generator g-0: query events of completed requests: 999 (expected: 1,000)");
    }

    @Test
    void everyDoubtAboutAPartIsNamed() {
        PartFigures part = new PartFigures(
                "g-7",
                false,
                12,
                9,
                1,
                2,
                "3, 7 to 8",
                Optional.of("no heartbeat"),
                true,
                40,
                0,
                0,
                0,
                5,
                List.of(),
                0,
                0,
                0,
                LoadProgress.NONE,
                List.of());
        RunVerdict verdict =
                judgement.of(run(requests(1_000, 960, 995), WITHIN).part(part).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "generator g-7: sent 9 batches (expected: none, not planned)",
                        "generator g-7: abandoned, no heartbeat",
                        "generator g-7: fell silent after 9 batches (expected: a closing batch)",
                        "generator g-7: missing batches 3, 7 to 8 (expected: none missing)",
                        "generator g-7: unreadable batches: 2 (expected: 0)",
                        "generator g-7: events lost: 40 (expected: 0; its backlog of unpublished events was full)",
                        "generator g-7: requests below its own frontier: 5 (expected: 0)");
    }

    @Test
    void warmUpIsShownButDecidesNothing() {
        RequestCounts slow = requests(200, 0, 0);
        RunVerdict verdict = judgement.of(
                run(requests(1_000, 960, 995), WITHIN, OVER).warmUp(slow).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.run().completed()).isEqualTo(1_200);
        assertThat(verdict.objectives()).allMatch(result -> result.requests() == 1_000);
    }

    @Test
    void neverPassesWithoutObjectives() {
        assertThat(judgement.of(run(requests(1_000, 960, 995)).figures()).reasons())
                .containsExactly("objectives: none (expected: at least one)");
    }

    @Test
    void neverPassesWithoutAMeasuredRequest() {
        RunVerdict verdict = judgement.of(run(requests(0, 0, 0), WITHIN).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "measured requests: 0 (expected: at least 1 after warm-up)",
                        "response time within 170 ms: no requests (objective: >= 95 %)");
    }

    @Test
    void isInconclusiveForAStepThatNoRequestReached() {
        Objective ofPay = new Objective(Kind.ERRORS_AT_MOST, Optional.of("pay"), Measure.RESPONSE_TIME, 0, 0, 0.5);

        assertThat(judgement
                        .of(run(requests(1_000, 960, 995), WITHIN, ofPay).figures())
                        .reasons())
                .containsExactly("pay failed requests: no requests (objective: <= 50 %)");
    }

    @Test
    void aMissingTokenIsInconclusive() {
        RequestCounts counts = requests(1_000, 1_000, 1_000).plus(notSent(NotSentReason.TOKEN_MISSING, 3));

        assertThat(judgement.of(run(counts, WITHIN).figures()).reasons())
                .containsExactly("requests not sent for want of a valid token: 3 (expected: 0)");
    }

    @Test
    void usedUpDataIsInconclusive() {
        RequestCounts counts = requests(1_000, 1_000, 1_000).plus(notSent(NotSentReason.DATA_USED_UP, 3));

        assertThat(judgement.of(run(counts, WITHIN).figures()).reasons())
                .containsExactly("requests not sent because the data was used up: 3 (expected: 0)");
    }

    @Test
    void arrivalsThatFoundNoConnectionAreOverEveryLimit() {
        RequestCounts stalled = requestsOf(4, 2_000_000);
        RequestCounts counts =
                requests(1_000, 1_000, 1_000).plus(stalled).plus(notSent(NotSentReason.NO_CONNECTION, 100));

        assertThat(judgement.of(run(counts, WITHIN).figures()).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void namesTheBoundThatWasTooNarrow_whenTheTargetAnsweredAllThatItGot() {
        RequestCounts quick = requests(1_000, 1_000, 1_000);

        assertThat(judgement
                        .of(run(quick.plus(notSent(NotSentReason.NO_CONNECTION, 100)), WITHIN)
                                .figures())
                        .reasons())
                .containsExactly("requests not sent for want of a connection: 100, though the target answered each"
                        + " request within 20.0 ms (expected: 0; connections: 1,000 was the bottleneck)");
        assertThat(judgement
                        .of(run(quick.plus(notSent(NotSentReason.NO_VIRTUAL_USER, 100)), WITHIN)
                                .figures())
                        .reasons())
                .containsExactly("requests not sent for want of a virtual user: 100, though the target answered each"
                        + " request within 20.0 ms (expected: 0; virtual-users: 10,000 was the bottleneck)");
    }

    @Test
    void namesTheConnectionsThatWereWaitedFor_andAsControlFailsTheTargetThatHeldThem() {
        RequestCounts waited = late(requests(1_000, 0, 1_000), 400_000);

        assertThat(judgement.of(run(waited, WITHIN).figures()).reasons())
                .containsExactly("requests waited for a connection for up to 400.1 ms, though the target answered"
                        + " each request within 20.0 ms (connections: 1,000 was the bottleneck)");
        assertThat(judgement
                        .of(run(waited.plus(requestsOf(1, 200_000)), WITHIN).figures())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void skippedArrivalsAreTheGeneratorsFault() {
        Case few = run(requests(1_199, 1_199, 1_199).plus(notSent(NotSentReason.TOO_LATE, 1)), WITHIN);
        Case many = run(requests(1_198, 1_198, 1_198).plus(notSent(NotSentReason.TOO_LATE, 2)), WITHIN);

        assertThat(judgement.of(few.figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(many.figures()).reasons())
                .containsExactly("arrivals skipped because the generator came too late to them: 2 (expected: at most"
                        + " 0.1 % of 1,200; CPU up to 40 %, event loop stood still for up to 1.2 ms)");
    }

    @Test
    void aValueThatIsNeverSetIsInconclusive_butOneThatAFailureExplainsIsTheTargets() {
        RequestCounts missing = notSent(NotSentReason.VALUE_MISSING, 300);

        assertThat(judgement
                        .of(run(requests(900, 900, 900).plus(missing), WITHIN).figures())
                        .reasons())
                .containsExactly("requests not sent for want of a value, though no request failed: 300 (expected: 0)");
        assertThat(judgement
                        .of(run(requests(900, 900, 900).plus(missing).plus(failed()), WITHIN)
                                .figures())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void aClosedLoadsGeneratorIsJudgedByItsPausesAndItsCpu() {
        Load.Closed closed = new Load.Closed(
                List.of(LoadPhase.of(10, 10, Duration.ofSeconds(6), false)), Optional.empty(), Optional.empty());
        PartFigures stuck = new PartFigures(
                "g-0",
                true,
                12,
                12,
                0,
                0,
                "",
                Optional.empty(),
                false,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                1_500_000,
                0.99,
                7,
                LoadProgress.NONE,
                List.of());

        assertThat(judgement
                        .of(run(requests(1_000, 1_000, 1_000), WITHIN)
                                .load(closed)
                                .part(stuck)
                                .figures())
                        .reasons())
                .containsExactly(
                        "generator g-0: event loop stood still for up to 1,500.0 ms (expected: <= 1,000.0 ms; in a"
                                + " closed load that is within the measured times)",
                        "generator g-0: CPU at 95 % or more in 7 of 12 batches (expected: at most 50 % of them; the"
                                + " generator was the bottleneck)");
        assertThat(judgement
                        .of(run(requests(1_000, 1_000, 1_000), WITHIN)
                                .part(stuck)
                                .figures())
                        .outcome())
                .as("in an open load its dispatch lags tell")
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void namesWhoStoppedTheRun() {
        assertThat(judgement
                        .of(run(requests(1_000, 960, 995), WITHIN)
                                .intended(1_199)
                                .stop(new StopRun("r-1", "wrong target", "li"))
                                .figures())
                        .reasons())
                .containsExactly("stopped by li: wrong target (expected: run to its end)");
    }

    @Test
    void oneMissingArrivalIsInconclusive() {
        Case run = run(requests(1_000, 960, 995), WITHIN);

        assertThat(judgement.of(run.intended(1_200).figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(run.intended(1_199).figures()).reasons())
                .containsExactly(
                        "arrivals intended by the generators: 1,199 (expected: 1,200 by the load of the scenario)");
    }

    @Test
    void aClosedLoadHasNoArrivalsToMiss_butABound() {
        Load.Closed bounded = new Load.Closed(
                List.of(LoadPhase.of(10, 10, Duration.ofSeconds(6), false)), Optional.empty(), Optional.of(500L));
        Case run = run(requests(400, 400, 400), WITHIN).load(bounded).intended(400);

        assertThat(judgement.of(run.figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(run.figures()).loads())
                .containsExactly(new LoadTotals(Optional.empty(), LoadTotals.Model.CLOSED, Optional.of(500L), 400));
        assertThat(judgement.of(run.iterations(501).figures()).reasons())
                .containsExactly("iterations begun by the generators: 501 (expected: at most 500 by the load of the"
                        + " scenario)");
    }

    @Test
    void aClosedLoadThatWasStoppedIsInconclusive_thoughNoArrivalIsMissing() {
        Load.Closed closed = new Load.Closed(
                List.of(LoadPhase.of(10, 10, Duration.ofSeconds(6), false)), Optional.empty(), Optional.empty());
        Case run =
                run(requests(400, 400, 400), WITHIN).load(closed).intended(400).cutShort();

        assertThat(judgement.of(run.figures()).reasons())
                .containsExactly("generator g-0: ended before its load was over, though nobody stopped the run");
        assertThat(judgement
                        .of(run.stop(new StopRun("r-1", "enough", "li")).figures())
                        .reasons())
                .containsExactly("stopped by li: enough (expected: run to its end)");
    }

    @Test
    void doesNotMissStepsThatAShareOrAConditionMayHaveLeftOut() {
        Step query = step("query", 1);
        Case gated = run(requests(1_200, 1_200, 1_200), WITHIN)
                .sessions(Session.of("both", 1, List.of(query, step("pay", 0.4))));
        Case branched = run(requests(1_200, 1_200, 1_200), WITHIN)
                .sessions(session(
                        new Flow.Send(query),
                        new Flow.Choose(
                                new Flow.Condition(List.of()), List.of(new Flow.Send(step("pay", 1))), List.of())));
        Case paused = run(requests(1_200, 1_200, 1_200), WITHIN)
                .sessions(session(
                        new Flow.Send(query),
                        new Flow.Pause(Flow.Pause.Spread.FIXED, Duration.ofSeconds(1), Duration.ZERO),
                        new Flow.Send(step("pay", 1))));

        assertThat(judgement.of(gated.intendedToPay(480).figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(branched.intendedToPay(3).figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(paused.intendedToPay(1_199).figures()).reasons())
                .containsExactly("steps not begun though the step before succeeded: 1 (expected: 0)");
    }

    @Test
    void seesTheArrivalThatSentNoFirstStep_unlessAShareLeftItOut() {
        Case plain =
                run(requests(1_199, 1_199, 1_199), WITHIN).sessions(Session.of("both", 1, List.of(step("query", 1))));
        Case gated = run(requests(1_199, 1_199, 1_199), WITHIN)
                .sessions(Session.of("both", 1, List.of(step("query", 0.999))));

        assertThat(judgement
                        .of(plain.intended(1_199).iterations(1_200).figures())
                        .reasons())
                .containsExactly("requests of first steps: 1,199 (expected: 1,200, as many as arrivals)");
        assertThat(judgement
                        .of(gated.intended(1_199).iterations(1_200).figures())
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static Step step(String name, double share) {
        return new Step(
                name,
                Request.Http.of(Request.Http.Method.GET, "/" + name, Map.of(), Optional.empty()),
                Map.of(),
                List.of(),
                share,
                false);
    }

    private static Session session(Flow... flow) {
        return new Session("both", 1, 0, Optional.empty(), Duration.ZERO, List.of(flow));
    }

    @Test
    void arrivalsThatAGeneratorStoppedByItselfAreInconclusive() {
        RequestCounts counts = requests(1_000, 1_000, 1_000).plus(notSent(NotSentReason.STOPPED, 3));

        assertThat(judgement.of(run(counts, WITHIN).figures()).reasons())
                .containsExactly("requests not sent as a generator stopped, though nobody stopped the run: 3"
                        + " (expected: 0)");
    }

    @Test
    void aStepThatNeverBegan_thoughTheOneBeforeSucceeded_isInconclusive() {
        Case run = run(requests(1_200, 1_200, 1_200), WITHIN).inOneSession();

        assertThat(judgement.of(run.intendedToPay(1_200).figures()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.of(run.intendedToPay(1_198).figures()).reasons())
                .containsExactly("steps not begun though the step before succeeded: 2 (expected: 0)");
    }

    @Test
    void aTokenThatExpiredDuringTheRunIsInconclusive_andNamedWithItsFigures() {
        RunVerdict verdict = judgement.of(run(requests(1_200, 1_200, 1_200), WITHIN)
                .tokens(new TokenAccounting("demo-shop", 9, 1_412, 40, 30))
                .figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "token of demo-shop: expired during the run, 1,412 requests refused after its end and 30 not sent"
                                + " (expected: valid to the run's end, or replaced in time)");
        assertThat(verdict.tokens()).containsExactly(new TokenTotals("demo-shop", 9, 1_412, 40, 30));
    }

    @Test
    void aTokenThatWasRefusedInItsTimeIsNoExpiry() {
        assertThat(judgement
                        .of(run(requests(1_200, 1_200, 1_200), WITHIN)
                                .tokens(new TokenAccounting("demo-shop", 1, 0, 0, 0))
                                .figures())
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void manyRefusalsAreInconclusiveUnlessAnObjectiveSaysHowManyMayBe() {
        Objective refusals =
                new Objective(Kind.TOKEN_REFUSALS_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0.02);
        Objective errors = new Objective(Kind.ERRORS_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0);

        RunVerdict silent = judgement.of(run(refused(1_200, 24), errors).figures());

        assertThat(silent.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(silent.reasons())
                .containsExactly(
                        "query requests refused for their token: 24 of 1,200 (expected: at most 0.1 %, or an objective"
                                + " token-refusals)");
        assertThat(silent.run().tokenRefusals()).isEqualTo(24);
        assertThat(silent.run().businessFailures()).isZero();
        assertThat(judgement.of(run(refused(1_200, 1), errors).figures()).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judgement
                        .of(run(refused(1_200, 24), errors, refusals).figures())
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judgement
                        .of(run(refused(1_200, 25), errors, refusals).figures())
                        .reasons())
                .containsExactly("requests refused for their token: 2.09 % (objective: <= 2 %), 1,200 requests");
    }

    @Test
    void aLimitOnOtherRequestsOrOnSomeLetsRefusalsNotPass_whereOneOnTheirSessionAsControlDoes() {
        Objective refusals =
                new Objective(Kind.TOKEN_REFUSALS_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0.02);
        Optional<String> query = Optional.of("query");

        assertThat(judgement
                        .of(run(refused(1_200, 24), refusals.on(terms(query, Optional.empty(), Optional.empty(), 0)))
                                .figures())
                        .outcome())
                .isEqualTo(Outcome.PASS);
        for (ObjectiveTerms others : List.of(
                terms(Optional.of("pay"), Optional.empty(), Optional.empty(), 0),
                terms(query, Optional.of(2), Optional.empty(), 0),
                terms(query, Optional.empty(), Optional.of("cn-north"), 0),
                terms(query, Optional.empty(), Optional.empty(), 3))) {
            RunVerdict verdict =
                    judgement.of(run(refused(1_200, 24), refusals.on(others)).figures());

            assertThat(verdict.outcome()).as(others.toString()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons())
                    .contains("query requests refused for their token: 24 of 1,200 (expected: at most 0.1 %, or an"
                            + " objective token-refusals)");
        }
    }

    private static ObjectiveTerms terms(
            Optional<String> session, Optional<Integer> rung, Optional<String> region, long graceSeconds) {
        return new ObjectiveTerms(session, rung, region, ObjectiveTerms.Span.WHOLE, graceSeconds, 1, false);
    }

    @Test
    void anObjectiveWithoutRequestsDoesNotHideABrokenOne() {
        Objective ofPay = new Objective(Kind.ERRORS_AT_MOST, Optional.of("pay"), Measure.RESPONSE_TIME, 0, 0, 0.5);
        RunVerdict verdict =
                judgement.of(run(requests(1_000, 940, 995), ofPay, WITHIN).figures());

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons())
                .containsExactly(
                        "pay failed requests: no requests (objective: <= 50 %)",
                        "response time within 170 ms: 94.00 % (objective: >= 95 %), 1,000 requests");
    }

    @Test
    void aTargetThatTakesNoConnectionFails_andOfItsErrorsAloneNothingCanBeSaid() {
        Objective errors = new Objective(Kind.ERRORS_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0.01);
        RequestCounts counts = notSent(NotSentReason.NO_CONNECTION, 1_000);

        assertThat(judgement.of(run(counts, errors, WITHIN).figures()).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(judgement.of(run(counts, errors).figures()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void refusesToJudgeALimitThatEventsWereNotComparedWith() {
        assertThat(judgement
                        .of(run(requests(1_000, 960, 995), Objective.withinAtLeast(5, 0.5))
                                .figures())
                        .reasons())
                .singleElement()
                .asString()
                .startsWith("limit of 5 us: requests were not compared with it");
    }

    /** Requests of which some were refused for their token. */
    private static RequestCounts refused(long completed, long refused) {
        RequestCounts one = requests(completed - refused, completed - refused, completed - refused);
        List<Long> outcomes = new ArrayList<>(one.outcomes());
        outcomes.set(RequestOutcome.SUCCEEDED.ordinal(), completed);
        return new RequestCounts(
                completed,
                one.notSent(),
                outcomes,
                one.statuses(),
                0,
                refused,
                refused,
                0,
                0,
                0,
                one.responseTimeWithin(),
                one.serviceTimeWithin(),
                one.responseTimes(),
                one.failedResponseTimes(),
                one.serviceTimes(),
                one.failedServiceTimes(),
                one.scheduleLags(),
                one.connectTimes(),
                one.tlsTimes(),
                one.firstByteTimes(),
                0,
                0);
    }

    /** Successful requests that took so long, over every limit. */
    private static RequestCounts requestsOf(int completed, long serviceTimeMicros) {
        return requests(completed, 0, 0, serviceTimeMicros);
    }

    private static RequestCounts requests(long completed, long within170, long within870) {
        return requests(completed, within170, within870, 20_000);
    }

    /** The same requests, each begun so late. */
    private static RequestCounts late(RequestCounts counts, long scheduleLagMicros) {
        return new RequestCounts(
                counts.completed(),
                counts.notSent(),
                counts.outcomes(),
                counts.statuses(),
                0,
                0,
                0,
                0,
                0,
                0,
                counts.responseTimeWithin(),
                counts.serviceTimeWithin(),
                counts.responseTimes(),
                counts.failedResponseTimes(),
                counts.serviceTimes(),
                counts.failedServiceTimes(),
                EncodedHistogram.ofTimes(new long[] {scheduleLagMicros}, 1),
                counts.connectTimes(),
                counts.tlsTimes(),
                counts.firstByteTimes(),
                0,
                0);
    }

    private static RequestCounts failed() {
        RequestCounts one = requests(1, 0, 0);
        return new RequestCounts(
                1,
                one.notSent(),
                one.outcomes(),
                one.statuses(),
                1,
                0,
                1,
                0,
                0,
                0,
                one.responseTimeWithin(),
                one.serviceTimeWithin(),
                one.failedResponseTimes(),
                one.responseTimes(),
                one.failedServiceTimes(),
                one.serviceTimes(),
                one.scheduleLags(),
                one.connectTimes(),
                one.tlsTimes(),
                one.firstByteTimes(),
                0,
                0);
    }

    private static RequestCounts requests(long completed, long within170, long within870, long serviceTimeMicros) {
        long[] micros = new long[(int) completed];
        Arrays.fill(micros, serviceTimeMicros);
        byte[] times = EncodedHistogram.ofTimes(micros, micros.length);
        RequestCounts none = RequestCounts.none(2);
        Long[] outcomes = new Long[RequestOutcome.values().length];
        Arrays.fill(outcomes, 0L);
        outcomes[RequestOutcome.SUCCEEDED.ordinal()] = completed;
        return new RequestCounts(
                completed,
                none.notSent(),
                List.of(outcomes),
                new TreeMap<>(),
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(within170, within870),
                List.of(within170, within870),
                times,
                none.failedResponseTimes(),
                times,
                none.failedServiceTimes(),
                none.scheduleLags(),
                none.connectTimes(),
                none.tlsTimes(),
                none.firstByteTimes(),
                0,
                0);
    }

    private static RequestCounts notSent(NotSentReason reason, long count) {
        RequestCounts none = RequestCounts.none(2);
        Long[] notSent = none.notSent().toArray(new Long[0]);
        notSent[reason.ordinal()] = count;
        return new RequestCounts(
                0,
                List.of(notSent),
                none.outcomes(),
                none.statuses(),
                0,
                0,
                0,
                0,
                0,
                0,
                none.responseTimeWithin(),
                none.serviceTimeWithin(),
                none.responseTimes(),
                none.failedResponseTimes(),
                none.serviceTimes(),
                none.failedServiceTimes(),
                none.scheduleLags(),
                none.connectTimes(),
                none.tlsTimes(),
                none.firstByteTimes(),
                0,
                0);
    }

    private static Case run(RequestCounts counts, Objective... objectives) {
        return new Case(counts, objectives);
    }

    @Test
    void sumsTheTimeForCryptographyOverTheSteps() {
        RunVerdict verdict = judgement.of(run(requests(1_000, 960, 995), WITHIN).figures());

        assertThat(verdict.steps().get(0).cryptography()).isEqualTo(new CryptographyTime(500, 20_000_000));
        assertThat(verdict.run().cryptography()).isEqualTo(new CryptographyTime(501, 20_005_000));
    }
}
