package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.generator.GeneratorReport.StopWanted;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.run.AdjustmentAnswer.Granted;
import io.breakwater.scenario.run.AdjustmentAnswer.Untimely;
import io.breakwater.scenario.run.Part.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a run's life: what follows from a report, a verdict, a wish to stop, or time. Pure: everything it needs is
 * given, time included, therefore a process that was killed goes on from what is recorded. Each rule takes the same event
 * twice without harm.
 */
final class RunLife {

    /** Who stops a run when nobody asked for it. */
    static final String PLATFORM = "scenario-service";

    private final ScenarioServiceProperties limits;
    private final AfterWalking afterWalking;
    private final LoadAdjusting adjusting;

    RunLife(ScenarioServiceProperties limits) {
        this.limits = limits;
        this.afterWalking = new AfterWalking(limits);
        this.adjusting = new LoadAdjusting(limits);
    }

    /** What follows from the time having come. */
    Move onTime(Run run, GeneratorPresence generators, VerdictSilence verdicts, Instant now) {
        Move move = afterWalking.withDue(byStatus(run, generators, verdicts, now), now);
        return move.then(afterWalking.onTime(move.run(), generators, now));
    }

    private Move byStatus(Run run, GeneratorPresence generators, VerdictSilence verdicts, Instant now) {
        return switch (run.status()) {
            case ACCEPTED -> chooseGenerators(run, generators, now);
            case PREPARING -> awaitReady(run, now);
            case RUNNING -> isPausedTooLong(run, now) ? stopPaused(run, now) : abandonLostParts(run, generators, now);
            case STOPPING -> abandonLostParts(run, generators, now);
            case AWAITING_VERDICT -> awaitVerdict(run, verdicts, now);
            case REJECTED, FINISHED, FAILED_TO_START, FAILED -> Move.quiet(run);
        };
    }

    /** What follows from a generator's report about its part, or about the sessions after the load. */
    Move onReport(Run run, GeneratorReport report, Instant now) {
        if (report instanceof AfterWalked walked) {
            return afterWalking.onReport(run, walked);
        }
        return run.part(report.generatorId())
                .map(part -> afterWalking.withDue(onReport(run, part, report, now), now))
                .orElse(Move.quiet(run));
    }

    private Move onReport(Run run, Part part, GeneratorReport report, Instant now) {
        if (report instanceof PartReady ready && part.stage() == Stage.ASKED && isToBeReady(run, part)) {
            Run told = run.withPart(part.generatorId(), asked -> asked.to(Stage.READY, now));
            return ready(ready.handedOver().map(told::withHandedOver).orElse(told), now);
        }
        if (report instanceof StopWanted wanted && run.status() == RunStatus.RUNNING) {
            return onStop(run, part.generatorId(), wanted.reason(), false, now);
        }
        if (report instanceof PartRefused refused && run.status() == RunStatus.PREPARING) {
            List<String> reasons = refused.reasons().stream()
                    .map(reason -> "generator " + part.generatorId() + ": " + reason)
                    .toList();
            return failToStart(run, reasons, now);
        }
        if (report instanceof PartClosed closed && part.stage() != Stage.CLOSED && isSending(run)) {
            return closedIfAll(run.withPart(part.generatorId(), open -> closedPart(open, closed, now)), now);
        }
        return Move.quiet(run);
    }

    /** What follows from a verdict; only the final one counts, also when it comes after it was given up. */
    Move onVerdict(Run run, RunVerdict verdict, Instant now) {
        boolean awaited = run.status() == RunStatus.AWAITING_VERDICT || run.status() == RunStatus.FAILED;
        if (!verdict.last() || !(isSending(run) || awaited)) {
            return Move.quiet(run);
        }
        return afterWalking.withDue(
                Move.to(run.withOutcome(verdict.outcome()), RunStatus.FINISHED, now, verdict.reasons(), List.of()),
                now);
    }

