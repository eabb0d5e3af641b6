package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PlatformSimulatorIT {

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void issuesATokenThatTheBackendAccepts() throws Exception {
        JsonNode reply = client.fetch();

        assertThat(reply.path("expires_in").intValue()).isEqualTo(7200);
        assertThat(reply.path("access_token").stringValue()).hasSizeBetween(100, 512);
        assertThat(client.eventErrcode(reply.path("access_token").stringValue()))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "40013, invalid appid, grant_type=client_credential&appid=wxffffffffffffffff&secret=0",
        "40125, invalid appsecret, grant_type=client_credential&appid=wx0123456789abcdef&secret=short",
        "40001, invalid credential, grant_type=client_credential&appid=wx0123456789abcdef&secret=ffffffffffffffffffffffffffffffff",
        "40002, invalid grant_type, appid=wx0123456789abcdef&secret=0",
        "41002, appid missing, grant_type=client_credential",
        "41004, appsecret missing, grant_type=client_credential&appid=wx0123456789abcdef",
        "41004, appsecret missing, grant_type=client_credential&appid=wx0123456789abcdef&secret=",
    })
    void answersABadFetchWithHttp200AndTheReasonAndItsRequestId(int errcode, String errmsg, String query)
            throws Exception {
        HttpResponse<String> response = client.control("GET", "/cgi-bin/token?" + query, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TargetClient.json(response).path("errcode").intValue()).isEqualTo(errcode);
        assertThat(TargetClient.json(response).path("errmsg").stringValue())
                .startsWith(errmsg)
                .matches(".* rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    @Test
    void replacesATokenAtOnceWhereThereIsNoOverlap() throws Exception {
        client.target.change("token-overlap", "0ms");
        String first = client.token();
        String second = client.token();

        assertThat(client.eventErrcode(first)).isEqualTo(40001);
        assertThat(client.eventErrcode(second)).isZero();
    }

    @Test
    void acceptsAReplacedTokenBesideTheNewOneDuringTheOverlap() throws Exception {
        String first = client.token();
        String second = client.token();

        assertThat(client.eventErrcode(first)).isZero();
        assertThat(client.eventErrcode(second)).isZero();
    }

    @Test
    void promisesTheLifeThatWasSet() throws Exception {
        client.target.change("token-life", "30s");

        assertThat(client.fetch().path("expires_in").intValue()).isEqualTo(30);
    }

    @Test
    void invalidatesAllTokensWhenTold() throws Exception {
        String token = client.token();

        client.control("POST", "/control/invalidate-tokens", "");

        assertThat(client.eventErrcode(token)).isEqualTo(40001);
    }

    @Test
    void saysThatItIsBusyWhenSetSo() throws Exception {
        client.target.change("busy-share", "100%");

        JsonNode reply = client.fetch();

        assertThat(reply.path("errcode").intValue()).isEqualTo(-1);
        assertThat(reply.path("errmsg").stringValue()).startsWith("system error rid: ");
    }

    @Test
    void isAwayInTheWayThatWasSetAndComesBack() throws Exception {
        client.target.change("outage", "http-502");
        assertThat(client.control("GET", TargetClient.TOKEN_PATH, "").statusCode())
                .isEqualTo(502);
        client.target.change("outage", "reset");
        assertThatThrownBy(client::fetch).isInstanceOf(IOException.class);
        client.target.change("outage", "silent");
        assertThatThrownBy(() -> client.send(client.to(client.target.controlPort(), TargetClient.TOKEN_PATH)
                        .timeout(Duration.ofMillis(200))))
                .isInstanceOf(HttpTimeoutException.class);
        client.target.change("outage", "none");
        assertThat(client.token()).isNotEmpty();
    }

    @Test
    void countsEachFetchByWhatCameOfIt() throws Exception {
        client.token();
        client.control("GET", "/cgi-bin/token", "");
        client.target.change("busy-share", "100%");
        client.fetch();
        client.target.change("outage", "http-502");
        client.control("GET", TargetClient.TOKEN_PATH, "");

        assertThat(client.state().path("platform").toString())
                .startsWith("{\"fetchesReceived\":4,\"tokensIssued\":1,\"fetchesRejected\":1,\"fetchesAnsweredBusy\":1,"
                        + "\"fetchesLostInOutage\":1,\"fetchesLimited\":0,\"tokensValid\":1,");
    }
}
