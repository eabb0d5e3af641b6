package io.breakwater.scenario.run;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
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

    RunLife(ScenarioServiceProperties limits) {
        this.limits = limits;
    }

    /** What follows from the time having come. */
    Move onTime(Run run, GeneratorPresence generators, VerdictSilence verdicts, Instant now) {
        return switch (run.status()) {
            case ACCEPTED -> chooseGenerators(run, generators, now);
            case PREPARING -> awaitReady(run, now);
            case RUNNING, STOPPING -> abandonLostParts(run, generators, now);
            case AWAITING_VERDICT -> awaitVerdict(run, verdicts, now);
            case REJECTED, FINISHED, FAILED_TO_START, FAILED -> Move.quiet(run);
        };
    }

    /** What follows from a generator's report about its part. */
    Move onReport(Run run, GeneratorReport report, Instant now) {
        Part part = run.part(report.generatorId()).orElse(null);
        if (part == null) {
            return Move.quiet(run);
        }
        if (report instanceof PartReady && run.status() == RunStatus.PREPARING) {
            return ready(run.withPart(part.generatorId(), asked -> asked.to(Stage.READY, now)), now);
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
        return Move.to(run.withOutcome(verdict.outcome()), RunStatus.FINISHED, now, verdict.reasons(), List.of());
    }

    /** What follows from a wish to stop. */
    Move onStop(Run run, String by, String reason, Instant now) {
        StopRun command = new StopRun(run.runId(), reason, by);
        return switch (run.status()) {
            case ACCEPTED -> Move.to(run, RunStatus.FAILED_TO_START, now, List.of(stopped(by, reason)), List.of());
            case PREPARING ->
                Move.to(run, RunStatus.FAILED_TO_START, now, List.of(stopped(by, reason)), List.of(command));
            case RUNNING -> Move.to(run, RunStatus.STOPPING, now, List.of(stopped(by, reason)), List.of(command));
            case STOPPING, AWAITING_VERDICT, REJECTED, FINISHED, FAILED_TO_START, FAILED -> Move.quiet(run);
        };
    }

    private static String stopped(String by, String reason) {
        return "stopped by " + by + ": " + reason;
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
        if (!isOver(run.changedAt(), limits.prepareLimit(), now)) {
            return Move.quiet(run);
        }
        List<String> reasons = run.parts().stream()
                .filter(part -> part.stage() == Stage.ASKED)
                .map(part -> "generator " + part.generatorId() + ": no answer for "
                        + limits.prepareLimit().toMillis() + " ms (expected: ready within "
                        + limits.prepareLimit().toMillis() + " ms)")
                .toList();
        return failToStart(run, reasons, now);
    }

    private static Move failToStart(Run run, List<String> reasons, Instant now) {
        StopRun forget = new StopRun(run.runId(), String.join("; ", reasons), PLATFORM);
        return Move.to(run, RunStatus.FAILED_TO_START, now, reasons, List.of(forget));
    }

    private Move ready(Run run, Instant now) {
        if (run.parts().stream().anyMatch(part -> part.stage() != Stage.READY)) {
            return Move.quiet(run);
        }
        Instant startAt = now.plus(limits.startLead());
        Run started = run.withStartAt(startAt);
        return Move.to(started, RunStatus.RUNNING, now, List.of(), List.of(new StartRun(started.plan(), startAt)));
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
        Instant closedBy = closedBy(run);
        return now.isBefore(closedBy) ? "" : "not closed by " + closedBy + " (expected: a closing batch)";
    }

    /** When each part must have closed: load, last possible answer, and the limit for closing. */
    private Instant closedBy(Run run) {
        Scenario scenario = run.plan().scenario();
        int longestSession = scenario.sessions().stream()
                .map(Session::steps)
                .mapToInt(List::size)
                .max()
                .orElse(1);
        Duration drain =
                scenario.http().requestTimeout().multipliedBy(longestSession).plus(limits.closeLimit());
        Duration load = scenario.load().lasts();
        Instant byLoad = run.startAt().orElse(run.changedAt()).plus(load).plus(drain);
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
