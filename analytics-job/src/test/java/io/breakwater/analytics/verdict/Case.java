package io.breakwater.analytics.verdict;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.load.Lane;
import io.breakwater.analytics.load.SecondsByLoad;
import io.breakwater.analytics.objective.Watches;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.measurement.histogram.EncodedHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Figures of a run of two steps that nothing is wrong with, but for what a test changes. */
final class Case {

    private static final PartFigures SOUND = new PartFigures(
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
            1_200,
            0.4,
            0,
            LoadProgress.NONE,
            List.of());

    private final RequestCounts measured;
    private final SyntheticRun run;
    private boolean inOneSession;
    private long intended = 1_200;
    private long iterations = 1_200;
    private boolean cutShort;
    private Optional<Load> load = Optional.empty();
    private Optional<List<Session>> sessions = Optional.empty();
    private long intendedToPay;
    private RequestCounts warmUp = RequestCounts.none(2);
    private PartFigures part = SOUND;
    private List<TokenAccounting> tokens = List.of();
    private Optional<StopRun> stop = Optional.empty();
    private byte[] lags = EncodedHistogram.ofTimes(new long[] {300}, 1);

    Case(RequestCounts measured, Objective... objectives) {
        this.measured = measured;
        this.run = SyntheticRun.named("r-1").withObjectives(objectives);
    }

    Case warmUp(RequestCounts counts) {
        warmUp = counts;
        return this;
    }

    Case part(PartFigures figures) {
        part = figures;
        return this;
    }

    Case stop(StopRun command) {
        stop = Optional.of(command);
        return this;
    }

    Case intended(long arrivals) {
        intended = arrivals;
        iterations = arrivals;
        return this;
    }

    Case iterations(long arrivals) {
        iterations = arrivals;
        return this;
    }

    Case cutShort() {
        cutShort = true;
        return this;
    }

    Case load(Load asked) {
        load = Optional.of(asked);
        return this;
    }

    Case tokens(TokenAccounting... all) {
        tokens = List.of(all);
        return this;
    }

    Case sessions(Session... all) {
        sessions = Optional.of(List.of(all));
        return this;
    }

    Case intendedToPay(long requests) {
        intendedToPay = requests;
        return this;
    }

    Case inOneSession() {
        inOneSession = true;
        return this;
    }

    Case dispatchLags(int many, long micros, int few, long otherMicros) {
        long[] times = new long[many + few];
        Arrays.fill(times, 0, many, micros);
        Arrays.fill(times, many, many + few, otherMicros);
        lags = EncodedHistogram.ofTimes(times, times.length);
        return this;
    }

    private RunPlan plan() {
        RunPlan plan = run.start().plan();
        Scenario each = plan.scenario();
        Scenario one = Scenario.of(
                each.name(),
                each.title(),
                each.target(),
                each.tokens(),
                each.dataSets(),
                sessions.orElseGet(() -> inOneSession ? List.of(Session.of("both", 1, each.steps())) : each.sessions()),
                load.orElse(each.load()),
                each.objectives(),
                each.http());
        return new RunPlan(plan.runId(), plan.organisation(), one, plan.dataFiles(), plan.parts());
    }

    private PartFigures progressing(PartFigures figures) {
        return new PartFigures(
                figures.generatorId(),
                figures.planned(),
                figures.batchesExpected(),
                figures.batchesReceived(),
                figures.batchesDuplicate(),
                figures.batchesUnreadable(),
                figures.batchesMissing(),
                figures.abandoned(),
                figures.silent(),
                figures.eventsLost(),
                figures.requestsResent(),
                figures.samplesDropped(),
                figures.messagesDropped(),
                figures.requestsTooLate(),
                figures.contradictions(),
                figures.longestPauseMicros(),
                figures.cpuRatioMax(),
                figures.batchesBusy(),
                new LoadProgress(List.of(iterations), 0, cutShort),
                tokens);
    }

    RunFigures figures() {
        return new RunFigures(
                plan(),
                SyntheticRun.START,
                6_000_000,
                13,
                true,
                stop,
                new Watches(plan().scenario(), 0, List.of(170_000L, 870_000L)),
                List.of(170_000L, 870_000L),
                List.of(
                        new StepFigures("query", intended, 0, warmUp, measured, new CryptographyTime(500, 20_000_000)),
                        new StepFigures(
                                "pay",
                                intendedToPay,
                                0,
                                RequestCounts.none(2),
                                RequestCounts.none(2),
                                new CryptographyTime(1, 5_000))),
                List.of(progressing(part)),
                lags,
                Lane.of(plan().scenario(), SyntheticRun.START, List.of()),
                List.of(),
                new SecondsByLoad());
    }
}
