package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.fold.Partial;
import io.breakwater.analytics.publish.Published;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.RungResult;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.verdict.TokenTotals;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class RunFunctionTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");

    @Test
    void countsEveryRequestOnceInTheVerdictAndInTheWindows() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            RunVerdict verdict = job.finalVerdict();
            List<Event> events = RUN.allEvents();
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.PASS);
            assertThat(verdict.run().intended()).isEqualTo(events.size());
            assertThat(verdict.run().completed())
                    .isEqualTo(events.stream().filter(Event::sent).count())
                    .isEqualTo(job.finalWindows().stream()
                            .mapToLong(WindowSummary::completed)
                            .sum());
            assertThat(verdict.run().failed())
                    .isEqualTo(events.stream()
                            .filter(event -> event.sent() && !event.succeeded())
                            .count());
        }
    }

    @Test
    void tellsWhatBecameOfEachTokenOverAllGenerators() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            long ofBoth = RUN.allBatches().size();
            assertThat(job.finalVerdict().tokens()).containsExactly(new TokenTotals("demo-shop", ofBoth, 0, 0, 0));
        }
    }

    @Test
    void comparesEachEventsOwnMicrosecondsWithTheLimits() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            List<Event> measured = RUN.allEvents().stream()
                    .filter(event -> event.intendedMicros() >= 1_000_000)
                    .toList();
            long within = measured.stream()
                    .filter(event -> event.succeeded() && event.responseMicros() <= 170_000)
                    .count();
            var result = job.finalVerdict().objectives().get(0);
            assertThat(result.requests()).isEqualTo(measured.size());
            assertThat(result.measured()).isEqualTo((double) within / measured.size());
        }
    }

    @Test
    void publishesTheSameBytesInWhateverOrderGeneratorsAndCommandsCome_seeds0To19() throws Exception {
        List<byte[]> verdicts = new ArrayList<>();
        List<List<String>> windows = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            try (RunHarness job = new RunHarness()) {
                Random random = new Random(seed);
                List<List<Batch>> left =
                        new ArrayList<>(List.of(new ArrayList<>(RUN.batches(0)), new ArrayList<>(RUN.batches(1))));
                int startAfter = random.nextInt(RUN.allBatches().size());
                while (left.stream().anyMatch(part -> !part.isEmpty())) {
                    if (startAfter-- == 0) {
                        job.command(RUN.start());
                    }
                    List<Batch> part = left.get(random.nextInt(2));
                    if (!part.isEmpty()) {
                        job.batches(List.of(part.remove(0)));
                        job.passMillis(random.nextInt(900));
                    }
                }
                if (startAfter >= 0) {
                    job.command(RUN.start());
                }
                job.passSeconds(2);
                verdicts.add(job.finalVerdictBytes());
                windows.add(job.finalWindowTexts());
            }
        }
        assertThat(verdicts)
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .isEqualTo(new String(verdicts.get(0), StandardCharsets.UTF_8)));
        assertThat(windows).allSatisfy(texts -> assertThat(texts).isEqualTo(windows.get(0)));
        assertThat(windows.get(0)).hasSize(12);
    }

    @Test
    void tellsEachRungsOwnFigures_andTheRunsAsControlAreOfNone() throws Exception {
        LoadPhase warmUp = LoadPhase.of(200, 200, Duration.ofSeconds(1), true);
        SyntheticRun ladder = RUN.planned(
                0,
                warmUp,
                new LoadPhase(200, 200, Duration.ofSeconds(2), 0, 1, false),
                new LoadPhase(200, 200, Duration.ofSeconds(3), 0, 2, false));
        try (RunHarness job = new RunHarness()) {
            job.batches(ladder.batches(0));
            job.command(ladder.start());
            job.batches(ladder.batches(1));
            job.passSeconds(1);

            List<RungResult> rungs = job.finalVerdict().rungs();
            assertThat(rungs)
                    .extracting(RungResult::number, RungResult::fromSecond, RungResult::toSecond)
                    .containsExactly(tuple(1, 1L, 3L), tuple(2, 3L, 6L));
            for (RungResult rung : rungs) {
                List<Event> events = ladder.allEvents().stream()
                        .filter(event -> event.intendedMicros() >= rung.fromSecond() * 1_000_000
                                && event.intendedMicros() < rung.toSecond() * 1_000_000)
                        .toList();
                LatencyHistogram times = new LatencyHistogram();
                events.stream().filter(Event::sent).forEach(event -> times.record(event.responseMicros()));
                assertThat(rung.run().intended()).isEqualTo(events.size());
                assertThat(rung.run().completed()).isEqualTo(times.count());
                assertThat(rung.run().responseTimeP99Micros()).isEqualTo(times.percentileMicros(99));
                assertThat(rung.steps()).extracting(StepTotals::step).containsExactly("query", "pay");
                assertThat(rung.steps().stream()
                                .mapToLong(StepTotals::completed)
                                .sum())
                        .isEqualTo(rung.run().completed());
                assertThat(job.finalVerdict().run().responseTimeP99Micros())
                        .as("control: the whole run's percentile is that of no rung")
                        .isNotEqualTo(rung.run().responseTimeP99Micros());
            }
        }
    }

    @Test
    void countsArrivalsByTheLoadAsItWasChanged_andTellsWhoChangedIt() throws Exception {
        SyntheticRun changed = RUN.planned(1, LoadPhase.of(400, 400, Duration.ofSeconds(6), false));
        AdjustLoad command = new AdjustLoad(
                "r-1", 1, SyntheticRun.START, new Adjustment.SetLevel(Optional.empty(), 200), "li@example.com");
        byte[] inTime;
        try (RunHarness job = new RunHarness()) {
            job.command(changed.start());
            job.command(command);
            job.batches(changed.allBatches());
            job.passSeconds(1);

            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.reasons()).isEmpty();
            assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
            assertThat(verdict.changes())
                    .containsExactly(new LoadChange(
                            1, SyntheticRun.START, Optional.empty(), LoadChange.Kind.SET_LEVEL, 200, "li@example.com"));
            inTime = job.finalVerdictBytes();
        }
        try (RunHarness job = new RunHarness()) {
            job.command(changed.start());
            job.batches(changed.allBatches());
            job.passSeconds(5);
            assertThat(job.verdicts()).as("the command is waited for").noneMatch(RunVerdict::last);
            job.command(command);
            job.command(command);
            job.passSeconds(1);

            assertThat(job.finalVerdictBytes()).isEqualTo(inTime);
        }
        try (RunHarness job = new RunHarness()) {
            job.command(changed.start());
            job.batches(changed.allBatches());
            job.passSeconds(12);

            assertThat(job.finalVerdict().reasons())
                    .as("control: without the command")
                    .contains("changes of the load obeyed by the generators: 1 (expected: 0, as many as were ordered)");
        }
    }

    @Test
    void aPausedRunPassesAndItsPauseFailsNothing() throws Exception {
        SyntheticRun paused = RUN.planned(
                2,
                LoadPhase.of(200, 200, Duration.ofSeconds(4), false),
                LoadPhase.of(200, 200, Duration.ofSeconds(2), false));
        try (RunHarness job = new RunHarness()) {
            job.command(paused.start());
            job.command(new AdjustLoad(
                    "r-1", 1, SyntheticRun.START.plusSeconds(6), new Adjustment.Pause(Optional.empty()), "li"));
            job.command(new AdjustLoad(
                    "r-1", 2, SyntheticRun.START.plusSeconds(66), new Adjustment.Resume(Optional.empty()), "li"));
            job.batches(paused.allBatches());
            job.passSeconds(1);

            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.PASS);
            assertThat(job.finalVerdict().changes()).hasSize(2);
        }
    }

    @Test
    void ignoresAChangeThatCameWhenAllWasSent() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.command(new AdjustLoad(
                    "r-1", 1, SyntheticRun.START.plusSeconds(2), new Adjustment.SetLevel(Optional.empty(), 1), "li"));
            job.batches(RUN.allBatches());
            job.passSeconds(1);

            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.PASS);
            assertThat(job.finalVerdict().changes()).isEmpty();
        }
    }

    @Test
    void dropsABatchThatComesTwiceAndSaysSo() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0));
            List<Batch> other = RUN.batches(1);
            job.batches(List.of(other.get(0), other.get(0), other.get(1), other.get(0)));
            job.batches(other);
            job.passSeconds(1);

            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.run().completed())
                    .isEqualTo(RUN.allEvents().stream().filter(Event::sent).count());
            assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
            assertThat(verdict.evidence().batchesDuplicate()).isEqualTo(4);
        }
    }

    @Test
    void takesBatchesThatOvertookOthers() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            List<Batch> shuffled = new ArrayList<>(RUN.allBatches());
            Collections.shuffle(shuffled, new Random(1));
            job.batches(shuffled);
            job.passSeconds(1);

            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void isInconclusiveAndNamesTheBatchThatNeverCame() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0));
            List<Batch> other = new ArrayList<>(RUN.batches(1));
            other.remove(3);
            job.batches(other);
            job.passSeconds(9);
            assertThat(job.verdicts()).noneMatch(RunVerdict::last);

            job.passSeconds(3);
            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons()).contains("generator g-1: missing batches 3 (expected: none missing)");
            assertThat(verdict.evidence().batchesExpected())
                    .isEqualTo(verdict.evidence().batchesReceived() + 1);
            assertThat(job.windows()).filteredOn(WindowSummary::complete).allMatch(window -> window.second() < 3);
        }
    }

    @Test
    void isInconclusiveWhenABatchCannotBeRead() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0));
            List<Batch> other = new ArrayList<>(RUN.batches(1));
            Batch damaged = other.get(2);
            other.set(2, new Batch(damaged.generatorId(), 2, damaged.key(), new byte[] {1, 2, 3}));
            job.batches(other);
            job.passSeconds(12);

            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(job.finalVerdict().reasons())
                    .contains("generator g-1: unreadable batches: 1 (expected: 0)")
                    .contains("generator g-1: missing batches 2 (expected: none missing)");
        }
    }

    @Test
    void isInconclusiveWhenAPartWasAbandoned_andFreesItsWindowsMeanwhile() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0).subList(0, 3));
            job.batches(RUN.batches(1).subList(0, 3));
            job.command(new AbandonPart("r-1", "g-1", "no heartbeat for 10 s"));
            job.passSeconds(4);
            job.batches(RUN.batches(0));
            job.passSeconds(1);

            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.reasons()).contains("generator g-1: abandoned, no heartbeat for 10 s");
            assertThat(job.windows())
                    .filteredOn(window -> window.second() >= 3)
                    .isNotEmpty()
                    .noneMatch(WindowSummary::complete);
        }
    }

    @Test
    void isInconclusiveWhenAPartFallsSilent() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.batches(0));
            job.passSeconds(302);

            assertThat(job.finalVerdict().reasons())
                    .contains("generator g-1: fell silent after 0 batches (expected: a closing batch)");
        }
    }

    @Test
    void isInconclusiveWhenTheRunWasStopped() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.withLength(12).start());
            job.batches(RUN.allBatches());
            job.command(new StopRun("r-1", "wrong target", "li@example.com"));
            job.passSeconds(1);

            assertThat(job.finalVerdict().reasons())
                    .containsExactly("stopped by li@example.com: wrong target (expected: run to its end)");
        }
    }

    @Test
    void waitsForTheStopCommandWhenFewerArrivalsCameThanPlanned() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.withLength(12).start());
            job.batches(RUN.allBatches());
            job.passSeconds(3);
            assertThat(job.verdicts()).noneMatch(RunVerdict::last);
            job.command(new StopRun("r-1", "enough", "ci"));
            job.passSeconds(1);

            assertThat(job.finalVerdict().reasons())
                    .containsExactly("stopped by ci: enough (expected: run to its end)");
        }
    }

    @Test
    void isInconclusiveWhenFewerArrivalsCameThanPlannedAndNobodyStoppedIt() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.withLength(12).start());
            job.batches(RUN.allBatches());
            job.passSeconds(12);

            assertThat(job.finalVerdict().reasons())
                    .containsExactly("arrivals intended by the generators: 1,200 (expected: 2,400 by the load of"
                            + " the scenario)");
        }
    }

    @Test
    void judgesARunThatIsAnnouncedAfterItsBatches() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.batches(RUN.allBatches());
            job.passSeconds(20);
            job.command(RUN.start());
            job.passSeconds(1);

            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void freesARunThatIsNeverAnnounced() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.batches(RUN.allBatches());
            job.passSeconds(119);
            assertThat(job.stateEntries()).isEqualTo(1);
            job.passSeconds(2);

            assertThat(job.stateEntries()).isZero();
            assertThat(job.verdicts()).isEmpty();
        }
    }

    @Test
    void keepsOnlyAMarkOfARunThatIsOver_andThatForAnHour() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            int published = job.verdicts().size() + job.windows().size();
            job.batches(RUN.allBatches());
            job.command(RUN.start());
            job.passSeconds(10);
            assertThat(job.verdicts().size() + job.windows().size()).isEqualTo(published);
            assertThat(job.stateEntries()).isEqualTo(1);

            job.passSeconds(3_600);
            assertThat(job.stateEntries()).isZero();
            assertThat(job.timers()).isZero();
        }
    }

    @Test
    void keepsRunsApart() throws Exception {
        SyntheticRun slow = SyntheticRun.named("r-2").withObjectives(Objective.withinAtLeast(30_000, 0.95));
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.command(slow.start());
            List<Batch> both = new ArrayList<>(RUN.allBatches());
            both.addAll(slow.allBatches());
            job.batches(both);
            job.passSeconds(1);

            assertThat(job.verdicts().stream().filter(RunVerdict::last))
                    .extracting(RunVerdict::runId, RunVerdict::outcome)
                    .containsExactlyInAnyOrder(tuple("r-1", Outcome.PASS), tuple("r-2", Outcome.FAIL));
        }
    }

    @Test
    void refinesAWindowWithRisingVersionsUntilItIsFinal() throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            for (int number = 0; number < RUN.batches(0).size(); number++) {
                for (int part = 0; part < 2; part++) {
                    List<Batch> batches = RUN.batches(part);
                    job.batches(batches.subList(number, Math.min(number + 1, batches.size())));
                }
                job.passSeconds(1);
            }

            List<WindowSummary> second = job.windows().stream()
                    .filter(window -> window.second() == 2 && window.step().equals("query"))
                    .toList();
            assertThat(second)
                    .hasSizeGreaterThan(1)
                    .isSortedAccordingTo(Comparator.comparingLong(WindowSummary::version));
            assertThat(second).extracting(WindowSummary::version).doesNotHaveDuplicates();
            assertThat(second.stream().filter(WindowSummary::complete)).hasSize(1);
            assertThat(second.get(second.size() - 1).complete()).isTrue();
            assertThat(job.verdicts()).extracting(RunVerdict::version).doesNotHaveDuplicates();
        }
    }

    @Test
    void goesOnFromACheckpointAsIfNothingHadHappened() throws Exception {
        byte[] undisturbed;
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.start());
            job.batches(RUN.allBatches());
            job.passSeconds(1);
            undisturbed = job.finalVerdictBytes();
        }
        List<Batch> batches = RUN.allBatches();
        RunHarness before = new RunHarness();
        before.command(RUN.start());
        before.batches(batches.subList(0, 9));
        before.passSeconds(3);
        var checkpoint = before.checkpoint();
        before.batches(batches.subList(9, 11));
        before.close();
        try (RunHarness after = new RunHarness(checkpoint)) {
            // A long time went by while the job was down: that is no silence of a generator.
            after.passSeconds(1);
            after.batches(batches.subList(9, batches.size()));
            after.passSeconds(2);

            assertThat(after.finalVerdictBytes()).isEqualTo(undisturbed);
        }
    }

    @Test
    void typesOfTheStreamNeedNoKryo() {
        for (Class<?> type : List.of(RawBatch.class, Partial.class, CommandRecord.class, Published.class)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }
}
