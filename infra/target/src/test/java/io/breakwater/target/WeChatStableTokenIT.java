package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WeChatStableTokenIT {

    private static final String PATH = "/cgi-bin/stable_token";
    private static final String APP = "wx0123456789abcdef";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void returnsTheSameTokenOverAndOverWhichTheBackendAccepts() throws Exception {
        JsonNode first = fetch(false);
        JsonNode second = fetch(false);

        assertThat(second.path("access_token")).isEqualTo(first.path("access_token"));
        assertThat(second.path("expires_in").intValue()).isBetween(7100, 7200);
        assertThat(client.eventErrcode(token(first))).isZero();
    }

    @Test
    void issuesANewTokenBesideTheOldOneInTheLastPartOfItsLife() throws Exception {
        client.target.change("token-life", "20s");
        client.target.change("token-overlap", "20s");
        String first = token(fetch(false));
        String second = token(fetch(false));

        assertThat(second).isNotEqualTo(first);
        assertThat(client.eventErrcode(first)).isZero();
        assertThat(client.eventErrcode(second)).isZero();
    }

    @Test
    void endsTheOldTokenAtOnceWhenForcedAndDoesNotForceAgainTooSoon() throws Exception {
        String first = token(fetch(false));
        String forced = token(fetch(true));
        String again = token(fetch(true));

        assertThat(client.eventErrcode(first)).isEqualTo(40001);
        assertThat(client.eventErrcode(forced)).isZero();
        assertThat(again).as("within 30 s, not refreshed").isEqualTo(forced);
    }

    @Test
    void forcesNoMoreThanTheLimitOfADay() throws Exception {
        client.target.change("forced-spacing", "0ms");
        client.target.change("forced-day-limit", "2");
        String first = token(fetch(true));
        String second = token(fetch(true));
        String third = token(fetch(true));

        assertThat(second).isNotEqualTo(first);
        assertThat(third).isEqualTo(second);
    }

    @Test
    void isApartFromThePlainToken() throws Exception {
        String plain = client.token();
        String stable = token(fetch(true));
        String plainAgain = client.token();

        assertThat(client.eventErrcode(plain)).isZero();
        assertThat(client.eventErrcode(plainAgain)).isZero();
        assertThat(client.eventErrcode(stable)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "44002 | empty post data | ''",
                "47001 | data format error | grant_type=client_credential&appid=wx0123456789abcdef",
                "40002 | invalid grant_type | {'appid':'wx0123456789abcdef'}",
                "40013 | invalid appid | {'grant_type':'client_credential','appid':'wxffffffffffffffff'}",
                "41004 | appsecret missing | {'grant_type':'client_credential','appid':'wx0123456789abcdef'}",
            })
    void refusesWhatIsNoFetchWithHttp200(int errcode, String errmsg, String body) throws Exception {
        HttpResponse<String> response = client.control("POST", PATH, body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode reply = TargetClient.json(response);
        assertThat(reply.path("errcode").intValue()).isEqualTo(errcode);
        assertThat(reply.path("errmsg").stringValue()).matches(errmsg + " rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    @Test
    void takesPostOnly() throws Exception {
        assertThat(TargetClient.json(client.control("GET", PATH, ""))
                        .path("errcode")
                        .intValue())
                .isEqualTo(43002);
    }

    @Test
    void limitsFetchesOfAMinuteAndOfADayForEachKindOfToken() throws Exception {
        client.target.change("stable-minute-limit", "1");
        fetch(false);
        assertThat(fetch(false).path("errcode").intValue()).isEqualTo(45011);
        client.control("POST", "/control/clear-limits", "");
        client.target.change("stable-minute-limit", "100");
        client.target.change("stable-day-limit", "1");
        fetch(false);
        assertThat(fetch(false).path("errcode").intValue()).isEqualTo(45009);

        client.target.change("day-limit", "1");
        client.fetch();
        JsonNode over = client.fetch();
        assertThat(over.path("errcode").intValue()).isEqualTo(45009);
        assertThat(over.path("errmsg").stringValue()).contains("could get access_token by getStableAccessToken");
        client.control("POST", "/control/clear-limits", "");
        client.target.change("token-spacing", "1h");
        client.fetch();
        assertThat(client.fetch().path("errcode").intValue()).isEqualTo(45011);
    }

    @Test
    void refusesAddressesThatAreNotOnTheWhitelistInThePlatformsWords() throws Exception {
        client.target.change("ip-whitelist", "10.0.0.1");
        JsonNode refused = fetch(false);
        client.target.change("ip-whitelist", "10.0.0.1,127.0.0.1");

        assertThat(refused.path("errcode").intValue()).isEqualTo(40164);
        assertThat(refused.path("errmsg").stringValue())
                .startsWith("invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: ");
        assertThat(token(fetch(false))).isNotEmpty();
    }

    @Test
    void refusesEachCallWithTheErrcodeThatWasSet() throws Exception {
        client.target.change("errcode", "89503");

        assertThat(fetch(false).path("errcode").intValue()).isEqualTo(89503);
        assertThat(client.fetch().path("errcode").intValue()).isEqualTo(89503);
    }

    @Test
    void knowsEachApplicationThatWasListedAndEachOneAtAllWhereToldTo() throws Exception {
        assertThat(fetch("wxaaaaaaaaaaaaaaaa", "a".repeat(32)).path("errcode").intValue())
                .isEqualTo(40013);
        client.target.change("wechat-apps", "wxaaaaaaaaaaaaaaaa=" + "a".repeat(32));
        assertThat(client.eventErrcode(token(fetch("wxaaaaaaaaaaaaaaaa", "a".repeat(32)))))
                .isZero();
        assertThat(fetch("wxaaaaaaaaaaaaaaaa", "b".repeat(32)).path("errcode").intValue())
                .isEqualTo(40001);
        client.target.change("any-app", "true");
        assertThat(client.eventErrcode(token(fetch("wxbbbbbbbbbbbbbbbb", "b".repeat(32)))))
                .isZero();
    }

    @Test
    void tellsExpiredUnknownAndMalformedTokensApartAtTheBackend() throws Exception {
        client.target.change("token-life", "1s");
        String token = token(fetch(false));

        assertThat(client.eventErrcode("no token!")).isEqualTo(40014);
        assertThat(client.eventErrcode("80_nobodysToken")).isEqualTo(40001);
        long end = System.nanoTime() + 10_000_000_000L;
        int errcode = 0;
        while (errcode == 0 && System.nanoTime() < end) {
            errcode = client.eventErrcode(token);
        }
        assertThat(errcode).isEqualTo(42001);
    }

    @Test
    void isBackByItselfWhenATimedOutageIsOver() throws Exception {
        client.target.change("outage", "http-502:300ms");
        int first = client.control("POST", PATH, body(APP, SECRET, false)).statusCode();
        long end = System.nanoTime() + 10_000_000_000L;
        int last = first;
        while (last == 502 && System.nanoTime() < end) {
            last = client.control("POST", PATH, body(APP, SECRET, false)).statusCode();
        }

        assertThat(first).isEqualTo(502);
        assertThat(last).isEqualTo(200);
        assertThat(client.state().path("platform").path("outageNow").stringValue())
                .isEqualTo("none");
        client.target.change("outage", "busy");
        assertThat(fetch(false).path("errcode").intValue()).isEqualTo(-1);
    }

    @Test
    void showsTheInstantsOfEachApplicationsFetches() throws Exception {
        fetch(false);
        client.fetch();
        client.target.change("outage", "busy");
        fetch(false);

        JsonNode app = client.state().path("platform").path("fetchesByApp").path(0);
        assertThat(app.path("platform").stringValue()).isEqualTo("wechat");
        assertThat(app.path("app").stringValue()).isEqualTo(APP);
        assertThat(app.path("received").intValue()).isEqualTo(3);
        assertThat(app.path("shortestSpacingMillis").doubleValue()).isPositive();
        assertThat(app.path("fetches").valueStream().map(f -> f.path("outcome").stringValue()))
                .containsExactly("issued", "issued", "busy");
        assertThat(TargetClient.json(client.control("GET", "/control/fetches?platform=wechat&app=" + APP, "")))
                .isEqualTo(app);
        assertThat(client.control("GET", "/control/fetches?platform=wechat&app=wx", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonNode fetch(boolean forced) throws Exception {
        return TargetClient.json(client.control("POST", PATH, body(APP, SECRET, forced)));
    }

    private JsonNode fetch(String app, String secret) throws Exception {
        return TargetClient.json(client.control("POST", PATH, body(app, secret, false)));
    }

    private static String body(String app, String secret, boolean forced) {
        return "{\"grant_type\":\"client_credential\",\"appid\":\"" + app + "\",\"secret\":\"" + secret + "\""
                + (forced ? ",\"force_refresh\":true}" : "}");
    }

    private static String token(JsonNode reply) {
        return reply.path("access_token").stringValue();
    }
}
