package io.breakwater.generator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.Http.Method;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestBodiesTest {

    private final ValueNames names = ValueNames.of(List.of("v"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Filling filling = new Filling(new Sequences(0, 0, 1));
    private final Sources sources = new Sources(
            new RunData(Map.of(), Map.of(), Map.of("photo", ByteBuffer.wrap(new byte[] {
                (byte) 0x89, 0, '\r', '\n', (byte) 0xFF
            }))),
            ignored -> new TokenSlot(),
            names);

    @ParameterizedTest
    @EnumSource(Method.class)
    void sendsEveryMethodWithItsLength(Method method) {
        assertThat(render(request(method, "/a", Map.of(), Optional.empty())))
                .startsWith(method + " /a HTTP/1.1\r\n")
                .matches(text -> text.contains("Content-Length: 0\r\n")
                        == List.of(Method.POST, Method.PUT, Method.PATCH).contains(method));
        assertThat(render(request(method, "/a", Map.of(), text("x"))))
                .contains("Content-Type: text/plain\r\n", "Content-Length: 1\r\n")
                .endsWith("\r\n\r\nx");
    }

    @Test
    void writesFormsFieldByField() {
        set("v", "a&b=c d+ü");
        Body form = new Body.Form(List.of(
                new Body.Field("na me", "${v}"), new Body.Field("plain", "x&y ${v}"), new Body.Field("na me", "")));

        assertThat(render(request(Method.POST, "/a", Map.of(), Optional.of(form))))
                .contains("Content-Type: application/x-www-form-urlencoded\r\n")
                .endsWith("\r\n\r\nna+me=a%26b%3Dc+d%2B%C3%BC&plain=x%26y+a%26b%3Dc+d%2B%C3%BC&na+me=");
    }

    @Test
    void writesPartsAndFilesAsTheyAre() {
        set("v", "中");
        Body parts = new Body.Multipart(List.of(
                new Body.Part("na\"me", Optional.of("<${v}>"), Optional.empty(), Optional.empty()),
                new Body.Part("json", Optional.of("{}"), Optional.empty(), Optional.of("application/json")),
                new Body.Part("file", Optional.empty(), Optional.of("photo"), Optional.of("image/png"))));
        String request = render(request(Method.POST, "/a", Map.of(), Optional.of(parts)), StandardCharsets.ISO_8859_1);

        Matcher type = Pattern.compile("Content-Type: multipart/form-data; boundary=([a-z0-9-]+)\r\n")
                .matcher(String.valueOf(request));
        assertThat(type.find()).isTrue();
        String boundary = type.group(1);
        String body = String.join(
                "\r\n",
                "--B",
                "Content-Disposition: form-data; name=\"na%22me\"",
                "",
                "<\u00e4\u00b8\u00ad>",
                "--B",
                "Content-Disposition: form-data; name=\"json\"",
                "Content-Type: application/json",
                "",
                "{}",
                "--B",
                "Content-Disposition: form-data; name=\"file\"; filename=\"cat.png\"",
                "Content-Type: image/png",
                "",
                "\u0089\0",
                "\u00ff",
                "--B--",
                "");
        String expected = body.replace("B\r\n", boundary + "\r\n").replace("--B--", "--" + boundary + "--");
        assertThat(request).endsWith("\r\n\r\n" + expected).contains("Content-Length: " + expected.length() + "\r\n");
    }

    @Test
    void addsTheScenariosHeadersWhereTheStepNamesNoSuchOne() {
        set("v", "7");
        HttpSettings settings =
                settings(true, Map.of("X-Run", "all-${v}", "user-agent", "scenario", "X-Both", "scenario"));
        Request.Http request = request(Method.GET, "/a", Map.of("x-both", "step", "Host", "other"), Optional.empty());

        assertThat(render(request, settings))
                .isEqualTo(
                        "GET /a HTTP/1.1\r\nHost: other\r\nuser-agent: scenario\r\nx-both: step\r\nX-Run: all-7\r\n\r\n");
    }

    @Test
    void carriesTheHeadersOfThisRequestOnly() {
        RequestTemplate template = compile(request(Method.GET, "/a", Map.of(), Optional.empty()), HttpSettings.DEFAULT);

        filling.of(new int[0], values, 0).headers().append("Cookie: sid=1\r\n");
        assertThat(text(template.render(UnpooledByteBufAllocator.DEFAULT, filling), StandardCharsets.UTF_8))
                .endsWith("\r\nCookie: sid=1\r\n\r\n");
        filling.of(new int[0], values, 0);
        assertThat(text(template.render(UnpooledByteBufAllocator.DEFAULT, filling), StandardCharsets.UTF_8))
                .doesNotContain("Cookie");
    }

    @Test
    void encodesWhatNoUrlMayHoldAndLeavesWhatIsEncoded() {
        set("v", "a/b?c&d é%41");

        assertThat(render(request(Method.GET, "/é \"x\"/%41/100%/#${v}?q=[1]&r=${v}", Map.of(), Optional.empty())))
                .startsWith(
                        "GET /%C3%A9%20%22x%22/%41/100%25/%23a%2Fb%3Fc%26d%20%C3%A9%2541?q=[1]&r=a%2Fb%3Fc%26d%20%C3%A9%2541"
                                + " HTTP/1.1\r\n");
    }

    @Test
    void leavesUrlsAloneWhereTheScenarioSaysSoButNeverSplitsTheFirstLine() {
        HttpSettings asItIs = settings(false, Map.of());
        Request.Http request = request(Method.GET, "${v}", Map.of(), Optional.empty());

        set("v", "/a/b?c=%41&d=é");
        assertThat(render(request, asItIs)).startsWith("GET /a/b?c=%41&d=é HTTP/1.1\r\n");
        for (String breaking : List.of("/a b", "/a\r\nX: y", "/\u007f", "/\u0000")) {
            set("v", breaking);
            assertThat(render(request, asItIs)).isNull();
            assertThat(filling.missing()).isEqualTo(NotSentReason.VALUE_MISSING);
            assertThat(filling.missingName()).isEqualTo("path");
        }
        assertThatThrownBy(() -> compile(request(Method.GET, "/a b", Map.of(), Optional.empty()), asItIs))
                .hasMessageStartingWith("path: /a b (expected: no space");
    }

    @Test
    void refusesHeadersThatAreNone() {
        for (Map<String, String> headers :
                List.of(Map.of("X Y", "1"), Map.of("X:", "1"), Map.of("", "1"), Map.of("X", "a\r\nY: b"))) {
            assertThatThrownBy(
                            () -> compile(request(Method.GET, "/a", headers, Optional.empty()), HttpSettings.DEFAULT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(expected: ");
        }
    }

    @Test
    void opensAWebSocket() {
        RequestTemplate template = RequestTemplate.compile(
                "open",
                new Request.WebSocketOpen(Optional.empty(), "/ws", Map.of("X-A", "1"), Optional.empty()),
                HttpSettings.DEFAULT,
                "h:1",
                sources);

        filling.of(new int[0], values, 0);
        assertThat(text(template.render(UnpooledByteBufAllocator.DEFAULT, filling), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "GET /ws HTTP/1.1",
                        "Connection: Upgrade",
                        "Host: h:1",
                        "Sec-WebSocket-Version: 13",
                        "Upgrade: websocket",
                        "User-Agent: breakwater",
                        "X-A: 1",
                        "",
                        ""));
    }

    /** Whatever a value is, a request has one first line, its own headers, and a body as long as it says. */
    @Test
    void framesRequestsWhateverTheValueIs_seed5() {
        RequestTemplate template = compile(
                request(
                        Method.POST,
                        "/p/${v}",
                        Map.of("X-V", "${v}"),
                        Optional.of(new Body.Form(List.of(new Body.Field("f", "${v}"))))),
                HttpSettings.DEFAULT);
        Random random = new Random(5);
        int sent = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] value = new byte[random.nextInt(6)];
            random.nextBytes(value);
            values.set(names.slot("v"), value, 0, value.length);
            ByteBuf bytes = template.render(UnpooledByteBufAllocator.DEFAULT, filling.of(new int[0], values, 0));
            if (bytes == null) {
                continue;
            }
            sent++;
            String request = bytes.toString(StandardCharsets.ISO_8859_1);
            bytes.release();
            int end = request.indexOf("\r\n\r\n");
            String head = request.substring(0, end);
            assertThat(head.split("\r\n", -1)).hasSize(6);
            assertThat(head).contains("Content-Length: " + (request.length() - end - 4));
            assertThat(head.chars().filter(c -> c == '\n' || c == '\r').count()).isEqualTo(10);
        }
        assertThat(sent).isBetween(10_000, 19_999);
    }

    private @Nullable String render(Request.Http request) {
        return render(request, HttpSettings.DEFAULT);
    }

    private @Nullable String render(Request.Http request, HttpSettings settings) {
        filling.of(new int[0], values, 0);
        return text(
                compile(request, settings).render(UnpooledByteBufAllocator.DEFAULT, filling), StandardCharsets.UTF_8);
    }

    private @Nullable String render(Request.Http request, Charset charset) {
        filling.of(new int[0], values, 0);
        return text(compile(request, HttpSettings.DEFAULT).render(UnpooledByteBufAllocator.DEFAULT, filling), charset);
    }

    private RequestTemplate compile(Request.Http request, HttpSettings settings) {
        return RequestTemplate.compile("a", request, settings, "h:1", sources, Map.of("photo", "pictures/cat.png"));
    }

    private void set(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        values.set(names.slot(name), bytes, 0, bytes.length);
    }

    private static Request.Http request(Method method, String path, Map<String, String> headers, Optional<Body> body) {
        return Request.Http.of(method, path, headers, body);
    }

    private static Optional<Body> text(String text) {
        return Optional.of(new Body.Text("text/plain", text, Body.Escaping.NONE));
    }

    private static HttpSettings settings(boolean encodeUrl, Map<String, String> headers) {
        return new HttpSettings(
                Protocol.HTTP_1_1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1,
                1,
                headers,
                0,
                false,
                false,
                encodeUrl,
                List.of(),
                Map.of(),
                Tls.DEFAULT);
    }

    private static @Nullable String text(@Nullable ByteBuf bytes, Charset charset) {
        if (bytes == null) {
            return null;
        }
        String text = bytes.toString(charset);
        bytes.release();
        return text;
    }
}
