package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WeChatLoginIT {

    private static final String APP = "wx0123456789abcdef";

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void exchangesACodeForOpenIdAndSessionWithoutAnErrcode() throws Exception {
        JsonNode session = login(code("alice"));

        assertThat(session.has("errcode")).isFalse();
        assertThat(session.path("openid").stringValue()).matches("o[A-Za-z0-9_-]{27}");
        assertThat(session.path("session_key").stringValue()).hasSize(24);
        assertThat(client.eventErrcode(session.path("session_key").stringValue()))
                .isZero();
    }

    @Test
    void givesAUserTheSameOpenIdEachTime() throws Exception {
        assertThat(login(code("alice")).path("openid"))
                .isEqualTo(login(code("alice")).path("openid"));
        assertThat(login(code("alice")).path("openid"))
                .isNotEqualTo(login(code("bob")).path("openid"));
    }

    @Test
    void exchangesACodeOnceOnly() throws Exception {
        String code = code("alice");
        login(code);

        assertThat(login(code).path("errcode").intValue()).isEqualTo(40163);
        assertThat(login("nobodys").path("errcode").intValue()).isEqualTo(40029);
        client.target.change("any-code", "true");
        assertThat(login("anybodys").has("openid")).isTrue();
        assertThat(login("anybodys").path("errcode").intValue()).isEqualTo(40163);
    }

    @Test
    void limitsLoginsOfAUserAndRefusesBlockedOnes() throws Exception {
        client.target.change("user-minute-limit", "0");
        assertThat(login(code("alice")).path("errcode").intValue()).isEqualTo(45011);
        client.target.change("blocked-users", "mallory");
        assertThat(login(code("mallory")).path("errcode").intValue()).isEqualTo(40226);
    }

    @Test
    void issuesCodesForAsManyUsersAsAskedFor() throws Exception {
        JsonNode codes = TargetClient.json(
                        client.control("POST", "/control/codes?platform=wechat&users=1000&app=" + APP, ""))
                .path("codes");

        assertThat(codes.size()).isEqualTo(1000);
        assertThat(codes.path(999).path("user").stringValue()).isEqualTo("user-1000");
        assertThat(login(codes.path(999).path("code").stringValue()).has("openid"))
                .isTrue();
        assertThat(client.control("POST", "/control/codes?platform=wechat&app=unknown", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.control("POST", "/control/codes?platform=douyin&app=" + APP, "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.control("POST", "/control/codes?users=many&app=" + APP, "")
                        .statusCode())
                .isEqualTo(400);
    }

    private String code(String user) throws Exception {
        return TargetClient.json(client.control("POST", "/control/codes?app=" + APP + "&user=" + user, ""))
                .path("codes")
                .path(0)
                .path("code")
                .stringValue();
    }

    private JsonNode login(String code) throws Exception {
        return TargetClient.json(client.control(
                "GET",
                "/sns/jscode2session?grant_type=authorization_code&appid=" + APP
                        + "&secret=0123456789abcdef0123456789abcdef&js_code=" + code,
                ""));
    }
}
