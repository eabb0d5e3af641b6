package io.breakwater.analytics;

import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.port.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink session cluster of processes of its own, started from Maven artifacts as Flink's scripts would start it: one job
 * manager, and task managers with two slots each.
 */
final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOGGING = """
            <configuration>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{0} - %msg%n</pattern></encoder>
                </appender>
                <root level="INFO"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final Path folder;
    private final int restPort = Ports.free();
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch never = new CountDownLatch(1);

    private FlinkCluster(Path folder) {
        this.folder = folder;
    }

    static FlinkCluster start(Path folder, String... taskManagers) throws Exception {
        FlinkCluster cluster = new FlinkCluster(Files.createDirectories(folder));
        Files.writeString(folder.resolve("logback.xml"), LOGGING);
        Files.writeString(folder.resolve("config.yaml"), cluster.configuration());
        try {
            cluster.run(
                    "job-manager",
                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                    "--configDir",
                    folder.toString());
            for (String taskManager : taskManagers) {
                cluster.run(
                        taskManager,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "--configDir",
                        folder.toString(),
                        "-Dtaskmanager.resource-id=" + taskManager);
            }
            cluster.await(
                    "task managers", () -> cluster.ids("/taskmanagers", "id").size() == taskManagers.length);
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private String configuration() {
        return String.join(
                "\n",
                "rest.address: 127.0.0.1",
                "rest.bind-address: 127.0.0.1",
                "rest.port: " + restPort,
                "jobmanager.rpc.address: 127.0.0.1",
                "jobmanager.bind-host: 127.0.0.1",
                "jobmanager.rpc.port: " + Ports.free(),
                "taskmanager.host: 127.0.0.1",
                "taskmanager.bind-host: 127.0.0.1",
                "taskmanager.numberOfTaskSlots: 2",
                "taskmanager.load-balance.mode: SLOTS",
                "taskmanager.cpu.cores: 2",
                "taskmanager.memory.framework.heap.size: 64m",
                "taskmanager.memory.framework.off-heap.size: 64m",
                "taskmanager.memory.task.heap.size: 128m",
                "taskmanager.memory.task.off-heap.size: 0m",
                "taskmanager.memory.managed.size: 8m",
                "taskmanager.memory.network.min: 32m",
                "taskmanager.memory.network.max: 32m",
                "taskmanager.memory.jvm-metaspace.size: 128m",
                "taskmanager.memory.jvm-overhead.min: 64m",
                "taskmanager.memory.jvm-overhead.max: 64m",
                // A killed task manager is found out soon.
                "heartbeat.interval: 500",
                "heartbeat.timeout: 5000",
                "");
    }

    /** Submits the job jar as {@code flink run} does; returns when it runs. */
    void submit(String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("run", "-d", JobProcess.clusterJar().toString()));
        all.addAll(List.of(arguments));
        Process submission = run("submission", "org.apache.flink.client.cli.CliFrontend", all.toArray(new String[0]));
        if (!submission.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || submission.exitValue() != 0) {
            throw new AssertionError("submission: not done\n" + log("submission"));
        }
        await("running tasks", () -> taskManagersAtWork().size() == 2);
    }

    private Process run(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--add-opens", "java.base/java.util=ALL-UNNAMED"));
        command.add("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve(name)));
        command.add("-cp");
        command.add(Stream.concat(JobProcess.clusterClassPath().stream(), logging())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        Process process = builder.start();
        processes.put(name, process);
        return process;
    }

    /** A cluster brings a logging back end of its own. */
    private static Stream<Path> logging() {
        return ProjectHome.find().classPath("analytics-job", "analytics-job").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("logback-"));
    }

    /** Which task managers run tasks of the job. */
    Set<String> taskManagersAtWork() throws Exception {
        TreeSet<String> atWork = new TreeSet<>();
        for (String job : ids("/jobs", "id")) {
            for (String vertex : ids("/jobs/" + job, "id")) {
                if (!vertex.equals(job) && get("/jobs/" + job).contains("\"state\":\"RUNNING\"")) {
                    atWork.addAll(ids("/jobs/" + job + "/vertices/" + vertex, "taskmanager-id"));
                }
            }
        }
        return atWork;
    }

    /** Ends a process as {@code kill -9} does. */
    void kill(String name) {
        Objects.requireNonNull(processes.get(name), name)
                .destroyForcibly()
                .onExit()
                .join();
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private Set<String> ids(String path, String name) throws Exception {
        TreeSet<String> ids = new TreeSet<>();
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"(]+)\"").matcher(get(path));
        while (found.find()) {
            ids.add(found.group(1));
        }
        return ids;
    }

    private String get(String path) throws Exception {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            // It starts, or it is busy: the caller asks again.
            return "";
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadlineNanos || never.await(200, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(what + ": not there after " + PATIENCE + "\n" + log("job-manager"));
            }
        }
    }

    @Override
    public void close() {
        processes.values().forEach(process -> process.destroyForcibly().onExit().join());
    }
}
