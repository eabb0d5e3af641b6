package io.breakwater.benchmarks;

import io.breakwater.local.part.ProjectHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A load generator as a process of its own. */
final class Generator implements AutoCloseable {

    private final Process process;

    private Generator(Process process) {
        this.process = process;
    }

    static Generator start(Path log, String prefix, String flags, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(words(prefix));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(flags));
        command.add("-cp");
        command.add(ProjectHome.find().classPath("load-generator", "load-generator").stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add("io.breakwater.generator.LoadGeneratorMain");
        command.addAll(arguments);
        return new Generator(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** The most memory it ever held, from {@code /proc}. */
    long peakResidentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
    }
}