    /** What follows from a wish to stop; one at once also while requests in flight are awaited. */
    Move onStop(Run run, String by, String reason, boolean atOnce, Instant now) {
        List<RunCommand> command = List.of(new StopRun(run.runId(), reason, by, atOnce));
        List<String> reasons = List.of("stopped " + (atOnce ? "at once " : "") + "by " + by + ": " + reason);
        Move move = switch (run.status()) {
            case ACCEPTED -> Move.to(run, RunStatus.FAILED_TO_START, now, reasons, List.of());
            case PREPARING -> Move.to(run, RunStatus.FAILED_TO_START, now, reasons, command);
            case RUNNING -> Move.to(run, RunStatus.STOPPING, now, reasons, command);
            case STOPPING -> atOnce ? Move.to(run, RunStatus.STOPPING, now, reasons, command) : Move.quiet(run);
            case AWAITING_VERDICT, REJECTED, FINISHED, FAILED_TO_START, FAILED -> Move.quiet(run);
        };
        return afterWalking.withDue(move, now);
    }

    /** What becomes of a wish to change the load; not while the broker is away, for it would come too late. */
    AdjustmentAnswer onAdjust(Run run, AdjustmentWish wish, GeneratorPresence generators, Instant now) {
        AdjustmentAnswer answer = adjusting.adjust(run, wish, now);
        return answer instanceof Granted && !generators.isInTouch(now)
                ? new Untimely("Kafka: no contact (expected: an answer of the broker; try again later)")
                : answer;
    }

    private boolean isPausedTooLong(Run run, Instant now) {
        return RunLoads.of(run).pausedUntil(now).compareTo(limits.pauseLimit()) >= 0;
    }

    private Move stopPaused(Run run, Instant now) {
        String reason = "paused for " + limits.pauseLimit().toSeconds() + " s altogether (expected: less)";
        return onStop(run, PLATFORM, reason, false, now);
    }

    private Move chooseGenerators(Run run, GeneratorPresence generators, Instant now) {
        List<String> alive = generators.alive(limits.generatorAliveFor(), now);
        if (generators.isComplete(now) && !alive.isEmpty()) {
            List<Part> parts = new ArrayList<>();
            for (String generatorId : alive) {
                parts.add(Part.asked(parts.size(), generatorId, now));
            }
            Run shared = run.withParts(parts);
            return Move.to(shared, RunStatus.PREPARING, now, List.of(), List.of(new PrepareRun(shared.plan())));
        }
        if (generators.isComplete(now) && isOver(run.changedAt(), limits.awaitGeneratorFor(), now)) {
            return Move.to(
                    run,
                    RunStatus.FAILED_TO_START,
                    now,
                    List.of("generators: 0 alive (expected: at least 1 with a heartbeat in the last "
                            + limits.generatorAliveFor().toMillis() + " ms; start a load-generator)"),
                    List.of());
        }
        if (isOver(run.changedAt(), limits.prepareLimit(), now)) {
            return Move.to(
                    run,
                    RunStatus.FAILED_TO_START,
                    now,
                    List.of("Kafka: no contact for " + limits.prepareLimit().toMillis()
                            + " ms (expected: an answer of the broker)"),
                    List.of());
        }
        return Move.quiet(run);
    }

    private Move awaitReady(Run run, Instant now) {
        Duration limit = limits.prepareLimit()
                .plus(run.plan().timeForFiles())
                .plus(IterationTime.all(
                        run.plan().scenario().before(), run.plan().scenario().http()));
        if (!isOver(run.changedAt(), limit, now)) {
            return Move.quiet(run);
        }
        List<String> reasons = run.parts().stream()
                .filter(part -> part.stage() == Stage.ASKED)
                .map(part -> "generator " + part.generatorId() + ": no answer for " + limit.toMillis()
                        + " ms (expected: ready within " + limit.toMillis() + " ms)")
                .toList();
        return failToStart(run, reasons, now);
    }

    private static Move failToStart(Run run, List<String> reasons, Instant now) {
        StopRun forget = new StopRun(run.runId(), String.join("; ", reasons), PLATFORM);
        return Move.to(run, RunStatus.FAILED_TO_START, now, reasons, List.of(forget));
    }

