package io.breakwater.system.client;

import io.breakwater.local.part.ProjectHome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The command {@code breakwater}, as a process of its own.
 *
 * @param exitCode what it ended with
 * @param lines    what it printed, errors included
 */
public record CommandLine(int exitCode, List<String> lines) {

    private static final long END_WITHIN_SECONDS = 60;

    public CommandLine {
        lines = List.copyOf(lines);
    }

    /**
     * Runs the command to its end.
     *
     * @param folder    where it runs
     * @param arguments those of the command
     */
    public static CommandLine run(Path folder, String... arguments) throws IOException, InterruptedException {
        ProjectHome home = ProjectHome.find();
        Path output = Files.createTempFile(folder, "command", ".log");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + ProjectHome.PROPERTY + "=" + home.folder(),
                "-cp",
                home.classPath("cli", "cli").stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                "io.breakwater.cli.BreakwaterMain"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    String.join(" ", arguments) + ": not ended (expected: within " + END_WITHIN_SECONDS + " s)");
        }
        return new CommandLine(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }
}
