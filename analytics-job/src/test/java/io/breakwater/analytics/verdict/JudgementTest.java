package io.breakwater.analytics.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.measurement.histogram.EncodedHistogram;
import java.util.Arrays;
import java.util.List;
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
                            + " bottleneck)");
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
                List.of("query events of completed requests: 999 (expected: 1,000)"),
                0,
                0);

        assertThat(judgement
                        .of(run(requests(1_000, 960, 995), WITHIN).part(part).figures())
                        .reasons())
                .containsExactly("generator g-0: query events of completed requests: 999 (expected: 1,000)");
    }

    @Test
    void everyDoubtAboutAPartIsNamed() {
        PartFigures part = new PartFigures(
                "g-7", false, 12, 9, 1, 2, "3, 7 to 8", Optional.of("no heartbeat"), true, 40, 5, List.of(), 0, 0);
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
        RequestCounts counts = requests(1_000, 1_000, 1_000).plus(notSent(NotSentReason.NO_CONNECTION, 100));

        assertThat(judgement.of(run(counts, WITHIN).figures()).outcome()).isEqualTo(Outcome.FAIL);
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

    private static RequestCounts requests(long completed, long within170, long within870) {
        long[] micros = new long[(int) completed];
        Arrays.fill(micros, 20_000);
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
                List.of(within170, within870),
                List.of(within170, within870),
                times,
                none.failedResponseTimes(),
                times,
                none.failedServiceTimes(),
                none.scheduleLags());
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
                none.responseTimeWithin(),
                none.serviceTimeWithin(),
                none.responseTimes(),
                none.failedResponseTimes(),
                none.serviceTimes(),
                none.failedServiceTimes(),
                none.scheduleLags());
    }

    private static Case run(RequestCounts counts, Objective... objectives) {
        return new Case(counts, objectives);
    }
}
