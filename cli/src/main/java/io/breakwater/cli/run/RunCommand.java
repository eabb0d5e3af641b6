package io.breakwater.cli.run;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.report.ReportOutputs;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.stack.StackOptions;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.validate.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code breakwater run}: runs a scenario file on the local stack and exits with its verdict. */
@Command(
        name = "run",
        description =
                "Runs a scenario on the stack that is up, or on one that it starts for this run; exits with its verdict.")
public final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the scenario file")
    private Path file = Path.of("");

    @Option(
            names = "--permitted",
            description = "the test is permitted and lawful: you consent, and that is recorded with the run; needed")
    private boolean permitted;

    @Mixin
    private ReportOutputs outputs = new ReportOutputs();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "who asks for the run (default: the user of this process)")
    private String user = System.getProperty("user.name", "unknown");

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScenarioFile scenario = ScenarioFile.read(file);
        scenario.warnings().forEach(warning -> terminal.line("warning: " + warning));
        outputs.check();
        if (!permitted) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT,
                    List.of("permitted: false (expected: --permitted, your word that testing "
                            + scenario.scenario().target() + " is permitted and lawful)"));
        }
        try (LocalStack stack = LocalStack.attachOrStart(options, terminal)) {
            return new AcceptanceRun(stack, terminal, user)
                    .run(scenario, outputs)
                    .number();
        }
    }
}
