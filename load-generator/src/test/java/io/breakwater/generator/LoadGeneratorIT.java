package io.breakwater.generator;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.json;
import static io.breakwater.generator.run.Scenarios.limits;
import static io.breakwater.generator.run.Scenarios.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.DataFile;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.generator.run.Scenarios;
import io.breakwater.generator.run.ScriptedTarget;
import io.breakwater.generator.run.Sent;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process itself, with real brokers and a real target. */
@Timeout(120)
class LoadGeneratorIT {

    private static final byte[] ROWS = "{\"user\":\"ann\"}\n{\"user\":\"bob\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);

    private static Path folder;

    private static LocalKafka kafka;
    private static KafkaPeer peer;
    private static HttpServer files;
    private static GeneratorProcess generator;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        kafka = LocalParts.kafka(folder);
        peer = KafkaPeer.connect(kafka.bootstrapServers());
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/api/data-files/" + sha256(ROWS), exchange -> {
            exchange.sendResponseHeaders(200, ROWS.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(ROWS);
            }
        });
        files.start();
        generator = GeneratorProcess.start(
                folder,
                Map.of("BREAKWATER_TOKEN_KEY", KEY),
                "--generator.id",
                "g1",
                "--kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "--scenario.service.url",
                "http://127.0.0.1:" + files.getAddress().getPort());
        generator.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        generator.close();
        files.stop(0);
        peer.close();
        kafka.close();
    }

    private ScriptedTarget target = ScriptedTarget.json("{\"err_code\":0}");

    @AfterEach
    void closeTarget() throws Exception {
        target.close();
    }

    @Test
    void sendsARunFromItsPreparationToItsClosingBatch() throws Exception {
        peer.sendToken(TokenCipher.of("local", KEY)
                .encrypt(
                        "shop",
                        0,
                        1,
                        TokenFields.of("secret-token"),
                        Instant.now(),
                        Instant.now().plusSeconds(600)));
        DataSet rows = DataSet.of(
                "rows.jsonl", DataSet.Format.JSONL, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);
        Scenario scenario = Scenarios.of(
                target.uri(),
                ROOMY,
                hold(200, Duration.ofSeconds(3)),
                Map.of("wechat", new TokenUse("shop")),
                Map.of("rows", rows),
                post("q", "{\"t\":\"${token.wechat}\",\"u\":\"${rows.user}\"}", json("$.err_code", "0")));
        RunPlan plan = plan("run-a", scenario, new DataFile("rows", sha256(ROWS), ROWS.length));

        peer.send(new PrepareRun(plan));
        peer.awaitReport(PartReady.class, "run-a");
        assertThat(target.requests()).as("nothing is sent before the start").isEmpty();
        StartRun start = new StartRun(plan, Instant.now().plusMillis(300));
        peer.send(start);
        peer.send(start);
        Sent sent = peer.awaitClosingBatch("run-a").requireConsistent();
        PartClosed closed = peer.awaitReport(PartClosed.class, "run-a");

        assertThat(closed.intended()).isEqualTo(600);
        assertThat(closed.completed()).isEqualTo(600);
        assertThat(target.requests()).hasSize(600);
        assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(600);
        assertThat(sent.closing().health().eventsLost()).isZero();
        assertThat(target.requests().stream().map(ScriptedTarget.Request::body).distinct())
                .containsExactlyInAnyOrder(
                        "{\"t\":\"secret-token\",\"u\":\"ann\"}", "{\"t\":\"secret-token\",\"u\":\"bob\"}");
        assertThat(peer.awaitReport(GeneratorHeartbeat.class, "").region()).isEqualTo("local");
        assertThat(generator.log()).doesNotContain("secret-token").doesNotContain(KEY);
    }

    @Test
    void keepsExchangesWholeWithoutTheirSecrets() throws Exception {
        peer.sendToken(TokenCipher.of("local", KEY)
                .encrypt(
                        "shop",
                        0,
                        1,
                        TokenFields.of("secret-token"),
                        Instant.now(),
                        Instant.now().plusSeconds(600)));
        Scenario plain = Scenarios.of(
                target.uri(),
                ROOMY,
                hold(20, Duration.ofMillis(500)),
                Map.of("wechat", new TokenUse("shop")),
                Map.of(),
                post("q", "{\"t\":\"${token.wechat}\"}", json("$.err_code", "1")));
        Scenario scenario = new Scenario(
                plain.name(),
                plain.title(),
                plain.target(),
                plain.tokens(),
                plain.dataSets(),
                plain.files(),
                plain.values(),
                plain.before(),
                plain.sessions(),
                plain.after(),
                plain.load(),
                plain.objectives(),
                plain.http(),
                new Sampling(1, 2, 1_024));
        RunPlan plan = plan("run-s", scenario);
        peer.send(new PrepareRun(plan));
        peer.awaitReport(PartReady.class, "run-s");
        peer.send(new StartRun(plan, Instant.now().plusMillis(300)));

        List<RequestSample> samples = peer.awaitSamples("run-s", 10);

        assertThat(peer.awaitReport(PartClosed.class, "run-s").completed()).isEqualTo(10);
        assertThat(samples).hasSize(10).allMatch(sample -> sample.stage() == RequestSample.Stage.LOAD);
        assertThat(samples)
                .filteredOn(sample -> sample.why() == RequestSample.Why.FAILURE)
                .isNotEmpty()
                .allMatch(sample -> sample.failures().equals(List.of("json $.err_code 1")));
        assertThat(samples).extracting(sample -> sample.sent().body()).containsOnly("{\"t\":\"***\"}");
        assertThat(samples.toString()).doesNotContain("secret-token");
    }

    @Test
    void losesNothingWhenTheBrokerIsAwayInMidRun() throws Exception {
        RunPlan plan = plan("run-b", Scenarios.of(target.uri(), ROOMY, hold(300, Duration.ofSeconds(10)), get("q")));
        peer.send(new PrepareRun(plan));
        peer.awaitReport(PartReady.class, "run-b");
        peer.send(new StartRun(plan, Instant.now().plusMillis(300)));
        peer.awaitAnyBatch("run-b");

        kafka.kill();
        int atOutage = target.requests().size();
        kafka.start();
        Sent sent = peer.awaitClosingBatch("run-b").requireConsistent();

        assertThat(peer.awaitReport(PartClosed.class, "run-b").completed()).isEqualTo(3_000);
        assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(3_000);
        assertThat(sent.closing().health().eventsLost()).isZero();
        assertThat(target.requests()).hasSize(3_000);
        assertThat(atOutage).as("the broker went away in mid-run").isLessThan(2_500);
    }

    @Test
    void refusesARunWithAllReasons() throws Exception {
        DataSet rows = DataSet.of(
                "rows.jsonl", DataSet.Format.JSONL, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);
        Scenario scenario = Scenarios.of(
                URI.create("http://example.com:80"),
                ROOMY,
                hold(1, Duration.ofSeconds(1)),
                Map.of(),
                Map.of("rows", rows),
                post("q", "${rows.user}"));
        RunPlan plan = plan("run-c", scenario, new DataFile("rows", "0".repeat(64), 10));

        peer.send(new PrepareRun(plan));

        assertThat(peer.awaitReport(PartRefused.class, "run-c").reasons())
                .hasSize(2)
                .anyMatch(reason -> reason.contains("example.com") && reason.contains("allowed.targets"))
                .anyMatch(reason -> reason.contains("status 404"));
    }

    @Test
    void stopsARunThatIsUnderWay() throws Exception {
        RunPlan plan = plan("run-d", Scenarios.of(target.uri(), ROOMY, hold(100, Duration.ofHours(1)), get("q")));
        peer.send(new PrepareRun(plan));
        peer.awaitReport(PartReady.class, "run-d");
        peer.send(new StartRun(plan, Instant.now()));
        peer.awaitAnyBatch("run-d");

        peer.send(new StopRun("run-d", "enough", "test"));

        Sent sent = peer.awaitClosingBatch("run-d").requireConsistent();
        assertThat(sent.count(RequestOutcome.SUCCEEDED) + sent.count(NotSentReason.STOPPED))
                .isEqualTo(sent.events().size());
    }

    @Test
    void closesItsPartsWhenItIsToldToEnd() throws Exception {
        try (GeneratorProcess other = GeneratorProcess.start(
                folder, Map.of(), "--generator.id", "g2", "--kafka.bootstrap.servers", kafka.bootstrapServers())) {
            other.awaitReady();
            LoadPhase long1 = hold(100, Duration.ofHours(1));
            RunPlan plan = new RunPlan(
                    "run-e",
                    "org",
                    Scenarios.of(target.uri(), ROOMY, long1, get("q")),
                    List.of(),
                    List.of(new RunPart("g2", 0)));
            peer.send(new PrepareRun(plan));
            peer.awaitReport(PartReady.class, "run-e");
            peer.send(new StartRun(plan, Instant.now()));
            peer.awaitAnyBatch("run-e");

            other.terminate();

            peer.awaitClosingBatch("run-e").requireConsistent();
            assertThat(peer.awaitReport(PartClosed.class, "run-e").generatorId())
                    .isEqualTo("g2");
            assertThat(other.awaitExit()).isIn(0, 143);
        }
    }

    @Test
    void endsWithCodeThreeWhenItsHeapIsFull() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        byte[] most = new byte[7_900_000];
        // Each answer nearly as long as one that is kept may be, and none ever whole: 50 of them are more than the
        // heap.
        try (ScriptedTarget endless = ScriptedTarget.start((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 8000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(most);
                    over.await();
                    return false;
                });
                GeneratorProcess full = GeneratorProcess.start(
                        folder,
                        Map.of(),
                        "--generator.id",
                        "g3",
                        "--kafka.bootstrap.servers",
                        kafka.bootstrapServers())) {
            full.awaitReady();
            RunPlan plan = new RunPlan(
                    "run-f",
                    "org",
                    Scenarios.of(
                            endless.uri(),
                            limits(Duration.ofSeconds(60), 50, 1_000),
                            hold(50, Duration.ofSeconds(20)),
                            get("q", json("$.err_code", "0"))),
                    List.of(),
                    List.of(new RunPart("g3", 0)));
            peer.send(new PrepareRun(plan));
            peer.awaitReport(PartReady.class, "run-f");
            peer.send(new StartRun(plan, Instant.now()));

            assertThat(full.awaitExit()).isEqualTo(3);
            assertThat(full.log()).contains("OutOfMemoryError");
        } finally {
            over.countDown();
        }
    }

    private static RunPlan plan(String runId, Scenario scenario, DataFile... dataFiles) {
        return new RunPlan(runId, "org", scenario, List.of(dataFiles), List.of(new RunPart("g1", 0)));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
