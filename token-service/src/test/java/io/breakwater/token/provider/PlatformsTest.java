package io.breakwater.token.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.platform.douyin.DouyinToken;
import io.breakwater.token.settings.PlatformSettings.DouyinSettings;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.SettingsReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformsTest {

    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private final Problems problems = new Problems();

    private Platform open(Map<String, String> secrets, Map<String, Object> binding) {
        Map<String, Object> prefixed = new HashMap<>();
        binding.forEach((name, value) -> prefixed.put("breakwater.token.bindings.b." + name, value));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", prefixed));
        PlatformTools tools = ScriptedPlatform.tools(secrets, Clock.systemUTC());
        return new Platforms(tools, problems)
                .open(
                        "b",
                        Objects.requireNonNull(SettingsReader.read(environment, problems)
                                .bindings()
                                .get("b")));
    }

    @Test
    void handsOutCredentialsOfMessagesThatNeverExpire() throws Exception {
        Platform platform = open(
                Map.of("BREAKWATER_SECRET_TOKEN", "pamtest", "BREAKWATER_SECRET_AES", AES_KEY),
                Map.of(
                        "message-credentials.token", "${secret.token}",
                        "message-credentials.encoding-aes-key", "${secret.aes}",
                        "message-credentials.app-id", "wxb11529c136998cb6"));

        assertThat(problems.found()).isEmpty();
        Granted granted = (Granted) platform.ask(ScriptedPlatform.first(0));
        assertThat(granted.fields().values())
                .containsEntry("token", "pamtest")
                .containsEntry("encoding_aes_key", AES_KEY)
                .containsEntry("app_id", "wxb11529c136998cb6");
        assertThat(granted.life()).isGreaterThan(Duration.ofDays(36_000));
        assertThat(platform.isOutside()).isFalse();
        assertThat(platform.isHandedOut()).isFalse();
        assertThat(platform.isCurrent(0, granted.fields(), Instant.MAX)).isTrue();
    }

    @Test
    void namesWhatIsWrongWithCredentialsOfMessages() {
        open(
                Map.of("BREAKWATER_SECRET_SHORT", "abc", "BREAKWATER_SECRET_TOKEN", "a b"),
                Map.of(
                        "message-credentials.token", "${secret.token}",
                        "message-credentials.encoding-aes-key", "${secret.short}"));
        open(
                Map.of("BREAKWATER_SECRET_SIGNS", AES_KEY.replace('a', '+')),
                Map.of(
                        "message-credentials.token", "in-the-clear",
                        "message-credentials.encoding-aes-key", "${secret.signs}",
                        "message-credentials.app-id", "wx1"));

        assertThat(problems.found())
                .containsExactly(
                        "b.message-credentials.app-id: nothing (expected: a text)",
                        "b.message-credentials.token: 3 characters (expected: 3 to 32 letters and digits)",
                        "b.message-credentials.encoding-aes-key: 3 characters (expected: 43 letters and digits)",
                        "b.message-credentials.token: 12 characters in the clear (expected: a secret as ${secret.NAME})",
                        "b.message-credentials.token: 12 characters (expected: 3 to 32 letters and digits)",
                        "b.message-credentials.encoding-aes-key: characters other than letters and digits (expected:"
                                + " letters and digits only)");
    }

    @Test
    void namesAnUnknownAppAForbiddenHostAndTwoPlatformsAtOnce() {
        open(
                Map.of(),
                Map.of(
                        "wechat-token.app-secret", "${secret.gone}",
                        "douyin.url", "http://127.0.0.1/",
                        "douyin.app-id", "tt",
                        "douyin.app-secret", "${secret.gone}"));

        assertThat(problems.found())
                .containsExactly(
                        "b.wechat-token.url: https://api.weixin.qq.com/cgi-bin/token (expected: a host of"
                                + " breakwater.token.allowed-hosts: 127.0.0.1)",
                        "b.wechat-token.app-id: nothing (expected: a text)",
                        "b.wechat-token.app-secret: ${secret.gone} (expected: environment variable"
                                + " BREAKWATER_SECRET_GONE)",
                        "b.douyin.app-secret: ${secret.gone} (expected: environment variable BREAKWATER_SECRET_GONE)",
                        "b: wechat-token and douyin (expected: the settings of one: http-call, wechat-token,"
                                + " wechat-stable-token, wechat-sessions, alipay-user, alipay-plus, douyin, token-file,"
                                + " message-credentials)");
    }

    @Test
    void readsDouyinsShape() throws Exception {
        try (ScriptedPlatform douyin = new ScriptedPlatform()) {
            Platform platform = DouyinToken.open(
                    new DouyinSettings(douyin.url("/api/apps/v2/token"), "tt01", "${secret.tt}"),
                    ScriptedPlatform.tools(Map.of("BREAKWATER_SECRET_TT", "s3cret"), Clock.systemUTC()),
                    ScriptedPlatform.place(problems));
            douyin.answers(
                    "{\"err_no\":0,\"err_tips\":\"success\",\"data\":{\"access_token\":\"d-1\",\"expires_in\":7200}}");
            assertThat(platform.ask(ScriptedPlatform.first(0))).isEqualTo(Granted.of("d-1", Duration.ofHours(2)));
            assertThat(douyin.lastCall().body())
                    .contains("\"appid\":\"tt01\"")
                    .contains("\"secret\":\"s3cret\"")
                    .contains("\"grant_type\":\"client_credential\"");
            douyin.answers("{\"err_no\":40017,\"err_tips\":\"bad secret\",\"data\":{\"access_token\":\"\"}}");
            assertThat(platform.ask(ScriptedPlatform.first(0))).isEqualTo(new Refused("err_no 40017: bad secret"));
        }
    }
}
