package io.breakwater.cli.report;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.stack.StackOptions;
import io.breakwater.cli.submission.SubmissionOptions;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code breakwater report}: shows the report of an earlier run and exits with its verdict. */
@Command(name = "report", description = "Shows the report of an earlier run; exits with its verdict.")
public final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "the run's id")
    private String runId = "";

    @Mixin
    private SubmissionOptions submission = new SubmissionOptions();

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT, List.of("RUN: " + runId + " (expected: the id of a run)"));
        }
        try (LocalStack stack = LocalStack.attachOrStart(options, terminal)) {
            Reporting reporting = new Reporting(URI.create(
                    "http://127.0.0.1:" + stack.settings().part("reporting-api").port("port")));
            RunVerdict verdict = reporting
                    .verdict(runId)
                    .orElseThrow(() -> new CommandFailedException(
                            ExitCode.WRONG_INPUT,
                            List.of("RUN: " + runId + " (expected: the id of a run with a verdict)")));
            new FinalReport(terminal)
                    .lines(verdict, reporting.acceptanceTables(runId))
                    .forEach(terminal::line);
            if (submission.wanted()) {
                ScenarioService scenarios = new ScenarioService(URI.create("http://127.0.0.1:"
                        + stack.settings().part("scenario-service").port("port")));
                submission.write(verdict, reporting, scenarios).forEach(file -> terminal.line("written: " + file));
            }
            if (!verdict.last()) {
                terminal.line("The run goes on, or ended without a final verdict");
                return ExitCode.INCONCLUSIVE.number();
            }
            return ExitCode.of(verdict.outcome()).number();
        }
    }
}
