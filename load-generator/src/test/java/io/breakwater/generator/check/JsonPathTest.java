package io.breakwater.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final String DOCUMENT = """
            {"errcode": 0, "skip": {"a": [1, {"x": "}"}], "b": "\\"]"}, "data": {"items": [{"id": "\\u4e2d\\n"}, [7, -0.5e1]],
             "ok": true, "none": null, "esc\\u0061ped": 1}}""";

    @ParameterizedTest
    @CsvSource({
        "$.errcode, NUMBER, 0",
        "errcode, NUMBER, 0",
        "$.data.items[1][0], NUMBER, 7",
        "data.items[1][1], NUMBER, -0.5e1",
        "$.data.ok, BOOLEAN, true",
        "$.data.none, NULL, null",
        "$.data.escaped, NUMBER, 1",
        "$.data.items, CONTAINER, container",
        "$, CONTAINER, container",
    })
    void findsValues(String path, JsonScalar.Kind kind, String text) throws Exception {
        assertThat(find(path, DOCUMENT)).contains(new JsonScalar(kind, text));
    }

    @Test
    void decodesStrings() throws Exception {
        assertThat(find("$.data.items[0].id", DOCUMENT)).contains(new JsonScalar(JsonScalar.Kind.STRING, "中\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.nothing", "$.errcode.deeper", "$.data.items[2]", "$.errcode[0]", "$.data.items.id"})
    void findsNothingWhereThePathLeadsNowhere(String path) throws Exception {
        assertThat(find(path, DOCUMENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\" 1}",
                "{\"b\":tru}",
                "[",
                "{'a':1}",
                "{\"b\":01,\"a\":1}",
                "<html>",
                "{\"b\":\"\u0001\"}"
            })
    void tellsWhatIsNoJson(String document) {
        assertThatThrownBy(() -> find("$.a", document)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesDepthThatWouldOverflowTheStack() {
        assertThatThrownBy(() -> find("$.b", "{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("512 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$.", "$.a..b", "$.a[x]", "$.a[-1]", "$.a b"})
    void rejectsPathsThatAreNone(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesNumbersByValueAndEverythingElseByKindAndText() throws Exception {
        assertThat(JsonScalar.parse("0").sameAs(JsonScalar.parse("-0.0"))).isTrue();
        assertThat(JsonScalar.parse("1e2").sameAs(JsonScalar.parse("100"))).isTrue();
        assertThat(JsonScalar.parse("0").sameAs(JsonScalar.parse("\"0\""))).isFalse();
        assertThat(JsonScalar.parse("\"\\u0041\"").sameAs(JsonScalar.parse("\"A\"")))
                .isTrue();
        assertThat(JsonScalar.parse("true").sameAs(JsonScalar.parse("false"))).isFalse();
        assertThatThrownBy(() -> JsonScalar.parse("[1]")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonScalar.parse("1 2")).isInstanceOf(MalformedJsonException.class);
    }

    /** Whatever bytes come, the answer is a value, none, or MalformedJsonException. */
    @Test
    void survivesDamagedDocuments_seed7() throws Exception {
        Random random = new Random(7);
        JsonPath path = JsonPath.parse("$.data.items[1][1]");
        byte[] whole = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        int malformed = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                path.find(damaged, damaged.length);
            } catch (MalformedJsonException e) {
                malformed++;
            }
        }
        assertThat(malformed).isGreaterThan(10_000);
    }

    private static Optional<JsonScalar> find(String path, String json) throws MalformedJsonException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JsonPath.parse(path).find(bytes, bytes.length);
    }
}
