package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlipayGatewayIT {

    private static final String APP = "2021000000000001";

    private final TargetClient client = new TargetClient(Map.of());
    private final RsaCaller rsa = new RsaCaller(client);

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void exchangesACodeForATokenThatTheBackendAccepts() throws Exception {
        JsonNode token = ofCode(code("alice")).path("alipay_system_oauth_token_response");

        assertThat(token.path("user_id").stringValue()).matches("2088\\d{12}");
        assertThat(token.path("access_token").stringValue()).hasSize(40);
        assertThat(token.path("expires_in").longValue()).isEqualTo(1_296_000);
        assertThat(token.path("re_expires_in").longValue()).isEqualTo(2_592_000);
        assertThat(event(token.path("access_token").stringValue()).path("code").stringValue())
                .isEqualTo("10000");
    }

    @Test
    void signsTheRawTextOfItsAnswer() throws Exception {
        String answer =
                send(parameters("authorization_code", "code", code("alice"))).body();
        String refusal = send(parameters("authorization_code", "code", "none")).body();

        assertSigned(answer, "alipay_system_oauth_token_response");
        assertSigned(refusal, "error_response");
    }

    @Test
    void refreshesWithARefreshTokenOnceAndKeepsTheOldTokenForTheOverlap() throws Exception {
        JsonNode first = ofCode(code("alice")).path("alipay_system_oauth_token_response");
        JsonNode second = json(parameters(
                        "refresh_token",
                        "refresh_token",
                        first.path("refresh_token").stringValue()))
                .path("alipay_system_oauth_token_response");
        JsonNode again = json(parameters(
                "refresh_token", "refresh_token", first.path("refresh_token").stringValue()));

        assertThat(second.path("user_id")).isEqualTo(first.path("user_id"));
        assertThat(event(first.path("access_token").stringValue()).path("code").stringValue())
                .isEqualTo("10000");
        assertThat(event(second.path("access_token").stringValue()).path("code").stringValue())
                .isEqualTo("10000");
        assertThat(again.path("error_response").path("sub_code").stringValue()).isEqualTo("isv.refresh-token-invalid");
    }

    @Test
    void exchangesACodeOnceOnly() throws Exception {
        String code = code("alice");
        ofCode(code);

        JsonNode refusal = ofCode(code).path("error_response");
        assertThat(refusal.path("code").stringValue()).isEqualTo("40002");
        assertThat(refusal.path("sub_code").stringValue()).isEqualTo("isv.code-invalid");
    }

    @Test
    void refusesACallThatWasChangedAfterItWasSigned() throws Exception {
        Map<String, String> call = parameters("authorization_code", "code", code("alice"));
        call.put("code", code("mallory"));

        assertThat(TargetClient.json(send(call))
                        .path("error_response")
                        .path("sub_code")
                        .stringValue())
                .isEqualTo("isv.invalid-signature");
    }

    @ParameterizedTest
    @CsvSource({
        "app_id, '', 40001, isv.missing-app-id",
        "method, '', 40001, isv.missing-method",
        "sign, '', 40001, isv.missing-signature",
        "timestamp, '', 40001, isv.missing-timestamp",
        "app_id, 2021999999999999, 40002, isv.invalid-app-id",
        "method, alipay.trade.create, 40002, isv.invalid-method",
        "sign_type, RSA, 40002, isv.invalid-signature-type",
        "timestamp, yesterday, 40002, isv.invalid-timestamp",
        "sign, AAAA, 40002, isv.invalid-signature",
        "sign, no base64, 40002, isv.invalid-signature",
    })
    void refusesWhatIsMissingOrInvalidByName(String name, String value, String code, String subCode) throws Exception {
        Map<String, String> call = parameters("authorization_code", "code", code("alice"));
        call.put(name, value);

        HttpResponse<String> response = send(call);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode refusal = TargetClient.json(response).path("error_response");
        assertThat(refusal.path("code").stringValue()).isEqualTo(code);
        assertThat(refusal.path("sub_code").stringValue()).isEqualTo(subCode);
    }

    @Test
    void writesNumbersAsTextsWhereToldTo() throws Exception {
        client.target.change("text-numbers", "true");

        assertThat(ofCode(code("alice"))
                        .path("alipay_system_oauth_token_response")
                        .path("expires_in")
                        .stringValue())
                .isEqualTo("1296000");
    }

    @Test
    void isBusyInTheGatewaysWords() throws Exception {
        client.target.change("busy-share", "100%");

        JsonNode refusal = ofCode(code("alice")).path("error_response");
        assertThat(refusal.path("code").stringValue()).isEqualTo("20000");
        assertThat(refusal.path("sub_code").stringValue()).isEqualTo("isp.unknow-error");
    }

    @Test
    void verifiesWithTheKeysThatWereSet() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair app = generator.generateKeyPair();
        KeyPair gateway = generator.generateKeyPair();
        client.target.change(
                "app-public-key",
                Base64.getEncoder().encodeToString(app.getPublic().getEncoded()));
        client.target.change(
                "gateway-private-key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(gateway.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----");

        Map<String, String> call = parameters("authorization_code", "code", code("alice"));
        call.put("sign", RsaCaller.sign(app.getPrivate(), signedText(call)));
        String answer = send(call).body();

        assertThat(rsa.keys().has("appPrivateKey")).isFalse();
        PublicKey gatewayKey = rsa.gatewayKey();
        assertThat(gatewayKey).isEqualTo(gateway.getPublic());
        assertSigned(answer, "alipay_system_oauth_token_response");
    }

    @Test
    void refusesUnknownAndExpiredTokensAtTheBackend() throws Exception {
        client.target.change("user-token-life", "1s");
        String token = ofCode(code("alice"))
                .path("alipay_system_oauth_token_response")
                .path("access_token")
                .stringValue();
        JsonNode unknown = event("authusrB" + "0".repeat(32));
        long end = System.nanoTime() + 10_000_000_000L;
        JsonNode refusal = event(token);
        while (refusal.path("code").stringValue().equals("10000") && System.nanoTime() < end) {
            refusal = event(token);
        }

        assertThat(unknown.path("code").stringValue()).isEqualTo("20001");
        assertThat(unknown.path("sub_code").stringValue()).isEqualTo("aop.invalid-auth-token");
        assertThat(refusal.path("code").stringValue()).isEqualTo("20001");
        assertThat(refusal.path("sub_code").stringValue()).isEqualTo("aop.auth-token-time-out");
    }

    private void assertSigned(String answer, String name) throws Exception {
        String begin = "{\"" + name + "\":";
        assertThat(answer).startsWith(begin);
        String raw = answer.substring(begin.length(), answer.indexOf(",\"sign\":"));
        assertThat(rsa.gatewaySigned(
                        raw, JsonMapper.shared().readTree(answer).path("sign").stringValue()))
                .isTrue();
    }

    private String code(String user) throws Exception {
        return rsa.code("alipay", APP, user);
    }

    private JsonNode event(String token) throws Exception {
        return TargetClient.json(client.post("/event/alipay", "{\"input_token\":\"" + token + "\"}"));
    }

    private JsonNode ofCode(String code) throws Exception {
        return json(parameters("authorization_code", "code", code));
    }

    private JsonNode json(Map<String, String> call) throws Exception {
        return TargetClient.json(send(call));
    }

    private Map<String, String> parameters(String grantType, String name, String value) throws Exception {
        Map<String, String> call = new TreeMap<>();
        call.put("app_id", APP);
        call.put("method", "alipay.system.oauth.token");
        call.put("format", "JSON");
        call.put("charset", "utf-8");
        call.put("sign_type", "RSA2");
        call.put("timestamp", "2026-11-20 12:00:00");
        call.put("version", "1.0");
        call.put("grant_type", grantType);
        call.put(name, value);
        call.put("app_auth_token", "");
        if (rsa.keys().has("appPrivateKey")) {
            call.put("sign", RsaCaller.sign(rsa.appKey(), signedText(call)));
        }
        return call;
    }

    private static String signedText(Map<String, String> call) {
        return call.entrySet().stream()
                .filter(e -> !e.getKey().equals("sign") && !e.getValue().isEmpty())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(Map<String, String> call) throws Exception {
        String form = call.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.send(client.to(client.target.controlPort(), "/gateway.do")
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }
}
