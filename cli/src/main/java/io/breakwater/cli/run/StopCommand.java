package io.breakwater.cli.run;

import io.breakwater.cli.ExitCode;
import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code breakwater stop}: stops a run. */
@Command(name = "stop", description = "Stops a run; requests in flight are awaited.")
public final class StopCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private RunAddress run = new RunAddress();

    @Option(names = "--at-once", description = "cut requests in flight off; also for a run that is stopping")
    private boolean atOnce;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the report (default: ${DEFAULT-VALUE})")
    private String reason = "stopped from a terminal";

    /** A command that prints to this terminal. */
    public StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunView stopped = run.ask((scenarios, runId, user) -> {
            if (atOnce) {
                scenarios.stopAtOnce(runId, user, reason);
            } else {
                scenarios.stop(runId, user, reason);
            }
            return scenarios.run(runId);
        });
        terminal.line("Run " + stopped.runId() + ": " + RunWatch.words(stopped.status()));
        return ExitCode.PASS.number();
    }
}
