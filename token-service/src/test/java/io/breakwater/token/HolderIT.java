package io.breakwater.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.events.topic.Topic;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.platform.ScriptedPlatform.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas, one real broker, and a platform that knows who asked when. */
class HolderIT {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEXT_KEY = "YWJjZGVmMDEyMzQ1Njc4OTAxMjM0NTY3ODlhYmNkZWY=";
    private static final String API_KEY = "a-long-enough-api-key";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BINDINGS = 8;

    /** Refreshed every 4 to 4.4 s; two replicas that both ask would show within that. */
    private static final int LIFE_SECONDS = 8;

    private Path folder;
    private LocalKafka kafka;
    private ScriptedPlatform platform;
    private final AtomicInteger given = new AtomicInteger();

    /** When each binding was asked for, and by which replica. */
    private final Map<String, List<Asked>> asks = new ConcurrentHashMap<>();

    private record Asked(Instant at, String replica) {}

    @BeforeEach
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        kafka = LocalParts.kafka(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                    .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
                            .toList())
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        platform = new ScriptedPlatform();
        platform.answers(call -> {
            String binding = call.uri().substring(call.uri().lastIndexOf('/') + 1);
            asks.computeIfAbsent(binding, name -> new CopyOnWriteArrayList<>())
                    .add(new Asked(Instant.now(), call.header("X-replica")));
            return new Answer(
                    Map.of(),
                    "{\"access_token\":\"secret-" + given.incrementAndGet() + "\",\"expires_in\":" + LIFE_SECONDS
                            + "}");
        });
    }

    @AfterEach
    void stop() {
        platform.close();
        kafka.close();
    }

    private ServiceProcess replica(String name, Map<String, String> variables, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--breakwater.token.kafka-servers=" + kafka.bootstrapServers());
        arguments.add("--breakwater.token.api-keys.pts.key=${secret.pts}");
        arguments.add("--breakwater.token.api-keys.pts.bindings=app-0,gone");
        arguments.add("--breakwater.token.bindings.gone.http-call.url=http://127.0.0.1:1/");
        for (int i = 0; i < BINDINGS; i++) {
            String key = "--breakwater.token.bindings.app-" + i + ".http-call.";
            arguments.add(key + "url=" + platform.url("/app-" + i));
            arguments.add(key + "headers.X-Replica=" + name);
        }
        Map<String, String> environment = new HashMap<>(variables);
        environment.putIfAbsent("BREAKWATER_TOKEN_KEY", KEY);
        environment.put("BREAKWATER_SECRET_PTS", API_KEY);
        environment.put("BREAKWATER_SECRET_JMETER", "the-key-of-jmeter-here");
        return new ServiceProcess(folder.resolve(name + ".log"), environment, arguments);
    }

    private void awaitAllAsked(String replica, Instant since) {
        await().atMost(PATIENCE)
                .until(() -> asks.size() == BINDINGS
                        && asks.values().stream()
                                .allMatch(list -> list.stream()
                                        .anyMatch(asked -> asked.at().isAfter(since)
                                                && asked.replica().matches(replica))));
    }

    /** Each binding is asked for by one replica at a time, and never twice within its refresh period. */
    private void assertNobodyAskedTwice() {
        asks.forEach((binding, list) -> {
            for (int i = 1; i < list.size(); i++) {
                assertThat(Duration.between(list.get(i - 1).at(), list.get(i).at()))
                        .as("asks for %s: %s", binding, list)
                        .isGreaterThan(Duration.ofMillis(3_500));
            }
        });
    }

    @Test
    void sharesBindingsAndTakesThemOverWithinTenSecondsOfAKill() throws Exception {
        try (ServiceProcess one = replica("one", Map.of()).ready();
                ServiceProcess two = replica("two", Map.of()).ready()) {
            awaitAllAsked("one|two", Instant.EPOCH);
            // Both hold some of them, once the group has settled.
            await().atMost(PATIENCE)
                    .until(() -> two.get("/api/bindings").body().contains("\"isHolder\":true")
                            && one.get("/api/bindings").body().contains("\"isHolder\":true"));
            Instant settled = Instant.now();
            awaitAllAsked("one|two", settled);
            asks.forEach((binding, list) -> assertThat(list.stream()
                            .filter(asked -> asked.at().isAfter(settled))
                            .map(Asked::replica)
                            .distinct())
                    .as(binding)
                    .hasSize(1));
            assertNobodyAskedTwice();

            one.kill();
            Instant killed = Instant.now();
            awaitAllAsked("two", killed);

            // Due 4 s before it expires: who was due while nobody was the holder is asked for with the take-over.
            Instant last = asks.values().stream()
                    .map(list -> list.stream()
                            .filter(asked -> asked.at().isAfter(killed))
                            .findFirst()
                            .orElseThrow()
                            .at())
                    .max(Instant::compareTo)
                    .orElseThrow();
            assertThat(Duration.between(killed, last)).isLessThan(Duration.ofSeconds(10));
            assertNobodyAskedTwice();
        }
    }

    @Test
    void asksNothingOnceItHasBeenStoppedForLongerThanItsLease() throws Exception {
        try (ServiceProcess zombie = replica("zombie", Map.of()).ready()) {
            awaitAllAsked("zombie", Instant.EPOCH);
            try (ServiceProcess heir = replica("heir", Map.of()).ready()) {
                zombie.signal("STOP");
                Instant stopped = Instant.now();
                awaitAllAsked("heir", stopped);
                zombie.signal("CONT");
                Instant goesOn = Instant.now();
                // It is given partitions again, and then asks as any holder; never beside the heir.
                awaitAllAsked("heir|zombie", goesOn.plusSeconds(5));
                assertThat(heir.log()).doesNotContain("a defect");
                assertNobodyAskedTwice();
                assertThat(zombie.log()).doesNotContain("a defect");
            }
        }
    }

    @Test
    void replacesARefusedTokenOnceAndSetsAsideWhatIsNoRefusal() throws Exception {
        platform.answers(call -> new Answer(
                Map.of(), "{\"access_token\":\"secret-" + given.incrementAndGet() + "\",\"expires_in\":7200}"));
        try (ServiceProcess service = replica("one", Map.of(), "--breakwater.token.refusal-spacing=1s")
                        .ready();
                KafkaProducer<byte[], byte[]> generator = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/app-0", "X-Api-Key", API_KEY)
                                    .statusCode()
                            == 200);
            String before =
                    service.get("/api/tokens/app-0", "X-Api-Key", API_KEY).body();
            String token = before.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
            byte[] refusal = EventCodec.encode(new TokenRejected(
                    "app-0", 0, TokenFields.of(token).fingerprint(), "40001", "r-1", "g-1", Instant.now()));
            ProducerRecord<byte[], byte[]> nonsense =
                    new ProducerRecord<>(Topic.TOKEN_REJECTIONS.name(), "app-0".getBytes(UTF_8), new byte[] {'{'});
            generator.send(nonsense).get();
            for (int i = 0; i < 3; i++) {
                generator
                        .send(new ProducerRecord<>(Topic.TOKEN_REJECTIONS.name(), "app-0".getBytes(UTF_8), refusal))
                        .get();
            }

            await().atMost(PATIENCE)
                    .until(() -> !service.get("/api/tokens/app-0", "X-Api-Key", API_KEY)
                            .body()
                            .contains(token));
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/app-0").body().contains("\"refusalsTooLate\":2"));
            assertThat(service.get("/api/bindings/app-0").body())
                    .contains("\"refusalsHandled\":1")
                    .contains("\"refreshes\":2")
                    .contains("\"asksToday\":2");
            assertThat(service.get("/api/bindings").body()).contains("\"unreadableRejections\":1");
            assertThat(service.get("/metrics").body())
                    .contains("breakwater_token_refusals_total{binding=\"app-0\"} 1\n")
                    .contains("breakwater_token_asks_today{binding=\"app-0\"} 2\n")
                    .doesNotContain("secret-");
        }
    }

    @Test
    void replacesATokenThatWasRefusedWhileNoReplicaRan() throws Exception {
        platform.answers(call -> new Answer(
                Map.of(), "{\"access_token\":\"secret-" + given.incrementAndGet() + "\",\"expires_in\":7200}"));
        String token;
        try (ServiceProcess service = replica("one", Map.of()).ready()) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/app-0", "X-Api-Key", API_KEY)
                                    .statusCode()
                            == 200);
            token = service.get("/api/tokens/app-0", "X-Api-Key", API_KEY)
                    .body()
                    .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        }
        try (KafkaProducer<byte[], byte[]> generator = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] refusal = EventCodec.encode(new TokenRejected(
                    "app-0", 0, TokenFields.of(token).fingerprint(), "40001", "r-1", "g-1", Instant.now()));
            generator
                    .send(new ProducerRecord<>(Topic.TOKEN_REJECTIONS.name(), "app-0".getBytes(UTF_8), refusal))
                    .get();
        }

        try (ServiceProcess service = replica("two", Map.of(), "--breakwater.token.refusal-spacing=1s")
                .ready()) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/app-0").body().contains("\"asksToday\":2"));
            assertThat(service.get("/api/bindings/app-0").body()).contains("\"refusalsHandled\":1");
        }
    }

    @Test
    void handsOutNoCredentialsOfMessages() throws Exception {
        Map<String, String> secrets = Map.of("BREAKWATER_SECRET_SIGNS", "pamtest", "BREAKWATER_SECRET_AES", AES_KEY);
        String credentials = "--breakwater.token.bindings.widget.message-credentials.";
        try (ServiceProcess service = replica(
                        "one",
                        secrets,
                        credentials + "token=${secret.signs}",
                        credentials + "encoding-aes-key=${secret.aes}",
                        credentials + "app-id=wx1",
                        "--breakwater.token.api-keys.jmeter.key=${secret.jmeter}",
                        "--breakwater.token.api-keys.jmeter.bindings=*")
                .ready()) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/widget").body().contains("\"state\":\"VALID\""));
            HttpResponse<String> answer = service.get("/api/tokens/widget", "X-Api-Key", "the-key-of-jmeter-here");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("message-credentials").doesNotContain("pamtest");
            // The control: the same key is handed what may be.
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/app-0", "X-Api-Key", "the-key-of-jmeter-here")
                                    .statusCode()
                            == 200);
            assertThat(service.get("/api/bindings").body())
                    .contains("\"name\":\"widget\"")
                    .doesNotContain(AES_KEY);
        }
    }

    @Test
    void handsTokensOutToWhoeverHasAKeyForThem() throws Exception {
        try (ServiceProcess service = replica("one", Map.of()).ready()) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/app-0", "Authorization", "Bearer " + API_KEY)
                                    .statusCode()
                            == 200);
            String answer = service.get("/api/tokens/app-0", "Authorization", "Bearer " + API_KEY)
                    .body();
            assertThat(answer).matches("\\{\"access_token\":\"secret-\\d+\",\"expires_in\":[1-8]}");
            assertThat(service.get("/api/tokens/app-0").statusCode()).isEqualTo(401);
            assertThat(service.get("/api/tokens/app-0", "X-Api-Key", "a-wrong-enough-api-key")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(service.get("/api/tokens/app-1", "X-Api-Key", API_KEY).statusCode())
                    .isEqualTo(403);
            assertThat(service.get("/api/tokens/gone", "X-Api-Key", API_KEY).statusCode())
                    .isEqualTo(503);
            assertThat(service.get("/api/tokens/gone", "X-Api-Key", API_KEY)
                            .headers()
                            .firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(service.log()).doesNotContain("secret-").doesNotContain(API_KEY);
        }
        // The key is changed: what the previous one encrypted is served on, and encrypted anew.
        Map<String, String> changed =
                Map.of("BREAKWATER_TOKEN_KEY", NEXT_KEY, "BREAKWATER_PREVIOUS_TOKEN_KEYS", "local:" + KEY);
        try (ServiceProcess service =
                replica("two", changed, "--breakwater.token.key-id=next").ready()) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/app-0", "X-Api-Key", API_KEY)
                                    .statusCode()
                            == 200);
            assertThat(service.get("/api/bindings").body()).contains("\"unreadableRecords\":0");
        }
    }

    @Test
    void servesAPoolOfAFileMemberByMember() throws Exception {
        Path file = folder.resolve("token.csv");
        Files.writeString(file, "token,openid\nfile-1,o-1\nfile-2,o-2\n");
        try (ServiceProcess service = replica(
                        "one",
                        Map.of(),
                        "--breakwater.token.bindings.pool.token-file.file=" + file,
                        "--breakwater.token.bindings.pool.token-file.columns=token,openid",
                        "--breakwater.token.bindings.pool.token-file.valid-until=2036-01-01T00:00:00Z",
                        "--breakwater.token.api-keys.jmeter.key=${secret.jmeter}",
                        "--breakwater.token.api-keys.jmeter.bindings=pool")
                .ready()) {
            String[] key = {"X-Api-Key", "the-key-of-jmeter-here"};
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/pool").body().contains("\"membersValid\":2"));
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(service.get("/api/tokens/pool", key).body());
            }
            assertThat(answers.get(0)).contains("\"access_token\":\"file-1\"").contains("\"openid\":\"o-1\"");
            assertThat(answers.get(1)).contains("\"access_token\":\"file-2\"");
            assertThat(answers.get(2)).contains("\"access_token\":\"file-1\"");

            Files.writeString(file, "token,openid\nfile-9,o-9\n");
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/pool").body().contains("\"members\":1,"));
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/tokens/pool", key).body().contains("file-9"));
        }
    }
}
