package io.breakwater.token.provider;

import static io.breakwater.token.platform.ScriptedPlatform.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.target.SampleBackend;
import io.breakwater.target.settings.TargetSettings;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Each platform's client against that platform's simulator, which was written apart from it. */
class SimulatorsIT {

    private static final String WECHAT_SECRET = "0123456789abcdef0123456789abcdef";
    private static final String DOUYIN_SECRET = "0123456789abcdef0123456789abcdef01234567";

    private static SampleBackend platforms;
    private static KeyPair ours;
    private static KeyPair gateways;
    private static Path codesFolder;

    private final Problems problems = new Problems();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        ours = generator.generateKeyPair();
        gateways = generator.generateKeyPair();
        platforms = SampleBackend.start(TargetSettings.defaults()
                .with(Map.of(
                        "port", "0",
                        "control-port", "0",
                        "any-code", "true",
                        "app-public-key", base64(ours.getPublic().getEncoded()),
                        "gateway-private-key", base64(gateways.getPrivate().getEncoded()))));
        codesFolder = folder;
    }

    @AfterAll
    static void stop() {
        platforms.close();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Platform open(String platform, String path, Map<String, Object> settings) {
        Map<String, Object> keys = new HashMap<>();
        settings.forEach((name, value) -> keys.put("breakwater.token.bindings.b." + platform + "." + name, value));
        keys.put(
                "breakwater.token.bindings.b." + platform + ".url",
                "http://127.0.0.1:" + platforms.controlPort() + path);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", keys));
        Map<String, String> secrets = Map.of(
                "BREAKWATER_SECRET_WECHAT", WECHAT_SECRET,
                "BREAKWATER_SECRET_DOUYIN", DOUYIN_SECRET,
                "BREAKWATER_SECRET_OURS", base64(ours.getPrivate().getEncoded()));
        Platform opened = new Platforms(ScriptedPlatform.tools(secrets, Clock.systemUTC()), problems)
                .open(
                        "b",
                        Objects.requireNonNull(SettingsReader.read(environment, problems)
                                .bindings()
                                .get("b")));
        assertThat(problems.found()).isEmpty();
        return opened;
    }

    /** Codes of two users that no other platform has seen. */
    private static String codes(String platform) throws Exception {
        Path file = codesFolder.resolve(platform + ".csv");
        Files.writeString(file, "code\nfirst-" + platform + "-code\nsecond-" + platform + "-code\n");
        return file.toString();
    }

    private static TokenFields granted(PlatformAnswer answer) {
        assertThat(answer).isInstanceOf(Granted.class);
        return ((Granted) answer).fields();
    }

    @Test
    void wechatsTokenIsAnotherOneEachTime() throws Exception {
        Platform wechat = open(
                "wechat-token",
                "/cgi-bin/token",
                Map.of("app-id", "wx0123456789abcdef", "app-secret", "${secret.wechat}"));

        String token = granted(wechat.ask(first(0))).token();
        assertThat(granted(wechat.ask(first(0))).token()).isNotEqualTo(token);
        Platform unknown = open(
                "wechat-token",
                "/cgi-bin/token",
                Map.of("app-id", "wx0000000000000000", "app-secret", "${secret.wechat}"));
        assertThat(((Refused) unknown.ask(first(0))).reason()).startsWith("errcode 40013: ");
    }

    @Test
    void wechatsStableTokenIsTheSameUntilItIsForced() throws Exception {
        Platform wechat = open(
                "wechat-stable-token",
                "/cgi-bin/stable_token",
                Map.of("app-id", "wx0123456789abcdef", "app-secret", "${secret.wechat}"));

        String token = granted(wechat.ask(first(0))).token();
        assertThat(granted(wechat.ask(first(0))).token()).isEqualTo(token);
        assertThat(granted(wechat.ask(new Platform.Ask(0, Optional.empty(), true)))
                        .token())
                .isNotEqualTo(token);
    }

    @Test
    void wechatsSessionsAreOfTheirUsers() throws Exception {
        Platform wechat = open(
                "wechat-sessions",
                "/sns/jscode2session",
                Map.of("app-id", "wx0123456789abcdef", "app-secret", "${secret.wechat}", "codes", codes("wechat")));

        TokenFields one = granted(wechat.ask(first(0)));
        TokenFields two = granted(wechat.ask(first(1)));
        assertThat(one.field("openid")).isPresent().isNotEqualTo(two.field("openid"));
        assertThat(((Refused) wechat.ask(first(0))).reason()).startsWith("errcode 4");
    }

    @Test
    void douyinsTokenIsGiven() throws Exception {
        Platform douyin = open(
                "douyin",
                "/api/apps/v2/token",
                Map.of("app-id", "tt0123456789abcdef01", "app-secret", "${secret.douyin}"));

        assertThat(granted(douyin.ask(first(0))).token()).isNotBlank();
    }

    @Test
    void alipaysUsersAreGivenTokensForCodesAndThenForRefreshTokens() throws Exception {
        Platform alipay = open(
                "alipay-user",
                "/gateway.do",
                Map.of(
                        "app-id",
                        "2021000000000001",
                        "private-key",
                        "${secret.ours}",
                        "platform-key",
                        base64(gateways.getPublic().getEncoded()),
                        "codes",
                        codes("alipay")));

        TokenFields token = granted(alipay.ask(first(0)));
        TokenFields next = granted(alipay.ask(new Platform.Ask(0, Optional.of(token), false)));
        assertThat(next.token()).isNotEqualTo(token.token());
        assertThat(alipay.ask(first(0))).as("the code is spent").isInstanceOf(Refused.class);
    }

    @Test
    void aWalletsUsersAreGivenTokensForCodesAndThenForRefreshTokens() throws Exception {
        Platform wallet = open(
                "alipay-plus",
                "/api/open/v2/authorizations/applyToken",
                Map.of(
                        "client-id",
                        "SANDBOX_5Y0000000000000001",
                        "customer-belongs-to",
                        "GCASH",
                        "private-key",
                        "${secret.ours}",
                        "platform-key",
                        base64(gateways.getPublic().getEncoded()),
                        "codes",
                        codes("wallet")));

        TokenFields token = granted(wallet.ask(first(1)));
        TokenFields next = granted(wallet.ask(new Platform.Ask(1, Optional.of(token), false)));
        assertThat(next.token()).isNotEqualTo(token.token());
        assertThat(wallet.ask(new Platform.Ask(1, Optional.of(token), false)))
                .as("the refresh token is spent")
                .isInstanceOf(Refused.class);
    }
}
