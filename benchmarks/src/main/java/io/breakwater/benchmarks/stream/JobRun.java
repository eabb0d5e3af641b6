package io.breakwater.benchmarks.stream;

import io.breakwater.local.part.ProjectHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stream job as a process of its own, ours or the naive one, with what it used. */
final class JobRun implements AutoCloseable {

    private static final String LOGGING = """
            <configuration>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{0} - %msg%n</pattern></encoder>
                </appender>
                <logger name="org.apache.flink.runtime.checkpoint.CheckpointCoordinator" level="INFO"/>
                <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;
    private static final Pattern CHECKPOINT =
            Pattern.compile("Completed checkpoint .*\\((\\d+) bytes, checkpointDuration=(\\d+) ms");
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final Path log;

    private JobRun(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static JobRun ours(Path folder, String flags, List<String> arguments) throws IOException {
        return start(folder, flags, "io.breakwater.analytics.AnalyticsJob", List.of(), arguments);
    }

    static JobRun naive(Path folder, String flags, List<String> arguments) throws IOException {
        return start(
                folder,
                flags,
                "io.breakwater.benchmarks.stream.NaiveJob",
                ProjectHome.find().classPath("benchmarks", "benchmarks").subList(0, 1),
                arguments);
    }

    private static JobRun start(Path folder, String flags, String main, List<Path> more, List<String> arguments)
            throws IOException {
        Files.createDirectories(folder);
        Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.strip().split(" +", -1)));
        command.add("-Dlogback.configurationFile=" + logging);
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-cp");
        command.add(
                Stream.concat(more.stream(), ProjectHome.find().classPath("analytics-job", "analytics-job").stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(main);
        command.addAll(arguments);
        Path log = folder.resolve("job.log");
        return new JobRun(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** Waits for a line of its output. */
    void await(String line) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!Files.readString(log).contains(line)) {
            if (!process.isAlive() || never.await(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("job: ended (expected: " + line + ")\n" + Files.readString(log));
            }
        }
    }

    /** Processor seconds so far. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The most memory that it held. */
    long peakResidentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / 1_024;
    }

    /** Sizes in bytes and durations in milliseconds of its checkpoints. */
    List<long[]> checkpoints() throws IOException {
        List<long[]> checkpoints = new ArrayList<>();
        Matcher found = CHECKPOINT.matcher(Files.readString(log));
        while (found.find()) {
            checkpoints.add(new long[] {Long.parseLong(found.group(1)), Long.parseLong(found.group(2))});
        }
        return checkpoints;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
