package io.breakwater.cli.validate;

import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.events.scenario.Scenario;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code breakwater validate}: checks a scenario file and its data files, and tells all errors at once. */
@Command(
        name = "validate",
        description = "Checks a scenario file and its data files; tells all errors at once, with line and column.")
public final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the scenario file")
    private Path file = Path.of("");

    /** A command that prints to this terminal. */
    public ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ScenarioFile read = ScenarioFile.read(file);
        Scenario scenario = read.scenario();
        read.warnings().forEach(warning -> terminal.line("warning: " + warning));
        terminal.line(file + ": valid: " + scenario.name() + ", "
                + scenario.sessions().size() + " sessions, " + scenario.steps().size() + " steps, "
                + scenario.objectives().size() + " objectives");
        return ExitCode.PASS.number();
    }
}
