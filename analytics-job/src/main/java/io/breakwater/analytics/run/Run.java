package io.breakwater.analytics.run;

import io.breakwater.analytics.batch.BatchNumbers.Arrival;
import io.breakwater.analytics.fold.CountsSum;
import io.breakwater.analytics.fold.FoldedBatch;
import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.fold.StepSecond;
import io.breakwater.analytics.load.Lane;
import io.breakwater.analytics.load.SecondsByLoad;
import io.breakwater.analytics.objective.Watches;
import io.breakwater.analytics.verdict.RunFigures;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.analytics.window.OpenWindows;
import io.breakwater.analytics.window.WindowFrame;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.measurement.accounting.Accounting;
import io.breakwater.measurement.histogram.EncodedHistogram;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run while it goes on. What it publishes depends on the records that came and not on the order
 * in which records of different generators and commands came.
 */
final class Run {

    /**
     * How long ago the newest second of a run may have been that is still sent: longer than a request may take and batches may
     * lag, and a run that is read again is older, but for one that ended just now and has no one left to obey.
     */
    private static final Duration STILL_SENT = Duration.ofMinutes(15);

    final String runId;
    final TreeMap<String, Part> parts = new TreeMap<>();
    final List<CountsSum> warmUp = new ArrayList<>();
    final List<CountsSum> measured = new ArrayList<>();
    final TreeMap<Integer, AdjustLoad> changes = new TreeMap<>();
    OpenWindows windows = new OpenWindows();
    SecondsByLoad secondsByLoad = new SecondsByLoad();

    /** Empty until the run is announced and its first batch is there. */
    @Nullable
    Watches watches;

    @Nullable
    WindowFrame frame;

    @Nullable
    StartRun start;

    @Nullable
    StopRun stop;

    byte[] dispatchLags = EncodedHistogram.empty();
    long partCount;
    long lastSecond = Long.MIN_VALUE;
    long publishedVersion;
    long readyTicks;
    long unannouncedTicks;
    long nextTickMillis;
    long settledMillis = Long.MAX_VALUE;
    boolean stopAsked;

    Run(String runId) {
        this.runId = runId;
    }

    void start(StartRun command) {
        if (start == null) {
            start = command;
            for (RunPart part : command.plan().parts()) {
                parts.computeIfAbsent(part.generatorId(), generator -> new Part(generator, part.index()));
            }
        }
    }

    void stop(StopRun command) {
        if (stop == null) {
            stop = command;
        }
    }

    /** Takes note of a change; one that was seen before is passed over. */
    void adjust(AdjustLoad command) {
        changes.putIfAbsent(command.number(), command);
    }

    void abandon(String generatorId, String reason) {
        parts.computeIfAbsent(generatorId, generator -> new Part(generator, Long.MAX_VALUE))
                .abandon(reason);
    }

    void unreadable(String generatorId) {
        unannouncedTicks = 0;
        parts.computeIfAbsent(generatorId, generator -> new Part(generator, Long.MAX_VALUE))
                .unreadable();
    }

    /** Counts batches of one part, unless they came before or come too late. */
    Arrival accept(FoldedBatch batches, Consumer<WindowSummary> to) {
        unannouncedTicks = 0;
        BatchHeader header = batches.headers().get(0);
        WindowFrame told =
                new WindowFrame(runId, header.startAt(), header.warmUpMicros(), header.limitsMicros(), header.steps());
        if (frame == null) {
            frame = told;
            for (int step = 0; step < told.steps().size(); step++) {
                warmUp.add(new CountsSum(RequestCounts.none(told.limitsMicros().size())));
                measured.add(
                        new CountsSum(RequestCounts.none(told.limitsMicros().size())));
            }
        }
        if (!told.equals(frame)) {
            // Its steps and limits mean something else, so its counts cannot be added.
            unreadable(header.generatorId());
            return Arrival.GIVEN_UP;
        }
        partCount = Math.max(partCount, header.partCount());
        Part part = parts.computeIfAbsent(header.generatorId(), generator -> new Part(generator, header.partIndex()));
        long promisedMicros = part.frontierMicros();
        Arrival arrival = part.arrive(batches.headers());
        if (arrival == Arrival.NEW) {
            batches.headers().forEach(each -> merge(each.health().dispatchLagHistogram()));
            batches.seconds().forEach(second -> count(second, header.region(), part, promisedMicros));
            closeWindows(to);
        }
        return arrival;
    }

