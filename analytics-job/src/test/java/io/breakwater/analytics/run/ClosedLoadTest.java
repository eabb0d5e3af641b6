package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.ClosedRun;
import io.breakwater.events.verdict.CorrectedTime;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {

    private static final long STALL_FROM = 20_000_000;
    private static final long STALL_TO = 30_000_000;

    @Test
    void showsTheStallInTheCorrectedTime_whereThePlainOneAsControlHidesIt() throws Exception {
        RunVerdict verdict = verdict(new ClosedRun(10, 60, 50_000, 50_000, STALL_FROM, STALL_TO));

        StepTotals step = verdict.steps().get(0);
        CorrectedTime corrected = step.correctedResponseTime().orElseThrow();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.evidence().requestsResent()).isEqualTo(3);
        assertThat(corrected.expectedIntervalMicros()).isBetween(95_000L, 105_000L);
        assertThat(step.responseTimeP99Micros())
                .as("the control: ten of five thousand requests met a stall of a sixth of the run")
                .isLessThan(60_000);
        assertThat(corrected.p99Micros()).isBetween(9_300_000L, 9_500_000L);
        assertThat(corrected.p50Micros()).isLessThan(60_000);
        assertThat(corrected.maxMicros()).isEqualTo(step.responseTimeMaxMicros());
        assertThat(verdict.run().correctedResponseTime().orElseThrow().p99Micros())
                .isEqualTo(corrected.p99Micros());
    }

    @Test
    void tellsWhatTheGeneratorRemarkedAsOfItsLatestBatch() throws Exception {
        Evidence evidence =
                verdict(new ClosedRun(10, 20, 50_000, 50_000, -1, -1)).evidence();

        assertThat(evidence.requestsResent()).isEqualTo(3);
        assertThat(evidence.samplesDropped()).isEqualTo(4);
        assertThat(evidence.messagesDropped()).isEqualTo(5);
    }

    @Test
    void correctsNothingWhereNothingStalled() throws Exception {
        RunVerdict verdict = verdict(new ClosedRun(10, 20, 50_000, 50_000, -1, -1));

        StepTotals step = verdict.steps().get(0);
        assertThat(step.correctedResponseTime()).map(CorrectedTime::p99Micros).contains(step.responseTimeP99Micros());
    }

    @Test
    void findsThePaceOfUsersWhoSendLessThanOnceASecond() throws Exception {
        RunVerdict verdict = verdict(new ClosedRun(2, 60, 100_000, 4_900_000, -1, -1));

        assertThat(verdict.steps().get(0).correctedResponseTime())
                .map(CorrectedTime::expectedIntervalMicros)
                .hasValueSatisfying(interval -> assertThat(interval).isBetween(4_500_000L, 5_500_000L));
    }

    @Test
    void offersNoCorrectedTimeForAnOpenLoadOrBeforeTheEnd() throws Exception {
        ClosedRun run = new ClosedRun(10, 20, 50_000, 50_000, -1, -1);
        try (RunHarness job = new RunHarness()) {
            job.command(run.start());
            job.batches(run.batches().subList(0, 10));
            job.passSeconds(2);

            assertThat(job.verdicts())
                    .isNotEmpty()
                    .extracting(verdict -> verdict.run().correctedResponseTime())
                    .containsOnly(Optional.empty());
        }
    }

    private static RunVerdict verdict(ClosedRun run) throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(run.start());
            job.batches(run.batches());
            job.passSeconds(1);
            return job.finalVerdict();
        }
    }
}
