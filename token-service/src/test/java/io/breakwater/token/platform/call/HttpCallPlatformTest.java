package io.breakwater.token.platform.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.token.platform.HttpCalls;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformAnswer.Busy;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.PlatformAnswer.Unreachable;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.HttpCallSettings;
import io.breakwater.token.settings.HttpCallSettings.RefusalSettings;
import io.breakwater.token.settings.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallPlatformTest {

    private static final String SECRET = "s3cr\"t&/+ü";
    private static final Platform.Ask ASK = new Platform.Ask(0, Optional.empty(), false);
    private static final RefusalSettings WECHAT =
            new RefusalSettings("$.errcode", List.of("0"), List.of("-1"), "$.errmsg");

    private final Secrets secrets = new Secrets(Map.of("BREAKWATER_SECRET_SHOP_KEY", SECRET)::get, Optional.empty());
    private final Problems problems = new Problems();
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String base;
    private int status = 200;
    private byte[] answer = "{\"access_token\":\"t-1\",\"expires_in\":7200}".getBytes(UTF_8);
    private volatile String seen = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.setExecutor(serving);
        server.createContext("/", this::answer);
        server.createContext("/hangs", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        server.start();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
                + exchange.getRequestHeaders().getFirst("Content-Type") + "\n"
                + exchange.getRequestHeaders().getFirst("X-Key") + "\n"
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        exchange.getResponseHeaders().set("Location", base + "/elsewhere");
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        serving.shutdownNow();
    }

    private Platform platform(HttpCallSettings settings) {
        HttpCalls calls = new HttpCalls(Duration.ofSeconds(2), Duration.ofMillis(500), 1000);
        PlatformTools tools = new PlatformTools(calls, secrets, Set.of("127.0.0.1", "localhost"), Clock.systemUTC());
        return HttpCallPlatform.open(settings, tools, new Place("b.http-call.", problems));
    }

    private static HttpCallSettings get(String url) {
        return new HttpCallSettings("GET", url, Map.of(), "", "$.access_token", "$.expires_in", WECHAT);
    }

    private PlatformAnswer ask(String body) throws InterruptedException {
        answer = body.getBytes(UTF_8);
        return platform(get(base + "/token")).ask(ASK);
    }

    @Test
    void readsTokenAndLife() throws Exception {
        assertThat(ask("{\"access_token\":\"t-1\",\"expires_in\":7200}"))
                .isEqualTo(Granted.of("t-1", Duration.ofHours(2)));
        assertThat(ask("{\"errcode\":0,\"access_token\":\"t-2\",\"expires_in\":\"3600\"}"))
                .isEqualTo(Granted.of("t-2", Duration.ofHours(1)));
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void readsAnotherPlatformsShapeByItsSettings() throws Exception {
        answer = "{\"err_no\":0,\"err_tips\":\"success\",\"data\":{\"access_token\":\"d-1\"}}".getBytes(UTF_8);
        RefusalSettings douyin = new RefusalSettings("$.err_no", List.of("0"), List.of("-1"), "$.err_tips");
        HttpCallSettings settings = new HttpCallSettings(
                "post",
                base + "/api/apps/v2/token",
                Map.of(),
                "{\"secret\":\"${secret.shop-key}\"}",
                "$.data.access_token",
                "2h",
                douyin);

        assertThat(platform(settings).ask(ASK)).isEqualTo(Granted.of("d-1", Duration.ofHours(2)));
        assertThat(seen).isEqualTo("POST /api/apps/v2/token\napplication/json\nnull\n{\"secret\":\"s3cr\\\"t&/+ü\"}");
    }

    @Test
    void escapesASecretAsItsPlaceNeedsIt() throws Exception {
        platform(get(base + "/token?secret=${secret.shop-key}&x=1")).ask(ASK);
        assertThat(seen).startsWith("GET /token?secret=s3cr%22t%26%2F%2B%C3%BC&x=1\n");

        platform(new HttpCallSettings(
                        "POST",
                        base + "/token",
                        Map.of("content-type", "application/x-www-form-urlencoded", "X-Key", "a b"),
                        "secret=${secret.shop-key}",
                        "$.access_token",
                        "$.expires_in",
                        WECHAT))
                .ask(ASK);
        assertThat(seen)
                .isEqualTo("POST /token\napplication/x-www-form-urlencoded\na b\nsecret=s3cr%22t%26%2F%2B%C3%BC");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void tellsARefusalInThePlatformsWordsWithoutTheSecret() throws Exception {
        answer =
                "{\"errcode\":40125,\"errmsg\":\"invalid appsecret s3cr\\\"t&/+ü or s3cr%22t%26%2F%2B%C3%BC\\n rid: 1\"}"
                        .getBytes(UTF_8);
        assertThat(platform(get(base + "/token?s=${secret.shop-key}")).ask(ASK))
                .isEqualTo(new Refused("$.errcode: 40125 invalid appsecret *** or ***  rid: 1"));
    }

    @Test
    void takesBusyAsBusy() throws Exception {
        assertThat(ask("{\"errcode\":-1,\"errmsg\":\"system error\"}"))
                .isEqualTo(new Busy("$.errcode: -1 system error"));
        status = 503;
        assertThat(ask("<html>")).isEqualTo(new Busy("status: 503 (expected: 200)"));
        status = 429;
        assertThat(ask("")).isEqualTo(new Busy("status: 429 (expected: 200)"));
    }

    @Test
    void refusesWhatIsNoAnswerWithoutQuotingIt() throws Exception {
        assertThat(ask("token: t-9"))
                .isEqualTo(new Refused("answer: 10 bytes without a token (expected: a JSON object with one)"));
        assertThat(ask(""))
                .isEqualTo(new Refused("answer: 0 bytes without a token (expected: a JSON object with one)"));
        assertThat(ask("{\"token\":\"t-9\"}"))
                .isEqualTo(new Refused("answer: nothing at $.access_token (expected: a token)"));
        assertThat(ask("{\"access_token\":\"\",\"expires_in\":1}")).isInstanceOf(Refused.class);
        assertThat(ask("{\"access_token\":\"t\\r\\nX: 1\",\"expires_in\":1}"))
                .isEqualTo(new Refused("token: 7 characters (expected: 1 to 8192 printable ones without blanks)"));
        for (String life : List.of("0", "-5", "\"soon\"", "1e99", "34560001", "null", "[]")) {
            assertThat(ask("{\"access_token\":\"t-9\",\"expires_in\":" + life + "}"))
                    .isEqualTo(new Refused(
                            "answer: no life (expected: seconds at $.expires_in, more than 0 and at most 34560000)"));
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        status = 302;
        assertThat(ask("")).isEqualTo(new Refused("status: 302 (expected: 200)"));
        assertThat(seen).startsWith("GET /token\n");
    }

    @Test
    void givesUpOnAnAnswerThatIsTooLongOrTooSlowOrNone() throws Exception {
        assertThat(ask("x".repeat(1001))).isEqualTo(new Unreachable("answer of more than 1000 bytes"));
        assertThat(platform(get(base + "/hangs")).ask(ASK)).isEqualTo(new Unreachable("no answer within 500 ms"));
        server.stop(0);
        assertThat(platform(get(base + "/token")).ask(ASK)).isEqualTo(new Unreachable("connection refused"));
    }

    @Test
    void namesEverySettingThatIsWrong() {
        platform(new HttpCallSettings(
                "PUT",
                "ftp://127.0.0.1/x?secret=in-the-clear",
                Map.of("X Y", "1", "Host", "h", "X-Key", "${secret.absent}"),
                "key=in-the-clear&${other}",
                "access_token",
                "forever",
                new RefusalSettings("errcode", List.of(), List.of(), "$.a b")));
        platform(get("http://169.254.169.254/latest"));
        platform(get("http://127.0.0.1.${secret.shop-key}/x"));
        platform(get("http://127.0.0.1:1/a b"));

        assertThat(problems.found())
                .containsExactlyInAnyOrder(
                        "b.http-call.method: PUT (expected: GET or POST)",
                        "b.http-call.url: ftp://127.0.0.1/x?… (expected: http://host/… or https://host/…, without user and password)",
                        "b.http-call.headers.X-Key: ${secret.absent} (expected: environment variable BREAKWATER_SECRET_ABSENT)",
                        "b.http-call.headers.X Y: not usable (expected: a header that may be set, of printable characters)",
                        "b.http-call.headers.Host: not usable (expected: a header that may be set, of printable characters)",
                        "b.http-call.body: ${other} (expected: only placeholders of the form ${secret.NAME})",
                        "b.http-call.token: access_token (expected: a JSON expression: $.name, $['name'], $.list[0] and such)",
                        "b.http-call.life: forever (expected: seconds in the answer such as $.expires_in, or a duration such as 2h)",
                        "b.http-call.refusal.code: errcode (expected: a JSON expression: $.name, $['name'], $.list[0] and such)",
                        "b.http-call.refusal.message: $.a b (expected: a JSON expression: $.name, $['name'], $.list[0] and such)",
                        "b.http-call.url: http://169.254.169.254/latest (expected: a host of breakwater.token.allowed-hosts: 127.0.0.1, localhost)",
                        "b.http-call.url: http://127.0.0.1.${secret.shop-key}/x (expected: a host of breakwater.token.allowed-hosts: 127.0.0.1, localhost)",
                        "b.http-call.url: http://127.0.0.1:1/a b (expected: a URL, Illegal character in path)");
    }
}
