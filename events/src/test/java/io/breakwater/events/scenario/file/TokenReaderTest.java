package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.TokenFile;
import io.breakwater.events.token.TokenPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenReaderTest {

    @Test
    void takesTheRefusalsOfThePlatform_weChatsUnlessTheFileSaysOtherwise() {
        Scenario scenario =
                ScenarioReader.read(ScenarioTexts.LEAST + """
                        tokens:
                          usual: { app: a }
                          paid: { app: b, platform: alipay-plus }
                          own: { app: c, refused-when: { json: $.code, equals: 401 } }
                        """).scenario().orElseThrow();

        assertThat(Objects.requireNonNull(scenario.tokens().get("usual"))
                        .answers()
                        .refusedWhen())
                .isEqualTo(TokenPlatform.WECHAT.refusedWhen());
        assertThat(Objects.requireNonNull(scenario.tokens().get("paid"))
                        .answers()
                        .businessChecks())
                .isEqualTo(TokenPlatform.ALIPAY_PLUS.businessChecks());
        assertThat(Objects.requireNonNull(scenario.tokens().get("own"))
                        .answers()
                        .refusedWhen())
                .containsExactly(Check.in(Check.Subject.JSON, "$.code", List.of("401")));
    }

    @Test
    void readsHowLongTheTokensOfAFileAreValid() {
        Scenario scenario =
                ScenarioReader.read(ScenarioTexts.LEAST + """
                        data:
                          until: { file: a.csv, valid-until: 2026-11-21T02:00:00+08:00 }
                          for: { file: b.csv, valid-for: 2h }
                          plain: { file: c.csv }
                        """).scenario().orElseThrow();
        Instant now = Instant.parse("2026-11-20T12:00:00Z");

        TokenFile until = Objects.requireNonNull(scenario.dataSets().get("until"))
                .tokens()
                .orElseThrow();
        assertThat(until.expiresAt(now)).contains(Instant.parse("2026-11-20T18:00:00Z"));
        assertThat(Objects.requireNonNull(scenario.dataSets().get("for"))
                        .tokens()
                        .orElseThrow()
                        .expiresAt(now))
                .contains(now.plus(Duration.ofHours(2)));
        assertThat(Objects.requireNonNull(scenario.dataSets().get("plain")).tokens())
                .isEmpty();
    }

    @Test
    void tellsEveryMistakeWithLineAndColumn() {
        assertThat(ScenarioReader.read(ScenarioTexts.LEAST + """
                        tokens:
                          a: { app: x, platform: wecat }
                          b: { app: x, refused-when: [] }
                          f: { app: x, value: y }
                          g: { value: y }
                        data:
                          c: { file: c.csv, valid-until: tomorrow }
                          d: { file: d.csv, valid-until: 2026-11-20T18:00:00Z, valid-for: 2 }
                        values: { e: "${token.a.Open}", h: "${token.g}" }
                        """).problems().stream()
                        .map(Problem::toString))
                .containsExactly(
                        "9:26: platform: wecat (expected: one of wechat, alipay, alipay-plus, douyin, none; did you mean"
                                + " wechat?)",
                        "10:30: refused-when: an empty list (expected: at least one)",
                        "11:16: app, value: together (expected: exactly one of app, value)",
                        "14:34: valid-until: tomorrow (expected: an instant with its offset, such as"
                                + " 2026-11-20T18:00:00Z)",
                        "15:56: valid-until, valid-for: together (expected: at most one of them)",
                        "15:67: valid-for: 2 has no unit (expected: a duration with its unit (us, ms, s, m, h), such as"
                                + " 500ms, 30s or 1h30m)",
                        "16:14: ${token.a.Open}: no field of a token (expected: its name, such as openid)",
                        "16:36: ${token.g}: unknown token (expected: one of a, b; did you mean a?)");
    }
}
