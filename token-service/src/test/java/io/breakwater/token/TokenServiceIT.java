package io.breakwater.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.topic.Topic;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import io.breakwater.target.SampleBackend;
import io.breakwater.target.settings.TargetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenServiceIT {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String APP_SECRET = "fedcba9876543210fedcba9876543210";
    private static final TokenCipher CIPHER = TokenCipher.of("local", KEY);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition TOKENS = new TopicPartition(Topic.PLATFORM_TOKENS.name(), 0);

    private static Path folder;
    private static LocalKafka kafka;
    private static SampleBackend platform;

    @BeforeAll
    static void startParts(@TempDir Path given) throws Exception {
        folder = given;
        kafka = LocalParts.kafka(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Topic.ALL.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                    .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
                            .toList())
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        platform = SampleBackend.start(TargetSettings.defaults()
                .with(Map.of("port", "0", "control-port", "0", "app-secret", APP_SECRET, "token-life", "6s")));
    }

    @AfterAll
    static void stopParts() {
        platform.close();
        kafka.close();
    }

    private static ServiceProcess service(String binding) throws Exception {
        String url = "http://127.0.0.1:" + platform.controlPort()
                + "/cgi-bin/token?grant_type=client_credential&appid=wx0123456789abcdef&secret=${secret.demo-shop}";
        return new ServiceProcess(
                folder.resolve(binding + ".log"),
                Map.of("BREAKWATER_TOKEN_KEY", KEY, "BREAKWATER_SECRET_DEMO_SHOP", APP_SECRET),
                List.of(
                        "--breakwater.token.kafka-servers=" + kafka.bootstrapServers(),
                        "--breakwater.token.bindings." + binding + ".http-call.url=" + url));
    }

    /** All records of a binding, oldest first. */
    private static List<PlatformToken> onTopic(String binding) throws Exception {
        List<PlatformToken> tokens = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(TOKENS));
            consumer.seekToBeginning(List.of(TOKENS));
            long end = consumer.endOffsets(List.of(TOKENS)).getOrDefault(TOKENS, 0L);
            while (consumer.position(TOKENS) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    PlatformToken token = EventCodec.decode(record.value(), PlatformToken.class);
                    assertThat(new String(record.key(), UTF_8)).isEqualTo(token.key());
                    tokens.add(token);
                }
            }
        }
        return tokens.stream().filter(token -> token.binding().equals(binding)).toList();
    }

    private static void awaitTokenAfter(String binding, Instant after) {
        await().atMost(PATIENCE)
                .until(() -> onTopic(binding).stream()
                        .anyMatch(token -> token.obtainedAt().isAfter(after)));
    }

    private static void assertOnlyEverNewer(List<PlatformToken> tokens) {
        assertThat(tokens).extracting(PlatformToken::obtainedAt).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void keepsATokenOnTheTopicOverKillAndRestart() throws Exception {
        try (ServiceProcess service = service("killed")) {
            awaitTokenAfter("killed", Instant.EPOCH);
            PlatformToken first = onTopic("killed").get(0);
            assertThat(CIPHER.decrypt(first).token()).startsWith("80_").hasSizeGreaterThan(100);
            assertThat(Duration.between(first.obtainedAt(), first.expiresAt()))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
            service.kill();
        }
        Instant killedAt = Instant.now();
        try (ServiceProcess again = service("killed")) {
            awaitTokenAfter("killed", killedAt);
            // Refreshed without being asked, ahead of expiry.
            awaitTokenAfter("killed", Instant.now());
            assertThat(again.log()).doesNotContain("ERROR");
        }
        List<PlatformToken> all = onTopic("killed");
        assertOnlyEverNewer(all);
        assertThat(CIPHER.decrypt(all.get(all.size() - 1)).token())
                .isNotEqualTo(CIPHER.decrypt(all.get(0)).token());
    }

    @Test
    void outlastsTheBrokerAsksNobodyMeanwhileAndThenPublishesANewToken() throws Exception {
        try (ServiceProcess service = service("outage")) {
            awaitTokenAfter("outage", Instant.EPOCH);
            kafka.kill();
            // The token's life is 6 s: past that, somebody who asked would show.
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/outage").body().contains("\"state\":\"NO_TOKEN\""));
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/outage").body().contains("\"isHolder\":false"));
            Instant back = Instant.now();
            kafka.start();
            awaitTokenAfter("outage", back);
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/outage").body().contains("\"state\":\"VALID\""));
        }
        assertOnlyEverNewer(onTopic("outage"));
    }

    @Test
    void outlastsThePlatformAndLeaksNeitherSecretNorTokenNorKey() throws Exception {
        List<String> answers = new ArrayList<>();
        try (ServiceProcess service = service("quiet").ready()) {
            awaitTokenAfter("quiet", Instant.EPOCH);
            platform.change("busy-share", "100%");
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/quiet").body().contains("\"lastFailure\":\"$.errcode: -1"));
            answers.add(service.get("/api/bindings").body());
            platform.change("busy-share", "0%");
            // A changed secret at the platform: refused with its words, which must not show ours.
            platform.change("app-secret", "0".repeat(32));
            await().atMost(PATIENCE)
                    .until(() -> service.get("/api/bindings/quiet").body().contains("40125")
                            || service.get("/api/bindings/quiet").body().contains("40001"));
            answers.add(service.get("/api/bindings").body());
            platform.change("app-secret", APP_SECRET);
            for (String path : List.of("/health", "/actuator/health", "/api/bindings/none", "/actuator/env", "/x")) {
                answers.add(service.get(path).body());
            }
            assertThat(service.get("/health").statusCode()).isEqualTo(200);
            assertThat(service.get("/api/bindings/none").statusCode()).isEqualTo(404);
            assertThat(service.get("/api/bindings/none").headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            answers.add(service.log());
        }
        String shown = String.join("\n", answers);
        assertThat(shown).doesNotContain(APP_SECRET).doesNotContain(KEY).contains("no new token");
        for (PlatformToken token : onTopic("quiet")) {
            assertThat(shown).doesNotContain(CIPHER.decrypt(token).token());
        }
    }

    @Test
    void refusesToStartWithWrongSettingsAndNamesThemAll() throws Exception {
        try (ServiceProcess service = new ServiceProcess(
                folder.resolve("wrong.log"),
                Map.of("BREAKWATER_TOKEN_KEY", "c2hvcnQ="),
                List.of(
                        "--breakwater.token.connect-timeout=5x",
                        "--breakwater.token.bindings.shop.http-call.url=http://127.0.0.1/?s=${secret.gone}"))) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.log())
                    .contains("breakwater.token.connect-timeout: 5x (expected: a duration such as 5s or 2h)")
                    .contains("breakwater.token.key: token key: 5 bytes (expected: 32 bytes in Base64)")
                    .contains("${secret.gone} (expected: environment variable BREAKWATER_SECRET_GONE)")
                    .doesNotContain("c2hvcnQ=")
                    .doesNotContain("\tat ");
        }
    }
}
