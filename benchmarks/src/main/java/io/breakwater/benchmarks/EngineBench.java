package io.breakwater.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run on a real generator process and a real Kafka broker, with nothing else of the platform beside them: what the engine
 * costs. Prints one JSON object.
 *
 * <p>Arguments: the scenario file, then options {@code --prefix} (words before the generator's command, such as {@code taskset
 * -c 1}), {@code --flags} (of its JVM), {@code --warm} (seconds at the beginning of the load that do not count), {@code --events}
 * ({@code kafka}, or {@code none} to throw them away) and {@code --work} (a folder for data and logs).
 */
public final class EngineBench {

    private static final String GENERATOR = "bench";
    private static final String RUN = "bench-run";

    private final Map<String, String> options;
    private final Path scenarioFile;

    private EngineBench(Path scenarioFile, Map<String, String> options) {
        this.scenarioFile = scenarioFile;
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>(Map.of(
                "--prefix",
                "",
                "--flags",
                "-Xms128m -Xmx256m -XX:+UseSerialGC",
                "--warm",
                "8",
                "--events",
                "kafka",
                "--work",
                System.getProperty("java.io.tmpdir")));
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            if (options.put(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException(
                        arguments[i] + ": unknown (expected: one of " + options.keySet() + ")");
            }
        }
        new EngineBench(Path.of(arguments[0]), options).run();
    }

    private void run() throws IOException, InterruptedException {
        Scenario scenario = scenario();
        Path work = Files.createTempDirectory(Path.of(option("--work")), "engine-bench");
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<RunPlan.DataFile> dataFiles = serve(scenario, files);
        files.start();
        try (LocalKafka kafka = LocalParts.kafka(work);
                ControlPlane control = ControlPlane.connect(kafka.bootstrapServers());
                Generator generator = Generator.start(
                        work.resolve("generator.log"),
                        option("--prefix"),
                        option("--flags"),
                        List.of(
                                "--generator.id",
                                GENERATOR,
                                "--kafka.bootstrap.servers",
                                kafka.bootstrapServers(),
                                "--scenario.service.url",
                                "http://127.0.0.1:" + files.getAddress().getPort(),
                                "--events.discarded",
                                Boolean.toString(option("--events").equals("none"))))) {
            RunPlan plan = new RunPlan(RUN, "bench", scenario, dataFiles, List.of(new RunPlan.RunPart(GENERATOR, 0)));
            control.await(GeneratorHeartbeat.class);
            control.send(new PrepareRun(plan));
            control.await(PartReady.class);
            // Now, for its agent takes a while to begin, and is not to be measured.
            AllocationMeter meter = AllocationMeter.of(generator.pid());
            Instant startAt = Instant.now().plusMillis(500);
            control.send(new StartRun(plan, startAt));
            Duration lasts = scenario.load().lasts();
            Duration warm = Duration.ofSeconds(Long.parseLong(option("--warm")));
            // The last second is left out too: the run ends in it.
            CpuWindow window = CpuWindow.measure(
                    generator.pid(),
                    meter,
                    startAt.plus(warm),
                    startAt.plus(lasts).minusSeconds(1));
            meter.close();
            PartClosed closed = control.await(PartClosed.class);
            SentEvents events = control.events(window.fromMicros(startAt), window.toMicros(startAt));
            System.out.println(new Figures(closed, window, events, generator.peakResidentKilobytes()).json());
        } finally {
            files.stop(0);
        }
    }

    private Scenario scenario() throws IOException {
        ScenarioReading reading = ScenarioReader.read(Files.readAllBytes(scenarioFile));
        Optional<Scenario> scenario = reading.scenario();
        return scenario.orElseThrow(() -> new IllegalArgumentException(scenarioFile + ": " + reading.problems()));
    }

    private List<RunPlan.DataFile> serve(Scenario scenario, HttpServer server) throws IOException {
        List<RunPlan.DataFile> files = new ArrayList<>();
        for (String name : scenario.dataSets().keySet()) {
            byte[] bytes = Files.readAllBytes(
                    scenarioFile.resolveSibling(scenario.dataSets().get(name).file()));
            String sha256 = sha256(bytes);
            server.createContext("/api/data-files/" + sha256, exchange -> {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            files.add(new RunPlan.DataFile(name, sha256, bytes.length));
        }
        return files;
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }
}
