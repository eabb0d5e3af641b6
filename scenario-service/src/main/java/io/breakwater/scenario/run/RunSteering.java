package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.generator.GeneratorReport.StopWanted;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.loop.Loop;
import io.breakwater.scenario.outbox.Outbox;
import io.breakwater.scenario.outbox.OutgoingRecord;
import io.breakwater.scenario.run.AdjustmentAnswer.Granted;
import io.breakwater.scenario.run.Move.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what happens to runs: locks the run's row, asks {@link RunLife}, records and announces its answer, all in one
 * transaction. Any replica can take any step; no state is kept here. Thread-safe.
 */
@Component
public final class RunSteering implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunSteering.class);

    private final RunStore runs;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final GeneratorPresence generators;
    private final VerdictSilence verdicts;
    private final Clock clock;
    private final RunLife life;
    private final Loop timers;
    private final AtomicLong ofUnknownRuns = new AtomicLong();
    private final AtomicLong ofUnreadableRuns = new AtomicLong();
    private final AtomicLong unreadableRuns = new AtomicLong();
    private volatile boolean running;

    RunSteering(
            RunStore runs,
            Outbox outbox,
            TransactionTemplate transactions,
            GeneratorPresence generators,
            VerdictSilence verdicts,
            Clock clock,
            ScenarioServiceProperties properties) {
        this.runs = runs;
        this.outbox = outbox;
        this.transactions = transactions;
        this.generators = generators;
        this.verdicts = verdicts;
        this.clock = clock;
        this.life = new RunLife(properties);
        this.timers = new Loop("run-timers", properties.tickInterval(), this::tick);
    }

    /** What there was to apply a rule to. */
    private enum Found {
        /** A run. */
        APPLIED,
        /** No run of that name. */
        UNKNOWN,
        /** A run whose plan cannot be read. */
        UNREADABLE
    }

    /** The rule that answers what has happened to a run. */
    @FunctionalInterface
    private interface Rule {
        Move answer(Run run);
    }

    /** A generator has said something. */
    public void onReport(GeneratorReport report) {
        runOf(report).ifPresent(runId -> applyToKnown(runId, run -> life.onReport(run, report, clock.instant())));
    }

    private static Optional<String> runOf(GeneratorReport report) {
        if (report instanceof PartReady ready) {
            return Optional.of(ready.runId());
        }
        if (report instanceof PartRefused refused) {
            return Optional.of(refused.runId());
        }
        if (report instanceof PartClosed closed) {
            return Optional.of(closed.runId());
        }
        if (report instanceof StopWanted wanted) {
            return Optional.of(wanted.runId());
        }
        if (report instanceof AfterWalked walked) {
            return Optional.of(walked.runId());
        }
        if (report instanceof GeneratorHeartbeat) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("report: " + report + " (expected: a heartbeat or a part's report)");
    }

    /** The analytics job has published a verdict. */
    public void onVerdict(RunVerdict verdict) {
        if (verdict.last()) {
            applyToKnown(verdict.runId(), run -> life.onVerdict(run, verdict, clock.instant()));
        }
    }

    /**
     * Somebody wants a run to stop.
     *
     * @param atOnce whether requests in flight are cut off
     */
    void stop(String runId, String by, String reason, boolean atOnce) {
        apply(runId, run -> life.onStop(run, by, reason, atOnce, clock.instant()));
    }

    /** Somebody wants the load of a run to change; empty when there is no such run. */
    Optional<AdjustmentAnswer> adjust(String runId, AdjustmentWish wish) {
        AtomicReference<@Nullable AdjustmentAnswer> answer = new AtomicReference<>();
        apply(runId, run -> {
            AdjustmentAnswer given = life.onAdjust(run, wish, generators, clock.instant());
            answer.set(given);
            return given instanceof Granted granted ? granted.move() : Move.quiet(run);
        });
        return Optional.ofNullable(answer.get());
    }

    /** Reports and verdicts about runs that are not recorded here. */
    public long ofUnknownRuns() {
        return ofUnknownRuns.get();
    }

    /** Reports and verdicts about runs whose plan cannot be read. */
    public long ofUnreadableRuns() {
        return ofUnreadableRuns.get();
    }

    /** Runs that were ended because their plan cannot be read. */
    public long unreadableRuns() {
        return unreadableRuns.get();
    }

    /** How often looking at the timers of runs has failed. */
    public long timerFailures() {
        return timers.failures();
    }

    private void applyToKnown(String runId, Rule rule) {
        switch (apply(runId, rule)) {
            case APPLIED -> {}
            case UNKNOWN -> ofUnknownRuns.incrementAndGet();
            case UNREADABLE -> ofUnreadableRuns.incrementAndGet();
        }
    }

    private Found apply(String runId, Rule rule) {
        try {
            return transactions.execute(status -> runs.lock(runId)
                    .map(run -> {
                        Move move = rule.answer(run);
                        if (changes(run, move)) {
                            record(run, move);
                        }
                        return Found.APPLIED;
                    })
                    .orElse(Found.UNKNOWN));
        } catch (UnreadablePlanException e) {
            transactions.executeWithoutResult(status -> runs.lockListed(runId).ifPresent(run -> end(run, e)));
            return Found.UNREADABLE;
        }
    }

    /** Ends a run without its plan, so that nobody waits for it; generators that have a part of it forget it. */
    private void end(ListedRun run, UnreadablePlanException why) {
        runs.giveUpAfter(run.runId(), why.reason());
        if (run.status().isLast()) {
            return;
        }
        boolean begun = run.status() != RunStatus.ACCEPTED && run.status() != RunStatus.PREPARING;
        String reason = why.reason();
        Change change = new Change(
                begun ? RunStatus.FAILED : RunStatus.FAILED_TO_START, clock.instant(), List.of(reason), run.outcome());
        runs.save(run.runId(), change);
        outbox.append(List.of(
                OutgoingRecord.of(Topic.RUN_COMMANDS, run.runId(), new StopRun(run.runId(), reason, RunLife.PLATFORM)),
                StatusEvents.changed(run, change)));
        unreadableRuns.incrementAndGet();
        LOG.error("run {}: {} {}", run.runId(), change.status(), reason, why);
    }

    private void record(Run before, Move move) {
        runs.save(before, move);
        List<OutgoingRecord> records = new ArrayList<>();
        move.commands()
                .forEach(command -> records.add(OutgoingRecord.of(Topic.RUN_COMMANDS, command.runId(), command)));
        move.changes().forEach(change -> {
            records.add(StatusEvents.changed(move.run().listed(), change));
            LOG.info("run {}: {} {}", move.run().runId(), change.status(), String.join("; ", change.reasons()));
        });
        move.run().loadChanges().stream()
                .skip(before.loadChanges().size())
                .forEach(change -> LOG.info(
                        "run {}: {} from {} on, asked for by {}",
                        before.runId(),
                        change.change(),
                        change.effectiveAt(),
                        change.by()));
        outbox.append(records);
    }

    /** One run's trouble keeps no other run waiting; the first is told to the loop, which counts it. */
    private void tick() {
        List<RuntimeException> failures = new ArrayList<>();
        for (String runId : runs.underWay()) {
            try {
                tick(runId);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Looks without a lock first: most of the time nothing is due. */
    private void tick(String runId) {
        Rule onTime = run -> life.onTime(run, generators, verdicts, clock.instant());
        if (isDue(runId, onTime)) {
            apply(runId, onTime);
        }
    }

    private boolean isDue(String runId, Rule onTime) {
        try {
            return runs.find(runId)
                    .filter(run -> changes(run, onTime.answer(run)))
                    .isPresent();
        } catch (UnreadablePlanException e) {
            // It is due to end, which needs the lock.
            return true;
        }
    }

    private static boolean changes(Run run, Move move) {
        return !move.run().equals(run) || !move.commands().isEmpty();
    }

    @Override
    public void start() {
        running = true;
        timers.start();
    }

    @Override
    public void stop() {
        running = false;
        timers.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