    /** Of a run that has failed to start, part 0 is still heard: it has walked through the sessions before the load. */
    private static boolean isToBeReady(Run run, Part part) {
        return run.status() == RunStatus.PREPARING
                || (run.status() == RunStatus.FAILED_TO_START
                        && part.index() == 0
                        && !run.plan().scenario().before().isEmpty());
    }

    private Move ready(Run run, Instant now) {
        if (run.status() != RunStatus.PREPARING || run.parts().stream().anyMatch(part -> part.stage() != Stage.READY)) {
            return Move.quiet(run);
        }
        Instant startAt = now.plus(limits.startLead());
        Run started = run.withStartAt(startAt);
        StartRun command = new StartRun(started.plan(), startAt, started.handedOver());
        return Move.to(started, RunStatus.RUNNING, now, List.of(), List.of(command));
    }

    private static boolean isSending(Run run) {
        return run.status() == RunStatus.RUNNING || run.status() == RunStatus.STOPPING;
    }

    private static Part closedPart(Part open, PartClosed closed, Instant now) {
        return new Part(
                open.index(),
                open.generatorId(),
                Stage.CLOSED,
                now,
                closed.intended(),
                closed.completed(),
                closed.notSent());
    }

    private static Move closedIfAll(Run run, Instant now) {
        if (run.parts().stream().anyMatch(Part::isOpen)) {
            return Move.quiet(run);
        }
        return Move.to(run, RunStatus.AWAITING_VERDICT, now, List.of(), List.of());
    }

    private Move abandonLostParts(Run run, GeneratorPresence generators, Instant now) {
        Run after = run;
        List<RunCommand> commands = new ArrayList<>();
        for (Part part : run.parts()) {
            String lost = part.isOpen() ? whyLost(run, part, generators, now) : "";
            if (!lost.isEmpty()) {
                after = after.withPart(part.generatorId(), open -> open.to(Stage.ABANDONED, now));
                commands.add(new AbandonPart(run.runId(), part.generatorId(), lost));
            }
        }
        if (commands.isEmpty()) {
            return Move.quiet(run);
        }
        Move closed = closedIfAll(after, now);
        return new Move(closed.run(), closed.changes(), commands);
    }

    private String whyLost(Run run, Part part, GeneratorPresence generators, Instant now) {
        Duration silence = generators.silence(part.generatorId(), now);
        if (silence.compareTo(limits.generatorLostAfter()) >= 0) {
            return "no heartbeat for " + silence.toMillis() + " ms (expected: one each second)";
        }
        Duration idleness = generators.idleness(part.generatorId(), now);
        if (idleness.compareTo(limits.generatorLostAfter()) >= 0
                && isOver(part.changedAt(), limits.generatorLostAfter(), now)) {
            return "it says that it has no part of any run since " + idleness.toMillis()
                    + " ms (expected: this one; it was restarted)";
        }
        Instant closedBy = closedBy(run, now);
        return now.isBefore(closedBy) ? "" : "not closed by " + closedBy + " (expected: a closing batch)";
    }

    /** When each part must have closed: load with its pauses, longest iteration, and the limit for closing. */
    private Instant closedBy(Run run, Instant now) {
        Duration drain = IterationTime.longest(run.plan().scenario()).plus(limits.closeLimit());
        Instant byLoad = RunLoads.of(run).endIfResumedAt(now).plus(drain);
        Instant byStop = run.changedAt().plus(drain);
        return run.status() == RunStatus.STOPPING && byStop.isBefore(byLoad) ? byStop : byLoad;
    }

    private Move awaitVerdict(Run run, VerdictSilence verdicts, Instant now) {
        if (verdicts.since(run.changedAt(), now).compareTo(limits.verdictLimit()) < 0) {
            return Move.quiet(run);
        }
        return Move.to(
                run,
                RunStatus.FAILED,
                now,
                List.of(
                        "verdict: none for " + limits.verdictLimit().toMillis()
                                + " ms after the last part was closed (expected: a final one; see whether the analytics job runs)"),
                List.of());
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}
