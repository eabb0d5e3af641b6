package io.breakwater.scenario;

import io.breakwater.local.port.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    ServiceProcess(Path log, List<String> arguments) throws IOException {
        port = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                ScenarioServiceMain.class.getName()));
        command.addAll(arguments);
        command.add("--server.port=" + port);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Bench.await("scenario-service ready", () -> says(log, "scenario-service ready on http://127.0.0.1:" + port));
    }

    private boolean says(Path log, String words) {
        try {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new AssertionError("scenario-service: ended (expected: ready): " + said);
            }
            return said.contains(words);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    RestClient rest() {
        return new RestClient(port);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("scenario-service: alive (expected: killed)");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
