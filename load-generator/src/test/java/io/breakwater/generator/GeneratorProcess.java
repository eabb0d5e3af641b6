package io.breakwater.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A load-generator in a process of its own. */
final class GeneratorProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private GeneratorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static GeneratorProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(folder, "generator", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LoadGeneratorMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new GeneratorProcess(builder.start(), log);
    }

    void awaitReady() throws IOException {
        try {
            Awaitility.await("ready").atMost(30, TimeUnit.SECONDS).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("generator ended: " + log());
                }
                return log().contains("ready");
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("generator not ready: " + log(), e);
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("generator: alive after 20 s (expected: ended)");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            awaitExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
