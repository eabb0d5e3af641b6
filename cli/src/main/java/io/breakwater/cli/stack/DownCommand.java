package io.breakwater.cli.stack;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code breakwater down}: stops the stack in the background, and ends what a killed one has left. */
@Command(name = "down", description = "Stops the local stack; its data stays. Cleans up after a stack that was killed.")
public final class DownCommand implements Callable<Integer> {

    /** Parts are given up to 10 s each to stop, but most need less than one. */
    private static final int STOP_SECONDS = 60;

    private final Terminal terminal;

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<ProcessHandle> daemon =
                StackStatus.readLive(options.dataFolder()).flatMap(StackStatus::process);
        if (daemon.isPresent()) {
            stop(daemon.get());
        }
        List<String> left;
        try (Supervisor supervisor = Supervisor.of(options.dataFolder())) {
            left = supervisor.endedLeftovers();
        }
        StackStatus.delete(options.dataFolder());
        if (!left.isEmpty()) {
            terminal.line("Ended what a killed stack had left: " + String.join(", ", left));
        } else if (daemon.isEmpty()) {
            terminal.line("The stack was not running");
        }
        return ExitCode.PASS.number();
    }

    private void stop(ProcessHandle daemon) throws InterruptedException {
        CompletableFuture<ProcessHandle> end = daemon.onExit();
        daemon.destroy();
        try {
            end.get(STOP_SECONDS, TimeUnit.SECONDS);
            terminal.line("Stopped the stack");
        } catch (TimeoutException e) {
            daemon.destroyForcibly();
            daemon.onExit().join();
            terminal.line("Killed the stack, which had not stopped within " + STOP_SECONDS + " s");
        } catch (ExecutionException e) {
            throw CommandFailedException.platform("stack: " + e.getMessage() + " (expected: its end)");
        }
    }
}
