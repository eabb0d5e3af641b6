package io.breakwater.cli.stack;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.local.part.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code breakwater up}: starts the local stack in the background and returns when all its parts answer. */
@Command(
        name = "up",
        description =
                "Starts the local stack in the background; returns when all parts answer. Data stays in .breakwater.")
public final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path dataFolder = options.dataFolder();
        Optional<StackStatus> running = StackStatus.readLive(dataFolder);
        if (running.isPresent()) {
            terminal.line("The stack runs already (pid " + running.get().pid() + ")");
            return ExitCode.PASS.number();
        }
        LocalStack.settings(options);
        StackStatus.delete(dataFolder);
        Path log = Files.createDirectories(dataFolder.resolve("logs")).resolve("stack.log");
        Process daemon = new ProcessBuilder(command())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
        StackStatus status = awaitEndOfStart(daemon, log);
        if (status.state() == StackStatus.State.FAILED) {
            daemon.waitFor(60, TimeUnit.SECONDS);
            StackStatus.delete(dataFolder);
            throw new CommandFailedException(ExitCode.PLATFORM_FAILED, status.problems());
        }
        StatusCommand.print(status, terminal);
        return ExitCode.PASS.number();
    }

    private StackStatus awaitEndOfStart(Process daemon, Path log) throws IOException, InterruptedException {
        while (true) {
            // Waits for the daemon's end for half a second: also the rhythm in which its status is read.
            boolean ended = daemon.waitFor(500, TimeUnit.MILLISECONDS);
            Optional<StackStatus> status = StackStatus.read(options.dataFolder());
            if (status.isPresent() && status.get().state() != StackStatus.State.STARTING) {
                terminal.endLive();
                return status.get();
            }
            if (ended) {
                List<String> said = new ArrayList<>(Files.readAllLines(log));
                said.add("stack: ended with exit code " + daemon.exitValue() + " (see " + log + ")");
                throw new CommandFailedException(ExitCode.PLATFORM_FAILED, said);
            }
            status.filter(now -> !now.parts().isEmpty()).ifPresent(now -> terminal.live(progress(now)));
        }
    }

    private static String progress(StackStatus status) {
        List<String> awaited = status.parts().stream()
                .filter(part -> !part.state().equals("READY"))
                .map(StackStatus.PartLine::name)
                .toList();
        int parts = status.parts().size();
        return parts - awaited.size() + " of " + parts + " parts ready"
                + (awaited.isEmpty() ? "" : "; waiting for " + String.join(", ", awaited));
    }

    private List<String> command() {
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C and the end of this terminal do not reach it.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            words.add("/usr/bin/setsid");
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx48m",
                "-D" + ProjectHome.PROPERTY + "=" + ProjectHome.find().folder(),
                "-cp",
                System.getProperty("java.class.path"),
                StackDaemon.class.getName(),
                options.dataFolder().toString()));
        for (Map.Entry<String, String> override : options.overrides().entrySet()) {
            words.add(override.getKey() + "=" + override.getValue());
        }
        return words;
    }
}
