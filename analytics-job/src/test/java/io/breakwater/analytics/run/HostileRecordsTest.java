package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What comes in another order, twice, damaged, too often or for ever. */
class HostileRecordsTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");

    @Test
    void publishesTheSameBytesWhetherBatchesAreCountedTogetherOrAlone() throws Exception {
        byte[] alone;
        List<String> windowsAlone;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            for (Batch batch : RUN.allBatches()) {
                job.batches(List.of(batch));
            }
            job.passSeconds(1);
            alone = job.finalVerdictBytes();
            windowsAlone = job.finalWindowTexts();
        }
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            assertThat(text(job.finalVerdictBytes())).isEqualTo(text(alone));
            assertThat(job.finalWindowTexts()).isEqualTo(windowsAlone);
        }
    }

    @Test
    void publishesTheSameWindowsWhenBatchesComeInAnyOrderAndTwice_seeds0To19() throws Exception {
        List<String> inOrder;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            inOrder = job.finalWindowTexts();
        }
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Batch> batches = new ArrayList<>(RUN.allBatches());
            batches.addAll(RUN.batches(0).subList(0, 4));
            Collections.shuffle(batches, random);
            try (RunHarness job = new RunHarness()) {
                job.command(RUN.start());
                for (int from = 0; from < batches.size(); ) {
                    int to = Math.min(batches.size(), from + 1 + random.nextInt(5));
                    job.batches(batches.subList(from, to));
                    from = to;
                }
                job.passSeconds(1);

                assertThat(job.finalWindowTexts()).as("seed " + seed).isEqualTo(inOrder);
                RunVerdict verdict = job.finalVerdict();
                assertThat(verdict.run().completed())
                        .isEqualTo(RUN.allEvents().stream()
                                .filter(SyntheticRun.Event::sent)
                                .count());
            }
        }
    }

    @Test
    void goesOnFromACheckpointBetweenABatchAndItsDuplicate() throws Exception {
        List<Batch> batches = RUN.batches(0);
        byte[] undisturbed;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            undisturbed = job.finalVerdictBytes();
        }
        RunHarness.Checkpoint checkpoint;
        try (RunHarness before = new RunHarness()) {
            before.command(RUN.start());
            before.batches(batches.subList(0, 4));
            checkpoint = before.checkpoint();
        }
        try (RunHarness after = new RunHarness(checkpoint)) {
            // The producer sent some of them again, and the next ones right behind them.
            after.batches(batches.subList(2, batches.size()));
            after.batches(RUN.batches(1));
            after.passSeconds(1);

            RunVerdict verdict = after.finalVerdict();
            assertThat(verdict.evidence().batchesDuplicate()).isEqualTo(2);
            assertThat(verdict.run())
                    .isEqualTo(EventCodec.decode(undisturbed, RunVerdict.class).run());
        }
    }

    @Test
    void judgesTenThousandRunsAtOnce_andFreesThem() throws Exception {
        List<SyntheticRun> runs = IntStream.range(0, 10_000)
                .mapToObj(number -> new SyntheticRun("r-" + number, 1, 1, 4, 0, List.of(), 300, number, List.of(), 0))
                .toList();
        try (RunHarness job = new RunHarness()) {
            for (SyntheticRun run : runs) {
                job.command(run.start());
            }
            List<List<Batch>> left = runs.stream().map(run -> run.batches(0)).toList();
            for (int number = 0; number < 4; number++) {
                List<Batch> round = new ArrayList<>();
                for (List<Batch> batches : left) {
                    if (number < batches.size()) {
                        round.add(batches.get(number));
                    }
                }
                job.batches(round);
            }
            assertThat(job.stateEntries()).isEqualTo(10_000);
            job.passSeconds(1);

            List<RunVerdict> verdicts =
                    job.verdicts().stream().filter(RunVerdict::last).toList();
            assertThat(verdicts).hasSize(10_000).extracting(RunVerdict::runId).doesNotHaveDuplicates();
            assertThat(verdicts).allMatch(verdict -> verdict.run().intended() == 4);
            job.passHours(1);
            assertThat(job.stateEntries()).isZero();
        }
    }

    @Test
    void keepsAHundredBytesAtMostOfARunThatIsOver_andNothingInTheEnd() throws Exception {
        try (RunHarness job = new RunHarness()) {
            long empty = job.checkpoint().run().getStateSize();
            int runs = 50;
            for (int number = 0; number < runs; number++) {
                SyntheticRun run = SyntheticRun.named("r-" + number);
                job.command(run.start());
                job.batches(run.allBatches().subList(0, 8));
            }
            long goingOn = job.checkpoint().run().getStateSize();
            for (int number = 0; number < runs; number++) {
                job.batches(SyntheticRun.named("r-" + number).allBatches());
            }
            job.passSeconds(1);
            long over = job.checkpoint().run().getStateSize();
            job.passHours(1);

            assertThat(goingOn - empty).as("control: what runs hold that go on").isGreaterThan(runs * 2_000L);
            assertThat(over - empty).isLessThan(runs * 100L);
            assertThat(job.checkpoint().run().getStateSize() - empty).isLessThan(100);
        }
    }

    @Test
    void holdsNoMoreOfARunTheLongerItGoesOn() throws Exception {
        try (RunHarness job = new RunHarness()) {
            SyntheticRun hour = RUN.withLength(600);
            job.command(hour.start());
            List<List<Batch>> parts = List.of(hour.batches(0), hour.batches(1));
            long[] sizes = new long[2];
            for (int number = 0; number < 500; number++) {
                job.batches(List.of(parts.get(0).get(number), parts.get(1).get(number)));
                if (number == 100) {
                    sizes[0] = job.checkpoint().run().getStateSize();
                }
            }
            sizes[1] = job.checkpoint().run().getStateSize();

            assertThat(sizes[1])
                    .as("five times as long, from %,d bytes", sizes[0])
                    .isLessThan(sizes[0] * 2);
        }
    }

    @Test
    void endsARunWhoseGeneratorsSayNothingMore_inTimeOfTheRunningJobOnly() throws Exception {
        RunHarness.Checkpoint checkpoint;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0).subList(0, 3));
            job.batches(RUN.batches(1).subList(0, 3));
            job.passSeconds(290);
            assertThat(job.verdicts()).noneMatch(RunVerdict::last);
            checkpoint = job.checkpoint();
        }
        try (RunHarness job = new RunHarness(checkpoint)) {
            // However long the job was away, only the rest of the five minutes is left.
            job.passHours(1);
            assertThat(job.verdicts()).noneMatch(RunVerdict::last);
            job.passSeconds(15);
            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons())
                    .contains("generator g-0: fell silent after 3 batches (expected: a closing batch)");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
