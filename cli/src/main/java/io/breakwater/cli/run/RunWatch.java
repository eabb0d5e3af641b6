package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Follows one run to its end, showing a line a second, and returns its final verdict. */
final class RunWatch {

    /** How long the final verdict may take to be searchable once scenario-service knows it. */
    private static final Duration INDEXED_WITHIN = Duration.ofSeconds(30);

    /** How long a service may give no answer, as when it is restarted, before the run is given up. */
    private static final Duration AWAY_AT_MOST = Duration.ofSeconds(30);

    private static final long RHYTHM_MILLIS = 500;

    private final ScenarioService scenarios;
    private final Reporting reporting;
    private final Terminal terminal;
    private final CountDownLatch never = new CountDownLatch(1);

    RunWatch(ScenarioService scenarios, Reporting reporting, Terminal terminal) {
        this.scenarios = scenarios;
        this.reporting = reporting;
        this.terminal = terminal;
    }

    /**
     * Waits for the end of the run.
     *
     * @throws CommandFailedException when the run ends without a verdict
     */
    RunVerdict untilEnd(String runId, Scenario scenario) throws IOException, InterruptedException {
        ProgressLine progress = new ProgressLine(scenario);
        Optional<RunVerdict> shown = Optional.empty();
        RunStatus shownStatus = RunStatus.RUNNING;
        long answeredNanos = System.nanoTime();
        while (true) {
            try {
                RunView run = scenarios.run(runId);
                if (run.status().isLast()) {
                    terminal.endLive();
                    return end(run);
                }
                Optional<RunVerdict> verdict = reporting.verdict(runId);
                if (verdict.isPresent() && !verdict.equals(shown)) {
                    shown = verdict;
                    terminal.live(progress.of(verdict.get()));
                }
                if (run.status() != shownStatus && run.status() != RunStatus.RUNNING) {
                    terminal.line("Run " + runId + ": " + words(run.status()));
                }
                shownStatus = run.status();
                answeredNanos = System.nanoTime();
            } catch (IOException e) {
                // The run does not need this look at it; only a service that stays away ends the command.
                if (System.nanoTime() - answeredNanos > AWAY_AT_MOST.toNanos()) {
                    throw e;
                }
            }
            pause();
        }
    }

    private RunVerdict end(RunView run) throws IOException, InterruptedException {
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
            pause();
        }
        throw CommandFailedException.platform("run " + run.runId()
                + ": finished, but its verdict is not in the index after " + INDEXED_WITHIN.toSeconds()
                + " s (expected: see `breakwater report " + run.runId() + "` later)");
    }

    private void pause() throws InterruptedException {
        never.await(RHYTHM_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String words(RunStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
