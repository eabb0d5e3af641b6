package io.breakwater.cli.debug;

import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.ExitCode;
import io.breakwater.cli.stack.LocalStack;
import io.breakwater.cli.stack.StackOptions;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.validate.ScenarioFile;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.stack.StackSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code breakwater debug}: walks each session of a scenario once against the real target, and shows every exchange. */
@Command(
        name = "debug",
        description =
                "Walks each session of a scenario once against its target, and shows every request, answer, time, "
                        + "value and check, secrets hidden; exits with 1 when something failed.")
public final class DebugCommand implements Callable<Integer> {

    private static final String MAIN = "io.breakwater.generator.debug.DebugMain";

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the scenario file")
    private Path file = Path.of("");

    @Option(
            names = "--allowed-targets",
            paramLabel = "HOSTS",
            description = "the hosts that requests may go to, separated by commas (default: this machine)")
    private List<String> allowedTargets = List.of();

    @Option(names = "--json", description = "prints each exchange as a line of JSON")
    private boolean json;

    @Mixin
    private StackOptions options = new StackOptions();

    /** A command that prints to this terminal. */
    public DebugCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario scenario = ScenarioFile.read(file).scenario();
        Process child = new ProcessBuilder(command(scenario))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        // Whoever ends this command ends what it started.
        Thread end = new Thread(child::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        ExchangeText text = new ExchangeText(scenario, terminal);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (json) {
                    terminal.line(line);
                } else {
                    text.show(sample(line));
                }
            }
        }
        int exitCode = child.waitFor();
        if (!json) {
            text.showEnd();
        }
        return switch (exitCode) {
            case 0 -> ExitCode.PASS.number();
            case 1 -> ExitCode.FAIL.number();
            case 2 -> ExitCode.WRONG_INPUT.number();
            default ->
                throw CommandFailedException.platform(
                        "debug: the generator ended with " + exitCode + " (expected: 0, 1 or 2)");
        };
    }

    private static RequestSample sample(String line) {
        try {
            return EventCodec.decode(line.getBytes(StandardCharsets.UTF_8), RequestSample.class);
        } catch (UnreadableEventException e) {
            throw CommandFailedException.platform("debug: the generator said: " + line + " (expected: an exchange)");
        }
    }

    private List<String> command(Scenario scenario) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                ProjectHome.find().classPath("load-generator", "load-generator").stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                MAIN,
                file.toString()));
        if (!allowedTargets.isEmpty()) {
            words.addAll(List.of("--allowed.targets", String.join(",", allowedTargets)));
        }
        if (!scenario.tokens().isEmpty() && LocalStack.runs(options)) {
            StackSettings settings = LocalStack.settings(options);
            words.addAll(List.of(
                    "--kafka.bootstrap.servers",
                    "127.0.0.1:" + settings.part("kafka").port("port")));
            Path key = options.dataFolder().resolve("token-key");
            if (Files.isReadable(key)) {
                words.addAll(List.of("--token.key.file", key.toString()));
            }
        }
        return words;
    }
}
