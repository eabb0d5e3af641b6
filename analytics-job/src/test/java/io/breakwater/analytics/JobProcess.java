package io.breakwater.analytics;

import io.breakwater.local.part.ProjectHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The job as its users run it: the built jar in a JVM of its own. */
final class JobProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<String> waiting = new CompletableFuture<>();

    private JobProcess(Process process) {
        this.process = process;
        Thread reading = new Thread(this::read, "output of the analytics job");
        reading.setDaemon(true);
        reading.start();
    }

    /** What a Flink cluster has not; its job jar must bring it. */
    private static final Pattern NOT_ON_A_CLUSTER = Pattern.compile(
            "(analytics-job|events|measurement|kafka-clients|flink-connector-kafka|jackson|HdrHistogram|logback)"
                    + "-.*");

    /** As {@code breakwater} starts it. */
    static JobProcess start(String bootstrapServers, Path folder) throws IOException {
        return start(bootstrapServers, folder, ProjectHome.find().classPath("analytics-job", "analytics-job"));
    }

    /** The job jar for clusters, beside what a cluster has. */
    static JobProcess startClusterJar(String bootstrapServers, Path folder) throws IOException {
        List<Path> classPath = new ArrayList<>();
        classPath.add(clusterJar());
        // A cluster has this one for its own configuration; the job must not rely on it.
        clusterClassPath().stream()
                .filter(jar -> !jar.getFileName().toString().startsWith("snakeyaml"))
                .forEach(classPath::add);
        return start(bootstrapServers, folder, classPath);
    }

    /** The job jar for clusters. */
    static Path clusterJar() {
        return ProjectHome.find().target("analytics-job").resolve("cluster/breakwater-analytics.jar");
    }

    /** What a Flink cluster has. */
    static List<Path> clusterClassPath() {
        return ProjectHome.find().classPath("analytics-job", "analytics-job").stream()
                .filter(jar ->
                        !NOT_ON_A_CLUSTER.matcher(jar.getFileName().toString()).matches())
                .toList();
    }

    private static JobProcess start(String bootstrapServers, Path folder, List<Path> classPath) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add("io.breakwater.analytics.AnalyticsJob");
        command.addAll(List.of("--bootstrap-servers", bootstrapServers));
        command.addAll(
                List.of("--checkpoint-folder", folder.resolve("checkpoints").toString()));
        command.add("--checkpoint-interval=300ms");
        return new JobProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains("Waiting for")) {
                    waiting.complete(line);
                }
                if (line.equals("analytics-job ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            lines.add(new UncheckedIOException(e).toString());
        }
        ready.completeExceptionally(
                new IllegalStateException("analytics job: ended (expected: ready)\n" + String.join("\n", lines)));
    }

    JobProcess awaitReady() throws Exception {
        ready.get(60, TimeUnit.SECONDS);
        return this;
    }

    String awaitWaiting() throws Exception {
        return waiting.get(60, TimeUnit.SECONDS);
    }

    boolean tookUpACheckpoint() {
        return lines.stream().anyMatch(line -> line.contains("Taking up checkpoint"));
    }

    /** Ends it as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
