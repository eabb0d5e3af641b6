package io.breakwater.cli;

import io.breakwater.cli.cases.CasesCommand;
import io.breakwater.cli.debug.DebugCommand;
import io.breakwater.cli.report.ReportCommand;
import io.breakwater.cli.run.AdjustCommand;
import io.breakwater.cli.run.DemoCommand;
import io.breakwater.cli.run.RunCommand;
import io.breakwater.cli.run.StopCommand;
import io.breakwater.cli.stack.DownCommand;
import io.breakwater.cli.stack.StatusCommand;
import io.breakwater.cli.stack.UpCommand;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.validate.ValidateCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command {@code breakwater}: parses the command line and turns every end into an exit code. */
@Command(
        name = "breakwater",
        mixinStandardHelpOptions = true,
        version = "breakwater 0.1.0",
        description = "Finds out whether a mini program's backend withstands the surge before its users do.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  the verdict is PASS, or the command did what it was asked",
            "  1  the verdict is FAIL",
            "  2  the scenario or the command line is wrong",
            "  3  the verdict is INCONCLUSIVE",
            "  4  Breakwater itself failed",
            "  130  interrupted"
        })
public final class BreakwaterMain {

    private BreakwaterMain() {}

    /** Runs one command and exits. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        int exitCode = ExitCode.PLATFORM_FAILED.number();
        try {
            exitCode = commandLine(terminal).execute(arguments);
        } catch (Error e) {
            // Out of memory, a broken class path: the JVM's own exit code would read as FAIL.
            terminal.error("breakwater: " + e);
        }
        System.exit(exitCode);
    }

    /** The command line on this terminal. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine commandLine = new CommandLine(new BreakwaterMain())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new AdjustCommand(terminal))
                .addSubcommand(new StopCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new DebugCommand(terminal))
                .addSubcommand(new CasesCommand(terminal))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new UpCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new DownCommand(terminal))
                .addSubcommand("completion", new GenerateCompletion());
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.interactive() ? Ansi.ON : Ansi.OFF));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> exitCodeOf(failure, terminal));
        return commandLine;
    }

    private static int exitCodeOf(Exception failure, Terminal terminal) {
        if (failure instanceof CommandFailedException told) {
            told.lines().forEach(terminal::error);
            return told.exitCode().number();
        }
        terminal.error("breakwater: " + failure);
        return ExitCode.PLATFORM_FAILED.number();
    }
}