    private void merge(byte[] lags) {
        if (lags.length > 0) {
            dispatchLags = EncodedHistogram.merge(dispatchLags, lags);
        }
    }

    private void count(StepSecond second, String region, Part part, long promisedMicros) {
        part.count(second);
        (second.warmUp() ? warmUp : measured).get(second.step()).add(second.counts());
        lastSecond = Math.max(lastSecond, second.second());
        if (OpenWindows.endMicros(second.second()) <= promisedMicros || windows.isClosed(second.second())) {
            part.tooLate(second.counts().events());
        } else {
            windows.add(second.second(), second.step(), region, second.counts());
        }
    }

    private void closeWindows(Consumer<WindowSummary> to) {
        if (frame != null && parts.size() >= partCount) {
            close(least(Part::frontierMicros), frame, to);
        }
    }

    private void close(long frontierMicros, WindowFrame told, Consumer<WindowSummary> to) {
        windows.close(frontierMicros, least(Part::sureMicros), told, secondsByLoad::add, to);
        if (start != null && !lacksChanges()) {
            settle(start, told);
        }
    }

    private void settle(StartRun announced, WindowFrame told) {
        Watches all = watches(announced);
        secondsByLoad.settle(
                lanes(announced),
                told.steps(),
                (second, step, region, rungs, counts) ->
                        all.add(second, told.steps().get(step), region, rungs, counts));
        all.endSecond();
    }

    /** The objectives as far as they are known. */
    Watches watches(StartRun announced) {
        Scenario scenario = announced.plan().scenario();
        if (frame == null) {
            return new Watches(scenario, 0, List.of());
        }
        if (watches == null) {
            watches = new Watches(scenario, frame.warmUpMicros(), frame.limitsMicros());
        }
        return watches;
    }

    private LoadProgress progress() {
        return parts.values().stream().map(Part::progress).reduce(LoadProgress.NONE, LoadProgress::plus);
    }

    /** Whether a part has obeyed changes that were not read yet. */
    boolean lacksChanges() {
        return changesObeyed().size() < progress().adjustments();
    }

    /** Changes that a part has obeyed; one that came when all was sent has changed nothing. */
    private List<AdjustLoad> changesObeyed() {
        long obeyed = progress().adjustments();
        return changes.values().stream()
                .filter(change -> change.number() <= obeyed)
                .toList();
    }

    private List<Lane> lanes(StartRun announced) {
        return Lane.of(announced.plan().scenario(), startAt(announced), changesObeyed());
    }

    private Instant startAt(StartRun announced) {
        return frame == null ? announced.startAt().truncatedTo(ChronoUnit.MICROS) : frame.startAt();
    }

    private long least(ToLongFunction<Part> bound) {
        return parts.values().stream().mapToLong(bound).min().orElse(Long.MIN_VALUE);
    }

    /** A tick of the running job. */
    void tick(Waits waits, Consumer<WindowSummary> to) {
        unannouncedTicks = start == null ? unannouncedTicks + 1 : 0;
        if (start != null) {
            parts.values().forEach(part -> part.tick(waits));
            readyTicks = isReady() ? readyTicks + 1 : 0;
        }
        if (frame != null) {
            closeWindows(to);
            windows.publishChanged(frame, to);
        }
    }

