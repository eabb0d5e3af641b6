package io.breakwater.token;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as it is delivered, jar and lib folder, in a process of its own. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("token-service ready on 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    ServiceProcess(Path log, Map<String, String> environment, List<String> arguments) throws IOException {
        Path target = Path.of(System.getProperty("basedir", ".")).resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("token-service-0.1.0-SNAPSHOT.jar") + ":" + target.resolve("lib") + "/*",
                TokenServiceMain.class.getName(),
                "--server.port=0"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        this.log = log;
        this.process = builder.start();
    }

    /** Waits until it serves. */
    ServiceProcess ready() {
        await().atMost(Duration.ofSeconds(60)).until(() -> port() > 0);
        return this;
    }

    /** Waits until it has ended and gives its exit code. */
    int exitCode() {
        return process.onExit().join().exitValue();
    }

    /** Stops the process where it stands, as a long pause of the machine would; {@code CONT} lets it go on. */
    void signal(String name) throws IOException, InterruptedException {
        int failed = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (failed != 0) {
            throw new IOException("kill -" + name + ": " + failed + " (expected: 0)");
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The port in the newest ready line, or 0. */
    private int port() {
        Matcher ready = READY.matcher(log());
        int port = 0;
        while (ready.find()) {
            port = Integer.parseInt(ready.group(1));
        }
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
