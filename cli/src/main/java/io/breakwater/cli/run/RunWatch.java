package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.rest.RunView.LoadChange;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.terminal.KeyPresses;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Follows one run to its end, showing a line a second, and returns its final verdict. */
final class RunWatch {

    /** How long the final verdict may take to be searchable once scenario-service knows it. */
    private static final Duration INDEXED_WITHIN = Duration.ofSeconds(30);

    /** How long a service may give no answer, as when it is restarted, before the run is given up. */
    private static final Duration AWAY_AT_MOST = Duration.ofSeconds(30);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Duration RHYTHM = Duration.ofMillis(500);

    private final ScenarioService scenarios;
    private final Reporting reporting;
    private final Terminal terminal;
    private final KeyPresses keyboard;
    private final RunKeys keys;
    private final ProgressLine progress = new ProgressLine();
    private Optional<RunVerdict> shown = Optional.empty();
    private RunStatus shownStatus = RunStatus.RUNNING;
    private int shownChanges;

    /**
     * A watch.
     *
     * @param keyboard keys that steer the run meanwhile
     * @param keys     what they do
     */
    RunWatch(ScenarioService scenarios, Reporting reporting, Terminal terminal, KeyPresses keyboard, RunKeys keys) {
        this.scenarios = scenarios;
        this.reporting = reporting;
        this.terminal = terminal;
        this.keyboard = keyboard;
        this.keys = keys;
    }

    /**
     * Waits for the end of the run.
     *
     * @throws CommandFailedException when the run ends without a verdict
     */
    RunVerdict untilEnd(String runId) throws IOException, InterruptedException {
        long answeredNanos = System.nanoTime();
        Optional<RunView> seen = Optional.empty();
        while (true) {
            try {
                RunView run = scenarios.run(runId);
                seen = Optional.of(run);
                if (run.isOver()) {
                    terminal.endLive();
                    return end(run);
                }
                show(run);
                answeredNanos = System.nanoTime();
            } catch (IOException e) {
                // The run does not need this look at it; only a service that stays away ends the command.
                if (System.nanoTime() - answeredNanos > AWAY_AT_MOST.toNanos()) {
                    throw e;
                }
            }
            Optional<Character> key = keyboard.next(RHYTHM);
            if (key.isPresent() && seen.isPresent()) {
                keys.pressed(key.get(), seen.get());
            }
        }
    }

    private void show(RunView run) throws IOException, InterruptedException {
        run.adjustments().stream().skip(shownChanges).map(RunWatch::told).forEach(terminal::line);
        boolean changed = run.adjustments().size() > shownChanges;
        shownChanges = run.adjustments().size();
        if (run.status() != shownStatus && run.status() != RunStatus.RUNNING) {
            terminal.line("Run " + run.runId() + ": " + words(run.status()));
        }
        shownStatus = run.status();
        Optional<RunVerdict> verdict = reporting.verdict(run.runId());
        if (verdict.isPresent() && (changed || !verdict.equals(shown))) {
            shown = verdict;
            terminal.live(progress.of(verdict.get(), run));
        }
    }

    /** A change of the load in words. */
    static String told(LoadChange change) {
        return "Load" + change.session().map(name -> " of session " + name).orElse("") + ": " + change.change()
                + " from " + SECOND.format(change.effectiveAt()) + " on, by " + change.by();
    }

    private RunVerdict end(RunView run) throws IOException, InterruptedException {
        run.after().ifPresent(after -> after.problems().forEach(line -> terminal.line("After the load: " + line)));
        if (run.status() != RunStatus.FINISHED) {
            List<String> lines = run.reasons().stream()
                    .map(reason -> words(run.status()) + ": " + reason)
                    .toList();
            throw new CommandFailedException(
                    ExitCode.PLATFORM_FAILED,
                    lines.isEmpty() ? List.of("run " + run.runId() + ": " + words(run.status())) : lines);
        }
        long deadline = System.nanoTime() + INDEXED_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<RunVerdict> verdict = reporting.verdict(run.runId()).filter(RunVerdict::last);
            if (verdict.isPresent()) {
                return verdict.get();
            }
            Optional<Character> unused = KeyPresses.none().next(RHYTHM);
        }
        throw CommandFailedException.platform("run " + run.runId()
                + ": finished, but its verdict is not in the index after " + INDEXED_WITHIN.toSeconds()
                + " s (expected: see `breakwater report " + run.runId() + "` later)");
    }

    /** A status as a person reads it. */
    static String words(RunStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
