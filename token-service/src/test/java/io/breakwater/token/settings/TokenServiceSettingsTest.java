package io.breakwater.token.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.secret.Secret;
import io.breakwater.token.settings.HttpCallSettings.RefusalSettings;
import io.breakwater.token.settings.TokenServiceSettings.ApiKeySettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

class TokenServiceSettingsTest {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final Problems problems = new Problems();

    private TokenServiceSettings read(Map<String, Object> settings) {
        Map<String, Object> prefixed = new HashMap<>();
        settings.forEach((name, value) -> prefixed.put("breakwater.token." + name, value));
        // As an environment variable SECRET_SHOP would be seen: Spring must not write it into the settings.
        prefixed.put("secret.shop", "top-secret");
        prefixed.put("port", "18092");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", prefixed));
        return SettingsReader.read(environment, problems);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(read(Map.of()))
                .isEqualTo(new TokenServiceSettings(
                        "127.0.0.1:18092",
                        "local",
                        null,
                        null,
                        null,
                        null,
                        List.of("127.0.0.1", "localhost", "[::1]"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        DataSize.ofKilobytes(64),
                        4,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Map.of(),
                        Map.of()));
        assertThat(read(Map.of("bindings.shop.http-call.url", "u")).bindings().get("shop"))
                .isEqualTo(new BindingSettings(
                        Duration.ofMinutes(5),
                        null,
                        null,
                        new HttpCallSettings(
                                "GET",
                                "u",
                                Map.of(),
                                "",
                                "$.access_token",
                                "$.expires_in",
                                new RefusalSettings("$.errcode", List.of("0"), List.of("-1"), "$.errmsg")),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        Map<String, Object> all = new HashMap<>();
        all.put("kafka-servers", "a:1,b:${port}");
        all.put("key-id", "k2");
        all.put("key", KEY);
        all.put("key-file", "key.txt");
        all.put("secrets-folder", "secrets");
        all.put("allowed-hosts", "api.weixin.qq.com");
        all.put("connect-timeout", "3s");
        all.put("answer-timeout", "3s");
        all.put("previous-keys", "k1:" + KEY);
        all.put("refusal-spacing", "31s");
        all.put("api-keys.pts.sha256", "ab");
        all.put("api-keys.pts.key", "${secret.pts}");
        all.put("api-keys.pts.bindings", "My_Shop-1,*");
        all.put("bindings.My_Shop-1.asks-per-day", "7");
        all.put("bindings.My_Shop-1.asks-per-minute", "6");
        all.put("answer-limit", "1KB");
        all.put("calls-at-once", "5");
        all.put("first-back-off", "2s");
        all.put("back-off-limit", "61s");
        all.put("bindings.My_Shop-1.refresh-margin", "6m");
        all.put("bindings.My_Shop-1.http-call.method", "POST");
        all.put("bindings.My_Shop-1.http-call.url", "http://h/${secret.shop}");
        all.put("bindings.My_Shop-1.http-call.headers.Content-Type", "text/plain");
        all.put("bindings.My_Shop-1.http-call.body", "${secret.shop}");
        all.put("bindings.My_Shop-1.http-call.token", "$.t");
        all.put("bindings.My_Shop-1.http-call.life", "2h");
        all.put("bindings.My_Shop-1.http-call.refusal.code", "$.c");
        all.put("bindings.My_Shop-1.http-call.refusal.accepted", "1,2");
        all.put("bindings.My_Shop-1.http-call.refusal.busy", "3");
        all.put("bindings.My_Shop-1.http-call.refusal.message", "$.m");

        assertThat(read(all))
                .isEqualTo(new TokenServiceSettings(
                        "a:1,b:18092",
                        "k2",
                        new Secret(KEY),
                        "key.txt",
                        new Secret("k1:" + KEY),
                        "secrets",
                        List.of("api.weixin.qq.com"),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        DataSize.ofKilobytes(1),
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(61),
                        Duration.ofSeconds(31),
                        Map.of("pts", new ApiKeySettings("ab", "${secret.pts}", List.of("My_Shop-1", "*"))),
                        Map.of(
                                "My_Shop-1",
                                new BindingSettings(
                                        Duration.ofMinutes(6),
                                        7L,
                                        6L,
                                        new HttpCallSettings(
                                                "POST",
                                                "http://h/${secret.shop}",
                                                Map.of("Content-Type", "text/plain"),
                                                "${secret.shop}",
                                                "$.t",
                                                "2h",
                                                new RefusalSettings("$.c", List.of("1", "2"), List.of("3"), "$.m")),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null))));
        assertThat(problems.found()).isEmpty();
        assertThat(read(all).toString()).doesNotContain(KEY).doesNotContain("top-secret");
    }

    @Test
    void tellsEveryWrongValueAndUnknownKeyAtOnce() {
        TokenServiceSettings settings = read(Map.of(
                "kafka-servers", "broker",
                "connect-timeout", "5x",
                "answer-timeout", "0s",
                "answer-limit", "17MB",
                "calls-at-once", "many",
                "first-back-off", "2m",
                "secrets-folder", "no-such-folder",
                "bindings.shop.refresh-margin", "-1s",
                "bindings.shop.http-call.colour", "blue",
                "key", "c2hvcnQ="));
        SettingsCheck.check(settings, problems);

        assertThat(SettingsCheck.keys(settings, problems)).isEmpty();
        assertThat(problems.found())
                .containsExactlyInAnyOrder(
                        "breakwater.token.connect-timeout: 5x (expected: a duration such as 5s or 2h)",
                        "breakwater.token.calls-at-once: many (expected: a whole number)",
                        "breakwater.token.bindings.shop.http-call.colour: unknown key (expected: a key of the service)",
                        "breakwater.token.kafka-servers: broker (expected: host:port, more of them separated by commas)",
                        "breakwater.token.answer-timeout: PT0S (expected: more than 0)",
                        "breakwater.token.back-off-limit: PT1M (expected: at least first-back-off, PT2M)",
                        "breakwater.token.answer-limit: 17825792B (expected: 1 B to 16 MB)",
                        "breakwater.token.secrets-folder: no-such-folder (expected: a folder)",
                        "breakwater.token.bindings.shop.refresh-margin: PT-1S (expected: more than 0)",
                        "breakwater.token.key: token key: 5 bytes (expected: 32 bytes in Base64)");
    }

    @Test
    void takesAListWholeFromTheFirstSourceThatHasIt_andAsControlTellsAnUnknownKeyOfTheOther() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "below",
                        Map.of(
                                "breakwater.token.allowed-hosts[0]", "a",
                                "breakwater.token.allowed-hosts[1]", "b",
                                "breakwater.token.colour", "blue")));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("above", Map.of("breakwater.token.allowed-hosts[0]", "c")));

        assertThat(SettingsReader.read(environment, problems).allowedHosts()).containsExactly("c");
        assertThat(problems.found())
                .containsExactly("breakwater.token.colour: unknown key (expected: a key of the service)");
    }

    @Test
    void needsExactlyOneKey() {
        assertThat(SettingsCheck.keys(read(Map.of()), problems)).isEmpty();
        assertThat(SettingsCheck.keys(read(Map.of("key", KEY, "key-file", "f")), problems))
                .isEmpty();
        assertThat(SettingsCheck.keys(read(Map.of("key-file", "no-such-file")), problems))
                .isEmpty();
        assertThat(problems.found())
                .satisfiesExactly(
                        neither -> assertThat(neither)
                                .startsWith("breakwater.token.key: neither key nor key-file (expected: "),
                        both -> assertThat(both).startsWith("breakwater.token.key: both key and key-file (expected: "),
                        unreadable -> assertThat(unreadable)
                                .isEqualTo(
                                        "breakwater.token.key-file: no-such-file (expected: a readable file, NoSuchFileException)"));
        assertThat(SettingsCheck.keys(read(Map.of("key", KEY)), problems)).isPresent();
    }
}
