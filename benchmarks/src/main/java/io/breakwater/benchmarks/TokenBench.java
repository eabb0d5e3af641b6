package io.breakwater.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.events.topic.Topic;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Measures token-service with many bindings, beside a real broker and a platform in this process: time until the first and
 * until the last binding has its token, refreshes in a second after that, and resident memory.
 */
public final class TokenBench {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("token-service ready on 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern WITH_TOKEN = Pattern.compile("\"bindingsWithToken\":(\\d+)");

    private final AtomicLong asks = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path work;

    private TokenBench(Path work) {
        this.work = work;
    }

    /** Arguments: home of the checkout, a folder to work in, bindings, life of a token in seconds, calls at once, heap. */
    public static void main(String[] arguments) throws Exception {
        new TokenBench(Path.of(arguments[1]))
                .measure(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        arguments[5]);
    }

    private void measure(Path home, int bindings, int lifeSeconds, int callsAtOnce, String heap) throws Exception {
        ExecutorService answering = Executors.newFixedThreadPool(2);
        HttpServer platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.setExecutor(answering);
        platform.createContext("/", exchange -> {
            byte[] answer = ("{\"access_token\":\"80_" + "x".repeat(120) + asks.incrementAndGet() + "\",\"expires_in\":"
                            + lifeSeconds + "}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        platform.start();
        try (LocalKafka kafka = LocalParts.kafka(work)) {
            createTopics(kafka.bootstrapServers());
            Path settings = settings(bindings, platform.getAddress().getPort());
            Process service = start(home, kafka.bootstrapServers(), settings, callsAtOnce, heap);
            try {
                watch(service, bindings, lifeSeconds);
            } finally {
                service.destroy();
                service.waitFor();
            }
        } finally {
            platform.stop(0);
            answering.shutdownNow();
        }
    }

    private static void createTopics(String servers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                    .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
                            .toList())
                    .all()
                    .get();
        }
    }

    private Path settings(int bindings, int port) throws IOException {
        Path file = work.resolve("bindings.yaml");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print("breakwater.token:\n  bindings:\n");
            for (int i = 0; i < bindings; i++) {
                out.print("    app-" + i + ": {wechat-token: {url: 'http://127.0.0.1:" + port
                        + "/cgi-bin/token', app-id: wx" + i + ", app-secret: '${secret.app}'}}\n");
            }
        }
        return file;
    }

    private Process start(Path home, String servers, Path settings, int callsAtOnce, String heap) throws IOException {
        Path target = home.resolve("token-service").resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                target.resolve("token-service-0.1.0-SNAPSHOT.jar") + ":" + target.resolve("lib") + "/*",
                "io.breakwater.token.TokenServiceMain",
                "--server.port=0",
                "--breakwater.token.kafka-servers=" + servers,
                "--breakwater.token.calls-at-once=" + callsAtOnce,
                "--spring.config.additional-location=file:" + settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("token-service.log").toFile());
        // Not of use anywhere else: 32 bytes of nothing.
        builder.environment().put("BREAKWATER_TOKEN_KEY", "A".repeat(43) + "=");
        builder.environment().put("BREAKWATER_SECRET_APP", "0".repeat(32));
        return builder.start();
    }

    private void watch(Process service, int bindings, int lifeSeconds) throws Exception {
        long startNanos = System.nanoTime();
        Optional<Double> first = Optional.empty();
        long withToken = 0;
        while (withToken < bindings) {
            if (service.waitFor(250, TimeUnit.MILLISECONDS) || System.nanoTime() - startNanos > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "bindings with a token: " + withToken + " (expected: " + bindings + "; see token-service.log)");
            }
            if (first.isEmpty() && asks.get() > 0) {
                first = Optional.of(secondsSince(startNanos));
            }
            withToken = asks.get() < bindings ? 0 : withToken();
        }
        double all = secondsSince(startNanos);
        long before = asks.get();
        long cpuBefore = cpuMillis(service);
        if (service.waitFor(MEASURED.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("token-service: ended (expected: running; see token-service.log)");
        }
        double refreshesPerSecond = (asks.get() - before) / (double) MEASURED.toSeconds();
        double cores = (cpuMillis(service) - cpuBefore) / (double) MEASURED.toMillis();
        System.out.printf(
                "| %,d | %d s | %.1f s | %.1f s | %,.0f | %.2f | %d | %d |%n",
                bindings,
                lifeSeconds,
                first.orElse(all),
                all,
                refreshesPerSecond,
                cores,
                status(service, "VmHWM") / 1024,
                status(service, "Threads"));
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private long withToken() throws IOException, InterruptedException {
        Matcher port = PORT.matcher(Files.readString(work.resolve("token-service.log")));
        if (!port.find()) {
            return 0;
        }
        URI health = URI.create("http://127.0.0.1:" + port.group(1) + "/health");
        Matcher answer = WITH_TOKEN.matcher(
                client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        return answer.find() ? Long.parseLong(answer.group(1)) : 0;
    }

    private static long cpuMillis(Process service) {
        return service.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    /** A figure of the process as the kernel tells it, the highest resident memory in KiB. */
    private static long status(Process service, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(service.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
