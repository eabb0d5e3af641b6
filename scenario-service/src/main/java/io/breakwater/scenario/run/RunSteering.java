package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.loop.Loop;
import io.breakwater.scenario.outbox.Outbox;
import io.breakwater.scenario.outbox.OutgoingRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Clock clock;
    private final RunLife life;
    private final Loop timers;
    private final AtomicLong ofUnknownRuns = new AtomicLong();
    private volatile boolean running;

    RunSteering(
            RunStore runs,
            Outbox outbox,
            TransactionTemplate transactions,
            GeneratorPresence generators,
            Clock clock,
            ScenarioServiceProperties properties) {
        this.runs = runs;
        this.outbox = outbox;
        this.transactions = transactions;
        this.generators = generators;
        this.clock = clock;
        this.life = new RunLife(properties);
        this.timers = new Loop("run-timers", properties.tickInterval(), this::tick);
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

    /** Somebody wants a run to stop; returns it as it stands then, and nothing when there is no such run. */
    Optional<Run> stop(String runId, String by, String reason) {
        return apply(runId, run -> life.onStop(run, by, reason, clock.instant()));
    }

    /** Reports and verdicts about runs that are not recorded here. */
    public long ofUnknownRuns() {
        return ofUnknownRuns.get();
    }

    private void applyToKnown(String runId, Rule rule) {
        if (apply(runId, rule).isEmpty()) {
            ofUnknownRuns.incrementAndGet();
        }
    }

    private Optional<Run> apply(String runId, Rule rule) {
        return transactions.execute(status -> runs.lock(runId).map(run -> {
            Move move = rule.answer(run);
            if (changes(run, move)) {
                record(run, move);
            }
            return move.run();
        }));
    }

    private void record(Run before, Move move) {
        runs.save(before, move);
        List<OutgoingRecord> records = new ArrayList<>();
        move.commands()
                .forEach(command -> records.add(OutgoingRecord.of(Topic.RUN_COMMANDS, command.runId(), command)));
        move.changes().forEach(change -> {
            records.add(StatusEvents.changed(move.run(), change));
            LOG.info("run {}: {} {}", move.run().runId(), change.status(), String.join("; ", change.reasons()));
        });
        outbox.append(records);
    }

    /** Looks without a lock first: most of the time nothing is due. */
    private void tick() {
        Rule onTime = run -> life.onTime(run, generators, clock.instant());
        for (String runId : runs.underWay()) {
            if (runs.find(runId).filter(run -> changes(run, onTime.answer(run))).isPresent()) {
                apply(runId, onTime);
            }
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
