package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DouyinTokenIT {

    private static final String APP = "tt0123456789abcdef01";
    private static final String SECRET = "0123456789abcdef0123456789abcdef01234567";

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void issuesATokenAndKeepsTheOneBeforeForTheOverlap() throws Exception {
        JsonNode first = fetch(APP, SECRET, "client_credential");
        JsonNode second = fetch(APP, SECRET, "client_credential");

        assertThat(first.path("err_no").intValue()).isZero();
        assertThat(first.path("err_tips").stringValue()).isEqualTo("success");
        assertThat(first.path("data").path("expires_in").intValue()).isEqualTo(7200);
        assertThat(event(first)).isZero();
        assertThat(event(second)).isZero();
        client.target.change("token-overlap", "0ms");
        fetch(APP, SECRET, "client_credential");
        assertThat(event(second)).isEqualTo(28001003);
    }

    @ParameterizedTest
    @CsvSource({
        "40015, tt9999999999999999, 0123456789abcdef0123456789abcdef01234567, client_credential",
        "40017, tt0123456789abcdef01, wrong, client_credential",
        "40020, tt0123456789abcdef01, 0123456789abcdef0123456789abcdef01234567, authorization_code",
    })
    void answersABadFetchWithDataAndAnEmptyToken(int code, String app, String secret, String grantType)
            throws Exception {
        JsonNode reply = fetch(app, secret, grantType);

        assertThat(reply.path("err_no").intValue()).isEqualTo(code);
        assertThat(reply.path("data").path("access_token").stringValue()).isEmpty();
    }

    @Test
    void isBusyInItsOwnWords() throws Exception {
        client.target.change("outage", "busy");

        assertThat(fetch(APP, SECRET, "client_credential").path("err_no").intValue())
                .isEqualTo(-1);
    }

    @Test
    void doesNotAcceptATokenOfAnotherPlatform() throws Exception {
        String ofWeChat = client.token();

        assertThat(TargetClient.json(client.get("/event/douyin?input_token=" + ofWeChat))
                        .path("err_no")
                        .intValue())
                .isEqualTo(28001003);
    }

    private JsonNode fetch(String app, String secret, String grantType) throws Exception {
        return TargetClient.json(client.control(
                "POST",
                "/api/apps/v2/token",
                "{\"appid\":\"" + app + "\",\"secret\":\"" + secret + "\",\"grant_type\":\"" + grantType + "\"}"));
    }

    private int event(JsonNode reply) throws Exception {
        String token = reply.path("data").path("access_token").stringValue();
        return TargetClient.json(client.post("/event/douyin", "{\"input_token\":\"" + token + "\"}"))
                .path("err_no")
                .intValue();
    }
}
