package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AlipayPlusIT {

    private static final String CLIENT = "SANDBOX_5Y0000000000000001";
    private static final String PATH = "/api/open/v2/authorizations/applyToken";
    private static final String TIME = "2026-11-20T12:00:00+08:00";

    private final TargetClient client = new TargetClient(Map.of());
    private final RsaCaller rsa = new RsaCaller(client);

    @AfterEach
    void stop() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/api/open/v1/authorizations/applyToken", "/v1/authorizations/applyToken"})
    void exchangesACodeForATokenThatTheBackendAccepts(String path) throws Exception {
        JsonNode reply = TargetClient.json(call(path, ofCode(code())));

        assertThat(reply.path("result").path("resultCode").stringValue()).isEqualTo("SUCCESS");
        assertThat(reply.path("result").path("resultStatus").stringValue()).isEqualTo("S");
        assertThat(OffsetDateTime.parse(reply.path("accessTokenExpiryTime").stringValue())
                        .toInstant())
                .isAfter(Instant.now());
        assertThat(event(reply.path("accessToken").stringValue())).isEqualTo("SUCCESS");
        assertThat(event("2810" + "0".repeat(36))).isEqualTo("INVALID_ACCESS_TOKEN");
    }

    @Test
    void signsItsAnswerLikeACall() throws Exception {
        HttpResponse<String> response = call(PATH, ofCode(code()));

        String header = response.headers().firstValue("Signature").orElseThrow();
        String time = response.headers().firstValue("Response-Time").orElseThrow();
        assertThat(header).startsWith("algorithm=RSA256, keyVersion=1, signature=");
        String signature = URLDecoder.decode(header.substring(header.lastIndexOf('=') + 1), StandardCharsets.UTF_8);
        assertThat(rsa.gatewaySigned("POST " + PATH + "\n" + CLIENT + "." + time + "." + response.body(), signature))
                .isTrue();
    }

    @Test
    void refreshesWithARefreshTokenOnce() throws Exception {
        String refreshToken = TargetClient.json(call(PATH, ofCode(code())))
                .path("refreshToken")
                .stringValue();
        String body = "{\"grantType\":\"REFRESH_TOKEN\",\"refreshToken\":\"" + refreshToken + "\"}";

        JsonNode refreshed = TargetClient.json(call(PATH, body));

        assertThat(event(refreshed.path("accessToken").stringValue())).isEqualTo("SUCCESS");
        assertThat(resultCode(call(PATH, body))).isEqualTo("USED_REFRESH_TOKEN");
    }

    @Test
    void refusesCodesThatAreUsedOrUnknown() throws Exception {
        String code = code();
        call(PATH, ofCode(code));

        assertThat(resultCode(call(PATH, ofCode(code)))).isEqualTo("USED_CODE");
        assertThat(resultCode(call(PATH, ofCode("nobodys")))).isEqualTo("INVALID_CODE");
        assertThat(resultCode(call(PATH, "{\"grantType\":\"PASSWORD\"}"))).isEqualTo("PARAM_ILLEGAL");
    }

    @Test
    void refusesWrongSignaturesAndUnknownClients() throws Exception {
        String body = ofCode(code());

        assertThat(resultCode(send(PATH, CLIENT, signature(PATH, CLIENT, body), body + " ")))
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(resultCode(send(PATH, CLIENT, "algorithm=RSA256, signature=x", body)))
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(resultCode(send(PATH, "NOBODY", signature(PATH, "NOBODY", body), body)))
                .isEqualTo("INVALID_CLIENT");
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhenBusyOrCalledTooOften() throws Exception {
        client.target.change("busy-share", "100%");
        assertThat(resultCode(call(PATH, ofCode(code())))).isEqualTo("UNKNOWN_EXCEPTION");
        client.target.change("minute-limit", "0");
        HttpResponse<String> response = call(PATH, ofCode(code()));
        assertThat(resultCode(response)).isEqualTo("REQUEST_TRAFFIC_EXCEED_LIMIT");
        assertThat(TargetClient.json(response)
                        .path("result")
                        .path("resultStatus")
                        .stringValue())
                .isEqualTo("U");
    }

    private String code() throws Exception {
        return rsa.code("alipay-plus", CLIENT, "alice");
    }

    private static String ofCode(String code) {
        return "{\"grantType\":\"AUTHORIZATION_CODE\",\"customerBelongsTo\":\"ALIPAY_CN\",\"authCode\":\"" + code
                + "\"}";
    }

    private String event(String token) throws Exception {
        return resultCode(client.post("/event/alipay-plus", "{\"input_token\":\"" + token + "\"}"));
    }

    private static String resultCode(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return TargetClient.json(response).path("result").path("resultCode").stringValue();
    }

    private HttpResponse<String> call(String path, String body) throws Exception {
        return send(path, CLIENT, signature(path, CLIENT, body), body);
    }

    private String signature(String path, String clientId, String body) throws Exception {
        String text = "POST " + path + "\n" + clientId + "." + TIME + "." + body;
        return "algorithm=RSA256, keyVersion=1, signature="
                + URLEncoder.encode(RsaCaller.sign(rsa.appKey(), text), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String path, String clientId, String signature, String body) throws Exception {
        return client.send(client.to(client.target.controlPort(), path)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Client-Id", clientId)
                .header("Request-Time", TIME)
                .header("Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
