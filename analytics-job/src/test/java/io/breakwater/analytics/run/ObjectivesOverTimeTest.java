package io.breakwater.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.scenario.ObjectiveTerms;
import io.breakwater.events.scenario.ObjectiveTerms.Span;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.ObjectiveResult.Breach;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Objectives of steps, rungs and regions, over stretches of a run, and what follows from their breach. */
class ObjectivesOverTimeTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");
    private static final Objective MEAN =
            new Objective(Kind.MEAN_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 10_000, 0, 0);
    private static final Objective STOPPING =
            MEAN.on(ObjectiveTerms.NONE.over(Span.Kind.IN_EVERY, 1).with(50, true));

    @Test
    void decidesByTheRequestsOfAStepARungOrARegion_eachCountedByHandAsControl() throws Exception {
        SyntheticRun run = RUN.planned(
                        0,
                        LoadPhase.of(200, 200, Duration.ofSeconds(1), true),
                        new LoadPhase(200, 200, Duration.ofSeconds(2), 0, 1, false),
                        new LoadPhase(200, 200, Duration.ofSeconds(3), 0, 2, false))
                .from("cn-east", "cn-north")
                .withObjectives(
                        MEAN,
                        new Objective(Kind.MEAN_AT_MOST, Optional.of("pay"), Measure.SERVICE_TIME, 10_000, 0, 0),
                        MEAN.on(terms(Optional.of("query"), Optional.empty(), Optional.empty(), 0)),
                        MEAN.on(terms(Optional.empty(), Optional.of(2), Optional.empty(), 0)),
                        MEAN.on(terms(Optional.empty(), Optional.empty(), Optional.of("cn-north"), 0)),
                        MEAN.on(terms(Optional.empty(), Optional.empty(), Optional.empty(), 4)));

        List<ObjectiveResult> results = verdict(run).objectives();

        List<Event> all = run.allEvents();
        assertThat(results)
                .extracting(ObjectiveResult::requests)
                .containsExactly(
                        count(all, event -> event.intendedMicros() >= 1_000_000),
                        count(all, event -> event.intendedMicros() >= 1_000_000 && event.step() == 1),
                        count(all, event -> event.intendedMicros() >= 1_000_000 && event.step() == 0),
                        count(all, event -> event.intendedMicros() >= 3_000_000),
                        count(run.events(1), event -> event.intendedMicros() >= 1_000_000),
                        count(all, event -> event.intendedMicros() >= 4_000_000));
        assertThat(results.get(3).measured())
                .isEqualTo(all.stream()
                        .filter(event -> event.succeeded() && event.intendedMicros() >= 3_000_000)
                        .mapToLong(Event::responseMicros)
                        .average()
                        .orElseThrow());
        assertThat(results).extracting(ObjectiveResult::limit).containsOnly(10_000.0);
        assertThat(results.get(4).sentence()).startsWith("region cn-north mean response time: ");
    }

    @Test
    void tellsTheWorstStretchAndTheSecondThatBrokeIt() throws Exception {
        Objective slow =
                new Objective(Kind.PERCENTILE_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 2_900_000, 100, 0);
        SyntheticRun run = RUN.withLength(20).withObjectives(slow.on(ObjectiveTerms.NONE.over(Span.Kind.IN_EVERY, 1)));

        ObjectiveResult result = verdict(run).objectives().get(0);

        long first = run.allEvents().stream()
                .filter(event -> event.intendedMicros() >= 1_000_000)
                .filter(event -> !event.succeeded() || event.responseMicros() > 2_900_000)
                .mapToLong(event -> event.intendedMicros() / 1_000_000)
                .min()
                .orElseThrow();
        assertThat(result.firstBroke()).contains(new Breach(first, SyntheticRun.START.plusSeconds(first)));
        assertThat(result.windows()).isEqualTo(19);
        assertThat(result.held()).isFalse();
    }

    @Test
    void publishesAWindowForEachRegion_andTheirSumIsThatOfOne() throws Exception {
        try (RunHarness apart = new RunHarness();
                RunHarness together = new RunHarness()) {
            SyntheticRun run = RUN.from("cn-east", "cn-north");
            for (RunHarness job : List.of(apart, together)) {
                SyntheticRun sent = job == apart ? run : RUN;
                job.command(sent.start());
                job.batches(sent.allBatches());
                job.passSeconds(1);
            }
            assertThat(apart.finalWindows()).extracting(WindowSummary::region).containsOnly("cn-east", "cn-north");
            assertThat(apart.finalWindows()).hasSize(2 * together.finalWindows().size());
            assertThat(apart.finalWindows().stream()
                            .mapToLong(WindowSummary::completed)
                            .sum())
                    .isEqualTo(together.finalWindows().stream()
                            .mapToLong(WindowSummary::completed)
                            .sum());
        }
    }

    @Test
    void asksOnceToStopARunWhoseObjectiveIsBroken_andFailsIt() throws Exception {
        SyntheticRun long1 = RUN.withLength(60).withObjectives(STOPPING);
        SyntheticRun sent = RUN.withLength(8).withObjectives(STOPPING);
        try (RunHarness job = new RunHarness()) {
            job.clockAt(SyntheticRun.START);
            job.command(long1.start());
            for (Batch batch : unclosed(sent)) {
                job.batches(List.of(batch));
                job.passMillis(400);
            }
            List<StopRun> stops = job.stops();
            assertThat(stops).hasSize(1);
            assertThat(stops.get(0).by()).isEqualTo(StopRun.BY_OBJECTIVE);
            assertThat(stops.get(0).reason()).startsWith("mean response time: ").contains("(objective: <= 10 ms)");

            job.command(stops.get(0));
            job.batches(closing(sent));
            job.passSeconds(1);
            RunVerdict verdict = job.finalVerdict();
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FAIL);
            assertThat(verdict.objectives().get(0).firstBroke())
                    .map(Breach::second)
                    .contains(1L);
            assertThat(job.stops()).hasSize(1);
        }
    }

    @Test
    void stopsNoRunWhenItIsReadAgain_norAgainAfterARestart() throws Exception {
        SyntheticRun planned = RUN.withLength(60).withObjectives(STOPPING);
        SyntheticRun sent = RUN.withLength(8).withObjectives(STOPPING);
        try (RunHarness replay = new RunHarness()) {
            replay.clockAt(SyntheticRun.START.plus(Duration.ofHours(1)));
            replay.command(planned.start());
            replay.batches(unclosed(sent));
            replay.passSeconds(5);
            assertThat(replay.stops()).isEmpty();
        }
        try (RunHarness job = new RunHarness()) {
            job.clockAt(SyntheticRun.START);
            job.command(planned.start());
            List<Batch> batches = unclosed(sent);
            for (Batch batch : batches.subList(0, 10)) {
                job.batches(List.of(batch));
                job.passMillis(400);
            }
            assertThat(job.stops()).hasSize(1);
            try (RunHarness restarted = new RunHarness(job.checkpoint())) {
                restarted.clockAt(SyntheticRun.START.plusSeconds(20));
                restarted.batches(batches.subList(10, batches.size()));
                restarted.passSeconds(5);
                assertThat(restarted.stops()).isEmpty();
            }
        }
    }

    @Test
    void goesOnWithARunWhoseFirstBatchesHoldNoRequest() throws Exception {
        // One request a second from two parts: the second part has none in its first second.
        SyntheticRun slow = new SyntheticRun("r-1", 2, 6, 1, 0, List.of(STOPPING), 300, 42, List.of(), 0);
        assertThat(slow.events(1).get(0).intendedMicros()).isEqualTo(1_000_000);
        try (RunHarness job = new RunHarness()) {
            job.command(slow.start());
            job.batches(slow.batches(1).subList(0, 1));
            // Commands count as read after a while, and only then is a stop thought of.
            job.passSeconds(5);
            job.batches(slow.batches(0));
            job.batches(slow.batches(1));
            job.passSeconds(1);

            assertThat(job.stops()).isEmpty();
            assertThat(job.finalVerdict().run().intended()).isEqualTo(6);
        }
    }

    @Test
    void asControlARunThatSomebodyStoppedIsInconclusive() throws Exception {
        SyntheticRun sent = RUN.withLength(8).withObjectives(STOPPING);
        try (RunHarness job = new RunHarness()) {
            job.command(RUN.withLength(60).withObjectives(STOPPING).start());
            job.command(new StopRun("r-1", "lunch", "li"));
            job.batches(sent.allBatches());
            job.passSeconds(1);
            assertThat(job.finalVerdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        }
    }

    @Test
    void comesToTheSameVerdictFromACheckpointInMidRun() throws Exception {
        SyntheticRun run = RUN.withLength(20)
                .withObjectives(
                        MEAN.on(ObjectiveTerms.NONE.over(Span.Kind.OVER_LAST, 5)),
                        MEAN.on(ObjectiveTerms.NONE.over(Span.Kind.FOR, 3)),
                        MEAN.on(ObjectiveTerms.NONE.over(Span.Kind.IN_EVERY, 7)));
        byte[] undisturbed;
        try (RunHarness job = new RunHarness()) {
            job.command(run.start());
            job.batches(run.allBatches());
            job.passSeconds(1);
            undisturbed = job.finalVerdictBytes();
        }
        List<Batch> batches = mixed(run);
        try (RunHarness first = new RunHarness()) {
            first.command(run.start());
            first.batches(batches.subList(0, 17));
            try (RunHarness second = new RunHarness(first.checkpoint())) {
                second.batches(batches.subList(17, batches.size()));
                second.passSeconds(1);
                assertThat(second.finalVerdictBytes()).isEqualTo(undisturbed);
            }
        }
    }

    private static ObjectiveTerms terms(
            Optional<String> session, Optional<Integer> rung, Optional<String> region, long graceSeconds) {
        return new ObjectiveTerms(session, rung, region, Span.WHOLE, graceSeconds, 1, false);
    }

    private static RunVerdict verdict(SyntheticRun run) throws Exception {
        try (RunHarness job = new RunHarness()) {
            job.command(run.start());
            job.batches(run.allBatches());
            job.passSeconds(1);
            return job.finalVerdict();
        }
    }

    private static long count(List<Event> events, Predicate<Event> which) {
        return events.stream().filter(Event::succeeded).filter(which).count();
    }

    private static List<Batch> mixed(SyntheticRun run) {
        return run.allBatches().stream()
                .sorted(Comparator.comparingLong(Batch::number))
                .toList();
    }

    private static List<Batch> unclosed(SyntheticRun run) {
        List<Batch> batches = new ArrayList<>(mixed(run));
        batches.removeAll(closing(run));
        return batches;
    }

    private static List<Batch> closing(SyntheticRun run) {
        return List.of(
                run.batches(0).get(run.batches(0).size() - 1),
                run.batches(1).get(run.batches(1).size() - 1));
    }
}
