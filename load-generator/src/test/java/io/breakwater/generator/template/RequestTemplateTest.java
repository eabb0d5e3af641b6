package io.breakwater.generator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {

    private static final DataSet LINES =
            DataSet.of("l.jsonl", DataSet.Format.JSONL, List.of(), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);

    private final TokenSlot token = new TokenSlot();
    private final ValueNames names = ValueNames.of(List.of("order"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Filling filling = new Filling(new Sequences(0, 0, 1));
    private HttpSettings settings = HttpSettings.DEFAULT;

    @Test
    void writesAPlainGet() {
        Step step = Step.of(
                "a",
                Request.Http.of(
                        Request.Http.Method.GET, "/a?b=c", Map.of("X-B", "2", "Accept", "*/*"), Optional.empty()),
                List.of());

        assertThat(render(step, "{\"u\":1}\n", 0))
                .isEqualTo(
                        "GET /a?b=c HTTP/1.1\r\nAccept: */*\r\nHost: h:1\r\nUser-Agent: breakwater\r\nX-B: 2\r\n\r\n");
    }

    @Test
    void fillsInRowsAndTokensEachInTheEncodingOfItsPlace() {
        TokenFixture.set(token, "to\"ken&1", Long.MAX_VALUE);
        Step step = post(
                "/p/${rows.u}?t=${token.t}", "{\"u\":\"${rows.u}\",\"t\":\"${token.t}\"}", Body.Escaping.JSON_STRING);

        assertThat(render(step, "{\"u\":\"x\"}\n{\"u\":\"a b/\\\"ü\"}\n", 1))
                .startsWith("POST /p/a%20b%2F%22%C3%BC?t=to%22ken%261 HTTP/1.1\r\n")
                .contains("Content-Type: application/json\r\n")
                .contains("Content-Length: 32\r\n")
                .endsWith("\r\n\r\n{\"u\":\"a b/\\\"ü\",\"t\":\"to\\\"ken&1\"}");
    }

    @Test
    void writesAWholeRowAsItStands() {
        Step step = post("/p", "${rows}", Body.Escaping.NONE);

        assertThat(render(step, "{\"u\": [1, \"ü\"]}\n", 0)).endsWith("Content-Length: 16\r\n\r\n{\"u\": [1, \"ü\"]}");
    }

    @Test
    void saysTheLengthOfAnEmptyBody() {
        Step step =
                Step.of("a", Request.Http.of(Request.Http.Method.POST, "/a", Map.of(), Optional.empty()), List.of());

        assertThat(render(step, "1\n", 0)).contains("Content-Length: 0\r\n\r\n");
    }

    @Test
    void rendersNothingWhenATokenIsMissingOrHasExpired() {
        Step step = post("/p", "${token.t}", Body.Escaping.NONE);

        assertThat(render(step, "1\n", 0)).isNull();
        TokenFixture.set(token, "x", 999);
        assertThat(render(step, "1\n", 0)).isNull();
        TokenFixture.set(token, "x", 1_001);
        assertThat(render(step, "1\n", 0)).endsWith("Content-Length: 1\r\n\r\nx");
    }

    @Test
    void sendsNothingWhereAValueWouldEndItsHeader() {
        Step step = Step.of(
                "a",
                Request.Http.of(Request.Http.Method.GET, "/a", Map.of("X-U", "${rows.u}"), Optional.empty()),
                List.of());

        assertThat(render(step, "{\"u\":\"a\\tb\"}\n", 0)).contains("X-U: a\tb\r\n");
        for (String breaking : List.of("a\\r\\nX: y", "a\\n", "\\r", "\\u0000", "\\u007f")) {
            assertThat(render(step, "{\"u\":\"" + breaking + "\"}\n", 0)).isNull();
            assertThat(filling.missing()).isEqualTo(NotSentReason.VALUE_MISSING);
            assertThat(filling.missingName()).isEqualTo("header X-U");
        }
    }

    @Test
    void sendsNothingWhereAValueIsMissing() {
        Step step = post("/p", "{\"o\":\"${order}\"}", Body.Escaping.JSON_STRING);

        assertThat(render(step, "1\n", 0)).isNull();
        assertThat(filling.missing()).isEqualTo(NotSentReason.VALUE_MISSING);
        assertThat(filling.missingName()).isEqualTo("order");
        byte[] order = "7\"\\\n\u0001中".getBytes(StandardCharsets.UTF_8);
        values.set(names.slot("order"), order, 0, order.length);
        assertThat(render(step, "1\n", 0)).endsWith("{\"o\":\"7\\\"\\\\\\n\\u0001中\"}");
    }

    @Test
    void refusesASecondOpinionOnTheLength() {
        Step step = Step.of(
                "a",
                Request.Http.of(Request.Http.Method.POST, "/a", Map.of("content-LENGTH", "1"), Optional.empty()),
                List.of());

        assertThatThrownBy(() -> render(step, "1\n", 0)).hasMessageContaining("header content-length");
    }

    @Test
    void asksForPackedAnswersWhereTheScenarioWantsThem() {
        Step step = Step.of("a", Request.Http.of(Request.Http.Method.GET, "/a", Map.of(), Optional.empty()), List.of());
        Step own = Step.of(
                "a",
                Request.Http.of(Request.Http.Method.GET, "/a", Map.of("accept-encoding", "br"), Optional.empty()),
                List.of());
        assertThat(render(step, "1\n", 0)).doesNotContain("Accept-Encoding");

        settings = packed(settings);

        assertThat(render(step, "1\n", 0)).contains("Accept-Encoding: gzip, deflate\r\n");
        assertThat(render(own, "1\n", 0)).contains("accept-encoding: br\r\n").doesNotContain("gzip");
    }

    private static HttpSettings packed(HttpSettings plain) {
        return new HttpSettings(
                plain.protocol(),
                plain.connectTimeout(),
                plain.requestTimeout(),
                plain.connections(),
                plain.virtualUsers(),
                plain.headers(),
                plain.redirects(),
                plain.cookies(),
                true,
                plain.encodeUrl(),
                plain.extraSuccess(),
                plain.hosts(),
                plain.tls());
    }

    private static Step post(String path, String body, Body.Escaping escaping) {
        return Step.of(
                "a",
                Request.Http.of(
                        Request.Http.Method.POST,
                        path,
                        Map.of(),
                        Optional.of(new Body.Text("application/json", body, escaping))),
                List.of());
    }

    private @Nullable String render(Step step, String file, int row) {
        DataRows rows = DataRows.open(LINES, file.getBytes(StandardCharsets.UTF_8));
        RunData data = new RunData(Map.of("rows", LINES), Map.of("rows", rows));
        Sources sources = new Sources(data, ignored -> token, names);
        RequestTemplate template =
                RequestTemplate.compile(step.name(), (Request.Http) step.request(), settings, "h:1", sources, Map.of());
        ByteBuf request = template.render(UnpooledByteBufAllocator.DEFAULT, filling.of(new int[] {row}, values, 1_000));
        if (request == null) {
            return null;
        }
        String text = request.toString(StandardCharsets.UTF_8);
        request.release();
        return text;
    }
}
