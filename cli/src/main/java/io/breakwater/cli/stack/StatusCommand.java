package io.breakwater.cli.stack;

import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.terminal.Terminal.Style;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code breakwater status}: tells each part of the stack in the background. */
@Command(
        name = "status",
        description = "Tells the state, memory and start time of each part; exits with 4 unless all are ready.")
public final class StatusCommand implements Callable<Integer> {

    private static final double MIB = 1_048_576.0;

    private final Terminal terminal;

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Optional<StackStatus> status = StackStatus.readLive(options.dataFolder());
        if (status.isEmpty()) {
            terminal.line("The stack is not running (start it with `breakwater up`)");
            return ExitCode.PLATFORM_FAILED.number();
        }
        print(status.get(), terminal);
        boolean ready = status.get().state() == StackStatus.State.READY
                && status.get().parts().stream().allMatch(part -> part.state().equals("READY"));
        return (ready ? ExitCode.PASS : ExitCode.PLATFORM_FAILED).number();
    }

    static void print(StackStatus status, Terminal terminal) {
        double total = 0;
        terminal.line(terminal.styled(
                Style.DIM,
                String.format(
                        Locale.ROOT, "%-18s %-9s %8s %12s %10s", "part", "state", "pid", "resident", "ready in")));
        for (StackStatus.PartLine part : status.parts()) {
            boolean ready = part.state().equals("READY");
            terminal.line(String.format(
                    Locale.ROOT,
                    "%-18s %s %8d %8.0f MiB %8.1f s",
                    part.name(),
                    terminal.styled(ready ? Style.GREEN : Style.RED, String.format(Locale.ROOT, "%-9s", part.state())),
                    part.pid(),
                    part.residentBytes() / MIB,
                    part.readyMillis() / 1_000.0));
            part.problems().forEach(line -> terminal.line("    " + line));
            total += part.residentBytes() / MIB;
        }
        terminal.line(
                String.format(Locale.ROOT, "%-18s %-9s %8d %8.0f MiB", "all", status.state(), status.pid(), total));
    }
}
