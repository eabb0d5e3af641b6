package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.generator.run.ScriptedTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RedirectTest {

    private final ClientRig rig = new ClientRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET",
        "302, POST, GET",
        "303, POST, GET",
        "307, POST, POST",
        "308, POST, POST",
        "301, PUT, PUT",
        "303, PUT, GET",
        "303, HEAD, HEAD",
        "302, GET, GET",
    })
    void keepsOrChangesTheMethodAsTheStatusSays(int status, String asked, String next) throws Exception {
        try (ScriptedTarget target = redirecting(status, "/there")) {
            String body = asked.equals("POST") || asked.equals("PUT") ? "hello" : "";
            TestCall call = TestCall.of(asked, "/start", body, "X-Own: 1").following(1);
            TestCall.Ended ended = rig.send(rig.to(target.uri()), call);

            assertThat(ended.how()).isEqualTo("200");
            assertThat(ended.redirects()).isEqualTo(1);
            ScriptedTarget.Request second = target.requests().get(1);
            assertThat(second.line()).isEqualTo(next + " /there HTTP/1.1");
            assertThat(second.head()).contains("X-Own: 1").contains("Host: here");
            boolean keepsBody = next.equals(asked) && !body.isEmpty();
            assertThat(second.body()).isEqualTo(keepsBody ? "hello" : "");
            assertThat(second.head().contains("Content-")).isEqualTo(keepsBody);
            assertThat(target.connectionsAccepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/x?y=1#part, /x?y=1",
        "x, /a/x",
        "../x, /x",
        "../../x, /x",
        "?q=2, /a/b?q=2",
        "'', /a/b?p=1",
        "/sp ace/{id}, /sp%20ace/%7Bid%7D",
        "/%E4%B8%AD%zz, /%E4%B8%AD%25zz",
    })
    void findsRelativePlaces(String location, String path) throws Exception {
        try (ScriptedTarget target = redirecting(302, location)) {
            rig.send(rig.to(target.uri()), TestCall.get("/a/b?p=1").following(1));

            assertThat(target.requests().get(1).line()).isEqualTo("GET " + path + " HTTP/1.1");
        }
    }

    @Test
    void measuresFromTheFirstStartToTheEndOfTheLastAnswer() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start(
                ScriptedTarget.later(Duration.ofMillis(40), (request, out) -> answer(request, out, 302, "/again")))) {
            TestCall.Ended ended =
                    rig.send(rig.to(target.uri()), TestCall.get("/start").following(5));

            assertThat(ended.serviceNanos()).isGreaterThan(80_000_000L);
            assertThat(ended.sentBytes())
                    .isEqualTo(target.requests().stream()
                            .mapToLong(request -> request.head().length())
                            .sum());
        }
    }

    @Test
    void takesARedirectForAnAnswerWhereNoneIsFollowed() throws Exception {
        try (ScriptedTarget target = redirecting(302, "/there")) {
            assertThat(rig.send(rig.to(target.uri()), TestCall.get("/start")).how())
                    .isEqualTo("302");
        }
    }

    @Test
    void refusesMoreRedirectsThanAllowedAsInALoop() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.start(
                (request, out) -> redirect(out, 302, request.line().split(" ", -1)[1]))) {
            TestCall.Ended ended =
                    rig.send(rig.to(target.uri()), TestCall.get("/loop").following(3));

            assertThat(ended.how()).isEqualTo("REDIRECT_REFUSED");
            assertThat(target.requests()).hasSize(4);
        }
    }

    @Test
    void followsToAnotherAllowedTargetWithoutWhatBelongsToTheFirst() throws Exception {
        try (ScriptedTarget other = ScriptedTarget.json("{\"other\":1}");
                ScriptedTarget target = redirecting(307, other.uri() + "/there")) {
            TestCall call = TestCall.of("POST", "/start", "hello", "Authorization: secret", "X-Own: 1")
                    .following(1);
            TestCall.Ended ended = rig.send(rig.to(target.uri()), call);

            assertThat(ended.how()).isEqualTo("200");
            assertThat(ended.body()).isEqualTo("{\"other\":1}");
            ScriptedTarget.Request second = other.requests().get(0);
            assertThat(second.head())
                    .startsWith("POST /there HTTP/1.1\r\nHost: 127.0.0.1:"
                            + other.uri().getPort() + "\r\n")
                    .contains("X-Own: 1")
                    .doesNotContain("secret", "Host: here");
            assertThat(second.body()).isEqualTo("hello");
        }
    }

    @Test
    void refusesTargetsThatAreNotAllowedAndPlacesThatAreNone() throws Exception {
        rig.allowed = target -> false;
        for (String location : List.of("http://127.0.0.2:1/", "ftp://here/", "http://", "javascript:alert(1)")) {
            try (ScriptedTarget target = redirecting(302, location)) {
                TestCall.Ended ended =
                        rig.send(rig.to(target.uri()), TestCall.get("/start").following(3));

                assertThat(ended.how()).as(location).isEqualTo("REDIRECT_REFUSED");
                assertThat(target.requests()).hasSize(1);
            }
        }
    }

    @Test
    void carriesCookiesAlongTheWay() throws Exception {
        CookieJar jar = new CookieJar(System::currentTimeMillis);
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            if (request.numberOnConnection() == 0) {
                out.write("HTTP/1.1 302 X\r\nSet-Cookie: sid=1; Path=/\r\nLocation: /home\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(ScriptedTarget.response(200, "{}"));
            }
            return true;
        })) {
            Transports ways = rig.to(target.uri());
            rig.send(ways, TestCall.get("/login").following(1).keeping(jar));
            rig.send(ways, TestCall.get("/own", "Cookie: mine=2").keeping(jar));
            jar.clear();
            rig.send(ways, TestCall.get("/none").keeping(jar));

            assertThat(target.requests().get(0).head()).doesNotContain("Cookie");
            assertThat(target.requests().get(1).head()).startsWith("GET /home ").contains("\r\nCookie: sid=1\r\n");
            assertThat(target.requests().get(2).head()).contains("\r\nCookie: mine=2; sid=1\r\n");
            assertThat(target.requests().get(3).head()).doesNotContain("Cookie");
        }
    }

    private static ScriptedTarget redirecting(int status, String location) {
        return ScriptedTarget.start((request, out) -> answer(request, out, status, location));
    }

    private static boolean answer(ScriptedTarget.Request request, OutputStream out, int status, String location)
            throws IOException {
        if (request.numberOnConnection() == 0) {
            return redirect(out, status, location);
        }
        boolean head = request.line().startsWith("HEAD ");
        out.write(
                head
                        ? "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n".getBytes(StandardCharsets.US_ASCII)
                        : ScriptedTarget.response(200, "{}"));
        return true;
    }

    private static boolean redirect(OutputStream out, int status, String location) throws IOException {
        out.write(("HTTP/1.1 " + status + " X\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return true;
    }
}
