package io.breakwater.system.stack;

import io.breakwater.local.part.JavaPart;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.port.Ports;
import io.breakwater.local.stack.BreakwaterStack;
import io.breakwater.local.stack.StackSettings;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.PartState;
import io.breakwater.local.supervise.PartStatus;
import io.breakwater.local.supervise.Supervisor;
import io.breakwater.system.client.Reports;
import io.breakwater.system.client.Runs;
import io.breakwater.system.client.SampleBackend;
import io.breakwater.system.record.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One whole stack on free ports, in a folder of its own, with everything that a test needs to use it and to harm it. */
public final class SystemStack implements AutoCloseable {

    /** Opens {@code GET /api/tokens/demo-shop} of this stack. */
    public static final String TOKEN_API_KEY = "a-key-of-system-tests";

    private static final String LOOPBACK = "http://127.0.0.1:";
    private static final Set<String> SERVERS = Set.of("kafka", "postgres", "elasticsearch");
    private static final List<String> SERVICES =
            List.of("scenario-service", "token-service", "reporting-api", "target");

    /** Far below the seconds by which an overloaded generator is late. */
    private static final String TRUSTED_DISPATCH_LAG = "300ms";

    private final Parts parts;
    private final List<Part> processes;
    private final StackSettings settings;
    private final Supervisor supervisor;
    private final SampleBackend backend;
    private final Topics topics;
    private final Runs runs;
    private final Reports reports;
    private boolean closed;

    private SystemStack(Parts parts, List<Part> processes, StackSettings settings, Supervisor supervisor) {
        this.parts = parts;
        this.processes = processes;
        this.settings = settings;
        this.supervisor = supervisor;
        this.backend = new SampleBackend(address("target", "port"), address("target", "control-port"));
        this.topics = new Topics("127.0.0.1:" + port("kafka", "port"));
        this.runs = new Runs(address("scenario-service", "port"), backend.address());
        this.reports = new Reports(address("reporting-api", "port"));
    }

    /** Starts a stack; returns when all of it is ready. */
    static SystemStack start(Path folder) throws IOException, InterruptedException {
        Parts parts = Parts.chosen();
        try {
            Map<String, String> overrides = new HashMap<>(parts.start());
            SERVICES.forEach(service -> overrides.put(service + ".port", "" + Ports.free()));
            overrides.put("target.control-port", "" + Ports.free());
            StackSettings settings = StackSettings.of(folder, overrides);
            Supervisor supervisor = Supervisor.of(folder);
            try {
                List<Part> processes = BreakwaterStack.parts(ProjectHome.find(), settings).stream()
                        .map(SystemStack::onBusyMachine)
                        .map(SystemStack::withTokenApi)
                        .toList();
                supervisor.start(parts.processes(processes));
                return new SystemStack(parts, processes, settings, supervisor);
            } catch (IOException | InterruptedException | RuntimeException e) {
                supervisor.close();
                throw e;
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Where a build keeps all cores busy, generators come late to more of their arrivals than a verdict may rest on. These
     * tests are about what is counted, not about this machine.
     */
    private static Part onBusyMachine(Part part) {
        return part instanceof JavaPart job && part.name().equals("analytics-job")
                ? job.withArguments("--trust.dispatch-lag-p99", TRUSTED_DISPATCH_LAG)
                : part;
    }

    /** Lets whoever knows {@link #TOKEN_API_KEY} ask token-service for tokens. */
    private static Part withTokenApi(Part part) {
        return part instanceof JavaPart service && part.name().equals("token-service")
                ? service.withArguments(
                        "--breakwater.token.api-keys.tests.sha256=" + sha256(TOKEN_API_KEY),
                        "--breakwater.token.api-keys.tests.bindings=demo-shop")
                : part;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not available (expected: every Java runtime has it)", e);
        }
    }

    private URI address(String part, String port) {
        return URI.create(LOOPBACK + port(part, port));
    }

    private int port(String part, String name) {
        return settings.part(part).port(name);
    }

    /** The sample backend, which runs aim at. */
    public SampleBackend backend() {
        return backend;
    }

    /** Where token-service answers. */
    public URI tokenService() {
        return address("token-service", "port");
    }

    /** Scenarios and runs. */
    public Runs runs() {
        return runs;
    }

    /** What came of runs. */
    public Reports reports() {
        return reports;
    }

    /** The key that platform tokens travel under, in Base64. */
    public String tokenKey() throws IOException {
        return Files.readString(settings.dataFolder().resolve("token-key")).strip();
    }

    /** Kafka's topics. */
    public Topics topics() {
        return topics;
    }

    /** What is known of a process of the stack. */
    public PartStatus status(String part) {
        return supervisor.status(part);
    }

    /** Ends a process of the stack as {@code kill -9} does. */
    public void kill(String part) throws IOException, InterruptedException {
        if (SERVERS.contains(part)) {
            parts.kill(supervisor, part);
        } else {
            supervisor.kill(part);
        }
    }

    /** Stops a part in an orderly way. */
    public void stop(String part) throws IOException, InterruptedException {
        if (SERVERS.contains(part)) {
            parts.stop(supervisor, part);
        } else {
            supervisor.stop(part);
        }
    }

    /** Starts a part again that was stopped or killed, on the same port and data; returns when it is ready. */
    public void startAgain(String part) throws IOException, InterruptedException {
        if (SERVERS.contains(part)) {
            parts.startAgain(supervisor, part);
        } else {
            supervisor.restart(part);
        }
    }

    /** Starts a second process of a service; whoever asks for it ends it. */
    public Replica replica(String part) throws IOException {
        JavaPart service = processes.stream()
                .filter(process -> process.name().equals(part))
                .map(JavaPart.class::cast)
                .findAny()
                .orElseThrow();
        return Replica.start(service, settings.dataFolder().resolve("logs").resolve(part + "-replica.log"));
    }

    /** Writes a file into the folder of a part, which reads it when it is started. */
    public void writeFile(String name, String text) throws IOException {
        Path file = settings.dataFolder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Deletes such a file. */
    public void deleteFile(String name) throws IOException {
        Files.deleteIfExists(settings.dataFolder().resolve(name));
    }

    /** Makes the stopped stream job begin with the oldest records when it is started again. */
    public void forgetCheckpoints() throws IOException {
        Folders.delete(settings.dataFolder().resolve("analytics-job").resolve("checkpoints"));
    }

    /** Brings everything back to where a test may begin: all parts run, and the backend behaves. */
    void heal() throws IOException, InterruptedException {
        for (PartStatus part : supervisor.status()) {
            if (part.state() != PartState.READY && part.readyAfter().isPresent()) {
                supervisor.restart(part.name());
            }
        }
        backend.behaveAgain();
    }

    /** Stops everything; once is enough. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        topics.close();
        supervisor.close();
        parts.close();
    }
}
