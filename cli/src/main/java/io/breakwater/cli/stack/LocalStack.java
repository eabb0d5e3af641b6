package io.breakwater.cli.stack;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.stack.BreakwaterStack;
import io.breakwater.local.stack.StackSettings;
import io.breakwater.local.supervise.Supervisor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A local stack that answers: the one in the background, or one that lasts as long as this command. Closing it stops only
 * what it started. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {

    private final StackSettings settings;
    private final Optional<Supervisor> own;

    private LocalStack(StackSettings settings, Optional<Supervisor> own) {
        this.settings = settings;
        this.own = own;
    }

    /** The stack in the background when there is one, otherwise one for this command. */
    public static LocalStack attachOrStart(StackOptions options, Terminal terminal) throws IOException {
        Optional<StackStatus> running = StackStatus.readLive(options.dataFolder());
        if (running.isEmpty()) {
            return start(options, terminal);
        }
        StackStatus status = running.get();
        if (status.state() != StackStatus.State.READY) {
            throw CommandFailedException.platform("stack: " + status.state()
                    + " (expected: READY; see `breakwater status`, or `breakwater down` and try again)");
        }
        terminal.line("Using the stack that runs in the background (pid " + status.pid() + ")");
        return new LocalStack(settings(options), Optional.empty());
    }

    private static LocalStack start(StackOptions options, Terminal terminal) throws IOException {
        StackSettings settings = settings(options);
        terminal.line("Starting Kafka, PostgreSQL, Elasticsearch, Flink and the services; they stop with this command");
        Supervisor supervisor;
        try {
            supervisor = Supervisor.of(options.dataFolder(), new StartProgress(terminal));
        } catch (InterruptedException e) {
            throw interrupted();
        }
        // Ctrl-C ends in this hook: nothing stays behind, however far the start has come.
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
        if (!supervisor.endedLeftovers().isEmpty()) {
            terminal.line("Ended what a killed stack had left: " + String.join(", ", supervisor.endedLeftovers()));
        }
        try {
            supervisor.start(BreakwaterStack.parts(ProjectHome.find(), settings));
        } catch (InterruptedException e) {
            supervisor.close();
            throw interrupted();
        } catch (IOException e) {
            supervisor.close();
            throw CommandFailedException.platform(String.valueOf(e.getMessage()));
        }
        return new LocalStack(settings, Optional.of(supervisor));
    }

    /** Whether a stack runs in the background. */
    public static boolean runs(StackOptions options) throws IOException {
        return StackStatus.readLive(options.dataFolder()).isPresent();
    }

    /** The settings of the stack in the background, or those that the options ask for; a wrong one ends the command. */
    public static StackSettings settings(StackOptions options) throws IOException {
        Map<String, String> overrides = StackStatus.readLive(options.dataFolder())
                .map(StackStatus::overrides)
                .orElse(options.overrides());
        try {
            return StackSettings.of(options.dataFolder(), overrides);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    ExitCode.WRONG_INPUT, String.valueOf(e.getMessage()).lines().toList());
        }
    }

    private static CommandFailedException interrupted() {
        Thread.currentThread().interrupt();
        return CommandFailedException.platform("interrupted while the stack was starting");
    }

    /** Lets the next start of a stack that lasts as long as this command be faster; takes seconds the first time only. */
    public void prepareNextStart(Terminal terminal) throws InterruptedException {
        if (own.isPresent()) {
            terminal.live("Archiving classes, so that the next start is faster");
            try {
                own.get().archiveClasses();
            } catch (IOException e) {
                // What the command was asked for is done; only the next start is as slow as this one.
                terminal.error("class archives: " + e.getMessage() + " (expected: a folder that can be written)");
            }
            terminal.endLive();
        }
    }

    /** Its ports. */
    public StackSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        own.ifPresent(Supervisor::close);
    }
}
