package io.breakwater.events.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenPlatformTest {

    @Test
    void findsAPlatformByItsNameInFiles() {
        assertThat(TokenPlatform.ofWord("alipay-plus")).contains(TokenPlatform.ALIPAY_PLUS);
        assertThat(TokenPlatform.ofWord("wechat")).contains(TokenPlatform.WECHAT);
        assertThat(TokenPlatform.ofWord("baidu")).isEmpty();
    }

    @Test
    void knowsWeChatsRefusals_andWhichOfThemSayThatTheTokensTimeIsUp() {
        assertThat(TokenPlatform.WECHAT.refusedWhen().stream()
                        .flatMap(check -> check.expected().stream())
                        .map(Expected::value))
                .containsExactlyInAnyOrder("40001", "\"40001\"", "40014", "\"40014\"", "42001", "\"42001\"");
        assertThat(expected(TokenPlatform.WECHAT.expiredWhen())).containsExactly("42001", "\"42001\"");
    }

    @Test
    void takesAnAbsentCodeForSuccess_asCode2SessionAnswers() {
        Check errcode = TokenPlatform.WECHAT.businessChecks().get(1);

        assertThat(errcode.expression()).isEqualTo("$.errcode");
        assertThat(errcode.absentIs()).contains("\"0\"");
        assertThat(expected(List.of(errcode))).contains("0", errcode.absentIs().orElseThrow());
    }

    @Test
    void takesNothingForARefusalWithoutAPlatform() {
        assertThat(TokenPlatform.NONE.refusedWhen()).isEmpty();
        assertThat(TokenPlatform.NONE.businessChecks()).isEmpty();
    }

    private static List<String> expected(List<Check> checks) {
        return checks.stream()
                .flatMap(check -> check.expected().stream())
                .map(Expected::value)
                .toList();
    }
}