    /** Whether nothing more will be taken from any part that the plan names. */
    boolean isReady() {
        return start != null
                && start.plan().parts().stream()
                        .map(part -> parts.get(part.generatorId()))
                        .allMatch(part -> part != null && part.isOver());
    }

    boolean lostAPart() {
        return parts.values().stream().anyMatch(Part::isLost);
    }

    /** Closes what is open still. */
    void end(Consumer<WindowSummary> to) {
        if (frame != null) {
            close(Long.MAX_VALUE, frame, to);
            if (start != null) {
                // What was waited for did not come.
                settle(start, frame);
                watches(start).finish();
            }
        }
    }

    /**
     * The command to stop it, once: when an objective is broken that stops its run, and generators still send it.
     *
     * @param now on the wall clock. A run whose newest second lies long back is being read again, and nothing of it goes on
     */
    Optional<StopRun> askToStop(Instant now) {
        boolean hasSeconds = lastSecond != Long.MIN_VALUE;
        if (start == null || stop != null || stopAsked || isReady() || watches == null || !hasSeconds) {
            return Optional.empty();
        }
        Instant newest = startAt(start).plusSeconds(lastSecond);
        Optional<Watches.Stop> broken = newest.plus(STILL_SENT).isBefore(now) ? Optional.empty() : watches.stop();
        stopAsked = broken.isPresent();
        return broken.map(stop -> new StopRun(runId, stop.reason(), StopRun.BY_OBJECTIVE));
    }

    long received() {
        return parts.values().stream().mapToLong(Part::received).sum();
    }

    /** What a verdict is made of; only after {@link #start}. */
    RunFigures figures(boolean last) {
        if (start == null) {
            throw new IllegalStateException("run " + runId + ": not announced (expected: announced)");
        }
        RunPlan plan = start.plan();
        Set<String> planned = plan.parts().stream().map(RunPart::generatorId).collect(Collectors.toSet());
        List<String> steps =
                frame == null ? plan.scenario().steps().stream().map(Step::name).toList() : frame.steps();
        var inOrder = parts.values().stream()
                .sorted(Comparator.comparingLong(Part::partIndex).thenComparing(Part::generatorId))
                .map(part -> part.figures(planned.contains(part.generatorId()), steps))
                .toList();
        // Batches that came are fewer than those expected plus one, so the final version is higher than any before it.
        long version = last
                ? inOrder.stream().mapToLong(part -> part.batchesExpected()).sum() + 1
                : received();
        return new RunFigures(
                plan,
                startAt(start),
                elapsedMicros(),
                version,
                last,
                Optional.ofNullable(stop),
                watches(start),
                frame == null ? List.of() : frame.limitsMicros(),
                stepFigures(steps),
                inOrder,
                dispatchLags,
                lanes(start),
                changesObeyed(),
                secondsByLoad);
    }

    private List<StepFigures> stepFigures(List<String> steps) {
        List<StepFigures> figures = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            int index = step;
            Accounting accounting = parts.values().stream()
                    .map(part -> part.accounting(index))
                    .reduce(Accounting.NONE, Accounting::plus);
            RequestCounts none =
                    RequestCounts.none(frame == null ? 0 : frame.limitsMicros().size());
            figures.add(new StepFigures(
                    steps.get(step),
                    accounting.intended(),
                    accounting.inFlight(),
                    step < warmUp.size() ? warmUp.get(step).value() : none,
                    step < measured.size() ? measured.get(step).value() : none,
                    parts.values().stream()
                            .map(part -> part.cryptography(index))
                            .reduce(CryptographyTime.NONE, CryptographyTime::plus)));
        }
        return figures;
    }

    /** The least frontier, but not beyond the last second in which something was intended. */
    private long elapsedMicros() {
        return lastSecond == Long.MIN_VALUE
                ? 0
                : Math.max(0, Math.min(least(Part::frontierMicros), OpenWindows.endMicros(lastSecond)));
    }
}
