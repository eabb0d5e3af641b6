package io.breakwater.generator.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.generator.GeneratorReport.StopWanted;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunCommand.WalkAfter;
import io.breakwater.events.run.RunPlan;
import io.breakwater.generator.run.Part.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs that this generator has a part of. Commands may come twice and late: each is looked at in the light of where the
 * run stands here. Commands are taken from any thread and carried out on one.
 */
public final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    /** A prepared run holds its data; one that nobody starts is forgotten. */
    private static final Duration FORGET_AFTER = Duration.ofSeconds(60);

    /** Each may hold its data in memory. */
    private static final int MOST_AT_ONCE = 16;

    /** A start that comes later would send all that is overdue in one burst, which nobody agreed to. */
    private static final Duration LATEST_START = Duration.ofSeconds(10);

    /** Ending the process cuts requests in flight off after this long. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(6);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Preparation preparation;
    private final Surroundings surroundings;
    private final Consumer<GeneratorReport> reports;
    private final Map<String, KnownRun> runs = new HashMap<>();
    private final AfterWalks afterWalks;
    private final ClosedRuns closedRuns = new ClosedRuns();
    private final AtomicInteger active = new AtomicInteger();
    private final ScheduledExecutorService control =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "runs"));
    private final ExecutorService preparing =
            Executors.newFixedThreadPool(MOST_AT_ONCE, task -> new Thread(task, "prepare"));

    /** Where a run stands here. */
    private sealed interface KnownRun {

        record Preparing(AtomicBoolean wanted) implements KnownRun {}

        record Ready(PreparedRun prepared) implements KnownRun {}

        record Running(Part part) implements KnownRun {}
    }

    /**
     * No runs yet.
     *
     * @param preparation  gets them ready
     * @param surroundings what their parts share
     * @param reports      where reports go
     */
    public Runs(Preparation preparation, Surroundings surroundings, Consumer<GeneratorReport> reports) {
        this.preparation = preparation;
        this.surroundings = surroundings;
        this.reports = reports;
        this.afterWalks = new AfterWalks(surroundings.generatorId(), preparation, surroundings.wallClock(), reports);
    }

    /** Takes a command. */
    public void accept(RunCommand command) {
        onControl(() -> {
            if (command instanceof PrepareRun prepare) {
                onPrepare(prepare.plan());
            } else if (command instanceof StartRun start) {
                onStart(start);
            } else if (command instanceof StopRun stop) {
                onStop(stop.runId(), "stopped by " + stop.by() + ": " + stop.reason(), stop.atOnce());
            } else if (command instanceof AdjustLoad change) {
                onAdjust(change);
            } else if (command instanceof WalkAfter after) {
                afterWalks.accept(after);
            } else if (command instanceof AbandonPart abandon
                    && abandon.generatorId().equals(generatorId())) {
                // Nobody counts on this part any more: load that nobody watches must end.
                onStop(abandon.runId(), "abandoned: " + abandon.reason(), false);
            }
        });
    }

    /** How many runs are being prepared, are ready, or are under way. */
    public int active() {
        return active.get();
    }

    private void onPrepare(RunPlan plan) {
        String runId = plan.runId();
        if (!isOurs(plan) || closedRuns.contains(runId)) {
            return;
        }
        KnownRun known = runs.get(runId);
        if (known instanceof KnownRun.Ready ready) {
            reports.accept(
                    new PartReady(generatorId(), now(), runId, ready.prepared().handedOver()));
        }
        if (known != null) {
            return;
        }
        if (runs.size() >= MOST_AT_ONCE) {
            refuse(runId, List.of("runs: " + runs.size() + " at once (expected: at most " + MOST_AT_ONCE + ")"));
            return;
        }
        KnownRun.Preparing preparingRun = new KnownRun.Preparing(new AtomicBoolean(true));
        put(runId, preparingRun);
        preparing.execute(() -> prepare(plan, preparingRun));
    }

    private void prepare(RunPlan plan, KnownRun.Preparing asked) {
        try {
            PreparedRun prepared = preparation.prepare(plan, asked.wanted()::get);
            onControl(() -> ready(prepared, asked));
        } catch (RefusedException e) {
            onControl(() -> notReady(plan.runId(), asked, e.reasons()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("run {}: not prepared", plan.runId(), e);
            onControl(() -> notReady(plan.runId(), asked, List.of("generator: " + e)));
        }
    }

    private void ready(PreparedRun prepared, KnownRun asked) {
        String runId = prepared.plan().runId();
        if (runs.get(runId) != asked) {
            return;
        }
        KnownRun ready = new KnownRun.Ready(prepared);
        put(runId, ready);
        LOG.info(
                "run {}: part {} of {} is ready",
                runId,
                prepared.partIndex(),
                prepared.plan().parts().size());
        reports.accept(new PartReady(generatorId(), now(), runId, prepared.handedOver()));
        later(
                () -> {
                    if (runs.get(runId) == ready) {
                        LOG.info("run {}: not started within {} s; forgotten", runId, FORGET_AFTER.toSeconds());
                        remove(runId);
                    }
                },
                FORGET_AFTER);
    }

    private void notReady(String runId, KnownRun asked, List<String> reasons) {
        if (runs.get(runId) == asked) {
            remove(runId);
            refuse(runId, reasons);
        }
    }

    private void onStart(StartRun start) {
        RunPlan plan = start.plan();
        Instant startAt = start.startAt();
        String runId = plan.runId();
        KnownRun known = runs.get(runId);
        if (!isOurs(plan) || known instanceof KnownRun.Running || closedRuns.contains(runId)) {
            return;
        }
        Duration late = Duration.between(startAt, now());
        if (!(known instanceof KnownRun.Ready ready)) {
            remove(runId);
            refuse(
                    runId,
                    List.of("start: the run is not prepared here (expected: prepared; was the generator restarted?)"));
        } else if (late.compareTo(LATEST_START) > 0) {
            remove(runId);
            refuse(
                    runId,
                    List.of("start: came " + late.toMillis() + " ms late (expected: at most " + LATEST_START.toMillis()
                            + " ms; was the broker away?)"));
        } else {
            try {
                PreparedRun prepared = ready.prepared();
                preparation.receive(plan, prepared.compiled().handed(), start.handedOver());
            } catch (RefusedException e) {
                remove(runId);
                refuse(runId, e.reasons());
                return;
            }
            LOG.info("run {}: starts at {}", runId, startAt);
            put(runId, new KnownRun.Running(Part.start(ready.prepared(), startAt, surroundings, listener(runId))));
        }
    }

    private void onAdjust(AdjustLoad change) {
        if (runs.get(change.runId()) instanceof KnownRun.Running running) {
            LOG.info(
                    "run {}: change {} by {}, from {} on: {}",
                    change.runId(),
                    change.number(),
                    change.by(),
                    change.effectiveAt(),
                    change.adjustment());
            running.part().adjust(change);
        }
    }

    private void onStop(String runId, String reason, boolean atOnce) {
        KnownRun known = runs.get(runId);
        if (known instanceof KnownRun.Running running) {
            LOG.info("run {}: {}", runId, reason);
            if (atOnce) {
                running.part().abort();
            } else {
                running.part().stop();
            }
        } else if (known != null) {
            LOG.info("run {}: forgotten, {}", runId, reason);
            remove(runId);
        }
    }

    private Part.Listener listener(String runId) {
        return new Part.Listener() {
            @Override
            public void closed(StepAccounting totals, long eventsLost) {
                onControl(() -> Runs.this.closed(runId, totals, eventsLost));
            }

            @Override
            public void stopWanted(String reason) {
                onControl(() -> {
                    LOG.warn("run {}: shall be stopped: {}", runId, reason);
                    reports.accept(new StopWanted(generatorId(), now(), runId, reason));
                });
            }
        };
    }

    private void closed(String runId, StepAccounting totals, long eventsLost) {
        remove(runId);
        closedRuns.add(runId);
        LOG.info(
                "run {}: closed, {} intended, {} completed, {} not sent, {} events lost",
                runId,
                totals.intended(),
                totals.completed(),
                totals.notSent(),
                eventsLost);
        reports.accept(
                new PartClosed(generatorId(), now(), runId, totals.intended(), totals.completed(), totals.notSent()));
    }

    private void refuse(String runId, List<String> reasons) {
        LOG.warn("run {}: refused: {}", runId, reasons);
        reports.accept(new PartRefused(generatorId(), now(), runId, reasons));
    }

    /** Stops all runs, first gently, and waits within bounds until they are closed. */
    public void close() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        onControl(() -> List.copyOf(runs.keySet()).forEach(runId -> onStop(runId, "the generator ends", false)));
        onControl(() -> endWhenIdle(stopped));
        if (!stopped.await(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            onControl(() -> runs.values().forEach(run -> {
                if (run instanceof KnownRun.Running running) {
                    running.part().abort();
                }
            }));
            if (!stopped.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("runs: {} not closed (expected: 0; is the broker away?)", active());
            }
        }
        preparing.shutdownNow();
        afterWalks.close();
        control.shutdownNow();
    }

    private void endWhenIdle(CountDownLatch stopped) {
        if (runs.isEmpty()) {
            stopped.countDown();
        } else {
            later(() -> endWhenIdle(stopped), Duration.ofMillis(20));
        }
    }

    private void put(String runId, KnownRun run) {
        runs.put(runId, run);
        active.set(runs.size());
    }

    private void remove(String runId) {
        if (runs.remove(runId) instanceof KnownRun.Preparing preparingRun) {
            preparingRun.wanted().set(false);
        }
        active.set(runs.size());
    }

    private boolean isOurs(RunPlan plan) {
        return plan.parts().stream().anyMatch(part -> part.generatorId().equals(generatorId()));
    }

    private void onControl(Runnable task) {
        later(task, Duration.ZERO);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // logged() lets nothing escape.
    private void later(Runnable task, Duration delay) {
        try {
            control.schedule(() -> logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("runs: ended, nothing more is done: {}", e.toString());
        }
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("runs: a command failed (expected: never)", e);
        }
    }

    private String generatorId() {
        return surroundings.generatorId();
    }

    private Instant now() {
        return surroundings.wallClock().instant();
    }
}
