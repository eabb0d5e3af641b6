package io.breakwater.token.platform.alipay;

import static io.breakwater.token.platform.ScriptedPlatform.first;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformAnswer.Busy;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.platform.ScriptedPlatform.Answer;
import io.breakwater.token.settings.PlatformSettings.AlipayPlusSettings;
import io.breakwater.token.settings.PlatformSettings.AlipayUserSettings;
import io.breakwater.token.settings.Problems;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlipayTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static KeyPair ours;
    private static KeyPair platforms;

    private Path folder;

    private final Problems problems = new Problems();
    private ScriptedPlatform server;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        ours = generator.generateKeyPair();
        platforms = generator.generateKeyPair();
    }

    @BeforeEach
    void start(@TempDir Path given) throws Exception {
        folder = given;
        server = new ScriptedPlatform();
        Files.writeString(folder.resolve("codes.csv"), "code\nauth-1\nauth-2\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(platforms.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return base64(signature.sign());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOurs(String text, String base64) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(ours.getPublic());
        signature.update(text.getBytes(UTF_8));
        return signature.verify(Base64.getDecoder().decode(base64));
    }

    private PlatformTools tools() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(ours.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return ScriptedPlatform.tools(Map.of("BREAKWATER_SECRET_KEY", pem), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Platform alipay() {
        return AlipayUserTokens.open(
                new AlipayUserSettings(
                        server.url("/gateway.do"),
                        "2021000000000001",
                        "${secret.key}",
                        base64(platforms.getPublic().getEncoded()),
                        folder.resolve("codes.csv").toString()),
                tools(),
                ScriptedPlatform.place(problems));
    }

    private static String signed(String name, String raw) {
        return "{\"" + name + "\":" + raw + ",\"sign\":\"" + sign(raw) + "\"}";
    }

    @Test
    void signsWhatIsSentByNameWithoutEmptyValuesAndTheSignature() {
        TreeMap<String, String> parameters =
                new TreeMap<>(Map.of("b", "2 &", "a", "1", "sign", "x", "sign_type", "RSA2", "empty", ""));

        assertThat(AlipayUserTokens.signedText(parameters)).isEqualTo("a=1&b=2 &&sign_type=RSA2");
    }

    @Test
    void exchangesACodeAndThenRefreshTokensInSignedCalls() throws Exception {
        server.answers(
                signed(
                        "alipay_system_oauth_token_response",
                        "{\"user_id\":\"2088\", \"access_token\":\"at-1\",\"expires_in\":\"3600\",\"refresh_token\":\"rt-1\",\"re_expires_in\":86400}"));

        PlatformAnswer answer = alipay().ask(first(1));

        assertThat(problems.found()).isEmpty();
        TokenFields fields = ((Granted) answer).fields();
        assertThat(((Granted) answer).life()).isEqualTo(Duration.ofHours(1));
        assertThat(fields.token()).isEqualTo("at-1");
        assertThat(fields.field("user_id")).contains("2088");
        Map<String, String> sent = form(server.lastCall().body());
        assertThat(sent)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "auth-2")
                .containsEntry("timestamp", "2026-11-20 20:00:00")
                .containsEntry("method", "alipay.system.oauth.token");
        assertThat(isOurs(AlipayUserTokens.signedText(new TreeMap<>(sent)), String.valueOf(sent.get("sign"))))
                .isTrue();

        alipay().ask(new Platform.Ask(1, Optional.of(fields), false));
        assertThat(form(server.lastCall().body()))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "rt-1")
                .doesNotContainKey("code");
    }

    @Test
    void believesOnlyWhatAlipaySigned() throws Exception {
        String raw = "{\"access_token\":\"at-1\",\"expires_in\":3600}";
        String forged = raw.replace("at-1", "at-2");
        server.answers("{\"alipay_system_oauth_token_response\":" + forged + ",\"sign\":\"" + sign(raw) + "\"}");
        Refused refused = new Refused("answer: not signed by the platform-key (expected: Alipay's signature)");
        assertThat(alipay().ask(first(0))).isEqualTo(refused);

        server.answers("{\"alipay_system_oauth_token_response\":" + raw + "}");
        assertThat(alipay().ask(first(0))).isEqualTo(refused);

        // The first one is signed, the second one is what a parser would take.
        server.answers("{\"alipay_system_oauth_token_response\":" + raw + ",\"alipay_system_oauth_token_response\":"
                + forged + ",\"sign\":\"" + sign(raw) + "\"}");
        assertThat(alipay().ask(first(0))).isNotInstanceOf(Granted.class);
    }

    @Test
    void tellsErrorsInAlipaysWords() throws Exception {
        server.answers(
                signed(
                        "error_response",
                        "{\"code\":\"40002\",\"msg\":\"Invalid Arguments\",\"sub_code\":\"isv.code-invalid\",\"sub_msg\":\"code spent\"}"));
        assertThat(alipay().ask(first(0))).isEqualTo(new Refused("code 40002: isv.code-invalid code spent"));

        server.answers("{\"error_response\":{\"code\":\"20000\",\"msg\":\"Service Currently Unavailable\"}}");
        assertThat(alipay().ask(first(0)))
                .isEqualTo(new Busy("code 20000, not signed:  Service Currently Unavailable"));
    }

    @Test
    void findsTheRawTextOfAMember() {
        String json = " { \"a\" : {\"x\":\"}\\\"\",\"y\":[1,{\"z\":2}]} , \"b\":\"t,\", \"c\":12 }";

        assertThat(RawMember.find(json, "a")).contains("{\"x\":\"}\\\"\",\"y\":[1,{\"z\":2}]}");
        assertThat(RawMember.find(json, "b")).contains("\"t,\"");
        assertThat(RawMember.find(json, "c")).contains("12");
        assertThat(RawMember.find(json, "x")).isEmpty();
        assertThat(RawMember.find("{\"a\":{\"b\":", "a")).isEmpty();
        assertThat(RawMember.find("[]", "a")).isEmpty();
    }

    @Test
    void namesABadKeyWithoutShowingIt() {
        AlipayUserTokens.open(
                new AlipayUserSettings(
                        server.url("/gateway.do"),
                        "2021",
                        "${secret.bad}",
                        "-----BEGIN PUBLIC KEY-----\nAAAA",
                        folder.resolve("none.csv").toString()),
                ScriptedPlatform.tools(Map.of("BREAKWATER_SECRET_BAD", "c2VjcmV0"), Clock.systemUTC()),
                ScriptedPlatform.place(problems));

        assertThat(problems.found()).hasSize(3);
        assertThat(problems.found().get(0))
                .startsWith("b.private-key: 6 bytes that are no such key (expected: an RSA key");
        assertThat(problems.found().get(1)).startsWith("b.platform-key: PEM without its begin and end (expected: ");
        assertThat(problems.found().get(2)).startsWith("b.codes: ").contains("none.csv (expected: a readable file)");
    }

    @Test
    void signsCallsToAnAlipayPlusWalletInHeadersAndVerifiesItsAnswers() throws Exception {
        String body = "{\"result\":{\"resultCode\":\"SUCCESS\",\"resultStatus\":\"S\"},\"accessToken\":\"p-1\","
                + "\"accessTokenExpiryTime\":\"2026-11-20T13:00:00+00:00\",\"refreshToken\":\"pr-1\",\"customerId\":\"1000\"}";
        String time = "2026-11-20T12:00:01Z";
        String path = "/api/open/v2/authorizations/applyToken";
        server.answers(call -> new Answer(
                Map.of(
                        "Response-Time",
                        time,
                        "Signature",
                        "algorithm=RSA256, keyVersion=1, signature="
                                + URLEncoder.encode(sign("POST " + path + "\nclient-1." + time + "." + body), UTF_8)),
                body));
        Platform wallet = AlipayPlusTokens.open(
                new AlipayPlusSettings(
                        server.url(path),
                        "client-1",
                        "app-1",
                        "",
                        "GCASH",
                        1,
                        "${secret.key}",
                        base64(platforms.getPublic().getEncoded()),
                        folder.resolve("codes.csv").toString()),
                tools(),
                ScriptedPlatform.place(problems));

        PlatformAnswer answer = wallet.ask(first(0));

        assertThat(problems.found()).isEmpty();
        TokenFields fields = ((Granted) answer).fields();
        assertThat(fields.token()).isEqualTo("p-1");
        assertThat(fields.field("customer_id")).contains("1000");
        assertThat(((Granted) answer).life()).isEqualTo(Duration.ofHours(1));
        ScriptedPlatform.Call call = server.lastCall();
        assertThat(call.body()).contains("\"authCode\":\"auth-1\"").contains("\"grantType\":\"AUTHORIZATION_CODE\"");
        Matcher header = Pattern.compile("algorithm=RSA256, keyVersion=1, signature=(\\S+)")
                .matcher(call.header("Signature"));
        assertThat(header.matches()).isTrue();
        String signedText = "POST " + path + "\n" + call.header("Client-id") + "." + call.header("Request-time") + "."
                + call.body();
        assertThat(isOurs(signedText, URLDecoder.decode(header.group(1), UTF_8)))
                .isTrue();

        wallet.ask(new Platform.Ask(0, Optional.of(fields), false));
        assertThat(server.lastCall().body())
                .contains("\"refreshToken\":\"pr-1\"")
                .doesNotContain("authCode");

        server.answers(body);
        assertThat(wallet.ask(first(0)))
                .isEqualTo(new Refused("answer: not signed by the platform-key (expected: the wallet's signature)"));
        server.answers(
                "{\"result\":{\"resultCode\":\"REQUEST_TRAFFIC_EXCEED_LIMIT\",\"resultStatus\":\"U\",\"resultMessage\":\"slow down\"}}");
        assertThat(wallet.ask(first(0))).isEqualTo(new Busy("REQUEST_TRAFFIC_EXCEED_LIMIT: slow down"));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return form;
    }
}
