package io.breakwater.token.platform.wechat;

import static io.breakwater.token.platform.ScriptedPlatform.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformAnswer.Busy;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.settings.PlatformSettings.ForceRefresh;
import io.breakwater.token.settings.PlatformSettings.WeChatSessionsSettings;
import io.breakwater.token.settings.PlatformSettings.WeChatStableTokenSettings;
import io.breakwater.token.settings.PlatformSettings.WeChatTokenSettings;
import io.breakwater.token.settings.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeChatPlatformsTest {

    private static final String APP_SECRET = "fedcba9876543210fedcba9876543210";

    private final Problems problems = new Problems();
    private final PlatformTools tools =
            ScriptedPlatform.tools(Map.of("BREAKWATER_SECRET_SHOP", APP_SECRET), Clock.systemUTC());
    private ScriptedPlatform wechat;

    @BeforeEach
    void start() throws Exception {
        wechat = new ScriptedPlatform();
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private Platform token() {
        return WeChatToken.open(
                new WeChatTokenSettings(wechat.url("/cgi-bin/token"), "wx01", "${secret.shop}"),
                tools,
                ScriptedPlatform.place(problems));
    }

    private Platform stable(ForceRefresh force) {
        return WeChatStableToken.open(
                new WeChatStableTokenSettings(wechat.url("/cgi-bin/stable_token"), "wx01", "${secret.shop}", force),
                tools,
                ScriptedPlatform.place(problems));
    }

    @Test
    void asksForATokenAsWeChatDocumentsIt() throws Exception {
        wechat.answers("{\"access_token\":\"80_abc\",\"expires_in\":7200}");

        assertThat(token().ask(first(0))).isEqualTo(Granted.of("80_abc", Duration.ofHours(2)));
        assertThat(wechat.lastCall().uri())
                .isEqualTo("/cgi-bin/token?grant_type=client_credential&appid=wx01&secret=" + APP_SECRET);
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void tellsBusyFromRefusedAndMasksTheSecret() throws Exception {
        wechat.answers("{\"errcode\":-1,\"errmsg\":\"system error\"}");
        assertThat(token().ask(first(0))).isEqualTo(new Busy("errcode -1: system error"));
        wechat.answers("{\"errcode\":45011,\"errmsg\":\"minute limit\"}");
        assertThat(token().ask(first(0))).isInstanceOf(Busy.class);
        wechat.answers("{\"errcode\":40125,\"errmsg\":\"invalid secret " + APP_SECRET + " rid: 1-2-3\"}");
        assertThat(token().ask(first(0))).isEqualTo(new Refused("errcode 40125: invalid secret *** rid: 1-2-3"));
        wechat.answers("{\"errcode\":0}");
        assertThat(token().ask(first(0))).isInstanceOf(Refused.class);
    }

    @Test
    void forcesAStableTokenOnlyWhenItWasRefused() throws Exception {
        wechat.answers("{\"access_token\":\"80_abc\",\"expires_in\":600}");
        Platform stable = stable(ForceRefresh.WHEN_REFUSED);

        stable.ask(first(0));
        assertThat(wechat.lastCall().body()).contains("\"force_refresh\":false").contains("\"appid\":\"wx01\"");
        assertThat(wechat.lastCall().method()).isEqualTo("POST");
        assertThat(wechat.lastCall().header("Content-type")).isEqualTo("application/json");
        stable.ask(new Platform.Ask(0, Optional.empty(), true));
        assertThat(wechat.lastCall().body()).contains("\"force_refresh\":true");
        assertThat(stable.isForced(true)).isTrue();
        assertThat(stable.quota().forcedPerDay()).isEqualTo(20);
        assertThat(stable.quota().forcedSpacing()).isEqualTo(Duration.ofSeconds(30));
        assertThat(stable(ForceRefresh.NEVER).isForced(true)).isFalse();
    }

    @Test
    void exchangesEachCodeOnceForASession(@TempDir Path folder) throws Exception {
        Path codes = folder.resolve("codes.csv");
        Files.writeString(codes, "js_code\nc/1\nc2\n");
        Platform sessions = WeChatSessions.open(
                new WeChatSessionsSettings(
                        wechat.url("/sns/jscode2session"),
                        "wx01",
                        "${secret.shop}",
                        codes.toString(),
                        Duration.ofHours(3)),
                tools,
                ScriptedPlatform.place(problems));
        assertThat(problems.found()).isEmpty();
        assertThat(sessions.members()).isEqualTo(2);
        // As on success: no errcode at all.
        wechat.answers("{\"openid\":\"o-1\",\"session_key\":\"a+b/c==\"}");

        PlatformAnswer first = sessions.ask(first(0));

        assertThat(wechat.lastCall().uri()).endsWith("&js_code=c%2F1");
        TokenFields fields = ((Granted) first).fields();
        assertThat(((Granted) first).life()).isEqualTo(Duration.ofHours(3));
        assertThat(fields.token()).isEqualTo("a+b/c==");
        assertThat(fields.field("openid")).contains("o-1");
        assertThat(fields.field("session_key")).contains("a+b/c==");
        assertThat(sessions.isCurrent(0, fields, Instant.MAX)).isTrue();
        assertThat(sessions.ask(new Platform.Ask(0, Optional.of(fields), false)))
                .isEqualTo(new Refused("code 1: used up (expected: a new one in codes)"));
        assertThat(wechat.calls()).hasSize(1);

        Files.writeString(codes, "js_code\nanother\nc2\nc3\n");
        assertThat(sessions.hasChanged()).isTrue();
        assertThat(sessions.hasChanged()).isFalse();
        assertThat(sessions.members()).isEqualTo(3);
        assertThat(sessions.isCurrent(0, fields, Instant.MAX)).isFalse();
        sessions.ask(new Platform.Ask(0, Optional.of(fields), false));
        assertThat(wechat.lastCall().uri()).endsWith("&js_code=another");
    }
}
