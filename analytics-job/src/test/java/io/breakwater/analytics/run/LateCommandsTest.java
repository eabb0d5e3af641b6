package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that were written when all had been sent: a replay reads them earlier than the job did that was there. */
class LateCommandsTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");

    static List<RunCommand> lateCommands() {
        return List.of(new StopRun("r-1", "enough", "ci"), new AbandonPart("r-1", "g-1", "no heartbeat for 10 s"));
    }

    @ParameterizedTest
    @MethodSource("lateCommands")
    void aCommandThatCameTooLateToEndAnythingChangesNoByteWheneverItIsRead(RunCommand late) throws Exception {
        byte[] live;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            job.command(late);
            job.passSeconds(1);
            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.PASS);
            live = job.finalVerdictBytes();
        }
        for (int batchesBefore : new int[] {0, 5, RUN.allBatches().size()}) {
            try (RunHarness replay = new RunHarness()) {
                replay.command(RUN.start());
                replay.batches(RUN.allBatches().subList(0, batchesBefore));
                replay.command(late);
                replay.batches(
                        RUN.allBatches().subList(batchesBefore, RUN.allBatches().size()));
                replay.passSeconds(1);
                assertThat(replay.finalVerdictBytes()).isEqualTo(live);
            }
        }
    }

    @Test
    void asControlTheSameStopCountsWhenArrivalsAreMissing() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.withLength(7).start());
            job.command(new StopRun("r-1", "enough", "ci"));
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons()).containsExactly("stopped by ci: enough (expected: run to its end)");
        }
    }
}
