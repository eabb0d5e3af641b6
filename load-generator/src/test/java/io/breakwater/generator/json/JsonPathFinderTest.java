package io.breakwater.generator.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathFinderTest {

    private static final String DOCUMENT = """
            {"errcode": 0, "skip": {"a": [1, {"x": "}"}], "b": "\\"]"}, "data": {"items": [{"id": "\\u4e2d\\n"}, [7, -0.5e1]],
             "ok": true, "none": null, "esc\\u0061ped": 1, "pair": "\\ud83d\\ude00\\ud83d"}}""";

    private static final String STORE = """
            {"items": [
              {"id": 1, "name": "apple", "price": 3.5, "tags": ["red"]},
              {"id": 2, "name": "banana", "price": 2, "stock": null},
              {"id": 3, "name": "cherry", "price": 10.0, "tags": ["red", "sweet"]},
              {"id": 4, "name": "avocado"}],
             "more": {"id": 5, "items": [[1, 2], [3]]}}""";

    private final JsonCursor cursor = new JsonCursor();
    private final ByteText out = new ByteText(1024);
    private long random;

    @ParameterizedTest
    @CsvSource({
        "$.errcode, NUMBER, 0",
        "errcode, NUMBER, 0",
        "$.data.items[1][0], NUMBER, 7",
        "data.items[1][1], NUMBER, -0.5e1",
        "$['data']['ok'], BOOLEAN, true",
        "$.data.none, NULL, null",
        "$.data.escaped, NUMBER, 1",
        "$.data.pair, STRING, 😀\uFFFD",
    })
    void findsValuesAtPlainPaths(String path, ValueKind kind, String text) {
        assertThat(find(path, DOCUMENT)).isEqualTo(kind);
        assertThat(out.toString()).isEqualTo(text);
    }

    @Test
    void decodesStringsAndKeepsContainersAsTheyAreWritten() {
        assertThat(find("$.data.items[0].id", DOCUMENT)).isEqualTo(ValueKind.STRING);
        assertThat(out.toString()).isEqualTo("中\n");
        assertThat(find("$.data.items[1]", DOCUMENT)).isEqualTo(ValueKind.CONTAINER);
        assertThat(out.toString()).isEqualTo("[7, -0.5e1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.items[-1].id | 4",
                "$.items[0,2].id | [1,3]",
                "$.items[1:3].id | [2,3]",
                "$.items[::2].id | [1,3]",
                "$.items[-2:].name | [\"cherry\",\"avocado\"]",
                "$.items[9:].name | ABSENT",
                "$.items[*].price | [3.5,2,10.0]",
                "$..id | [1,2,3,4,5]",
                "$.more.* | [5,[[1, 2], [3]]]",
                "$.more['id','none'] | 5",
                "$.items[?(@.tags)].id | [1,3]",
                "$.items[?(@.stock)].id | 2",
                "$.items[?(@.stock = null)].id | 2",
                "$.items[?(@.price > 3)].id | [1,3]",
                "$.items[?(price >= 3.50 && price < 10)].id | 1",
                "$.items[?(@.price = 10)].id | 3",
                "$.items[?(@.price != 10)].id | [1,2,4]",
                "$.items[?(@.name like 'a%')].id | [1,4]",
                "$.items[?(@.name not like '%a%')].id | 3",
                "$.items[?(@.name like '%an%na')].id | 2",
                "$.items[?(@.name rlike '^[bc]')].id | [2,3]",
                "$.items[?(@.id in (2, 4, '3'))].name | [\"banana\",\"avocado\"]",
                "$.items[?(@.id not in (2, 4))].id | [1,3]",
                "$.items[?(@.price between 2 and 3.5)].id | [1,2]",
                "$.items[?(@.id = 1 or @.tags[1] = 'sweet')].id | [1,3]",
                "$.items[?(!(@.price))].id | 4",
                "$.items[?(@.tags.length() = 2)].id | 3",
                "$.items.length() | 4",
                "$.items.size() | 4",
                "$.items[?(@.tags)].length() | 2",
                "$.items[0].name.length() | 5",
                "$.more.length() | 2",
                "$.nothing.length() | ABSENT",
                "$.items.randomIndex().id | 3",
                "$.items[randomIndex()].id | 3",
                "$.items[*].id.randomIndex() | 3",
                "$.nothing[*] | ABSENT",
            })
    void findsValuesInTheWholeDialect(String path, String expected) {
        random = 2;
        ValueKind kind = find(path, STORE);

        assertThat(kind.isFound() ? out.toString() : kind.name()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.nothing", "$.errcode.deeper", "$.data.items[2]", "$.errcode[0]", "$.data.items.id"})
    void findsNothingWhereThePathLeadsNowhere(String path) {
        assertThat(find(path, DOCUMENT)).isEqualTo(ValueKind.ABSENT);
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
        assertThat(find("$.a", document)).isEqualTo(ValueKind.UNREADABLE);
        assertThat(find("$..a", document)).isEqualTo(ValueKind.UNREADABLE);
        assertThat(out.length()).isZero();
    }

    @Test
    void refusesDepthThatWouldOverflowTheStack() {
        assertThat(find("$.b", "{\"a\":" + "[".repeat(100_000))).isEqualTo(ValueKind.UNREADABLE);
        assertThat(find("$..b", "{\"a\":" + "[".repeat(100_000))).isEqualTo(ValueKind.UNREADABLE);
    }

    @Test
    void givesUpSearchesThatWouldNotEnd() {
        String nested = "[".repeat(400) + "1" + "]".repeat(400);
        String wide = "[" + "[1,1,1,1,1,1,1,1,1,1],".repeat(5_000) + "1]";
        assertThat(find("$..*..*..*..*", nested)).isIn(ValueKind.TOO_COSTLY, ValueKind.CONTAINER, ValueKind.NUMBER);
        assertThat(find("$..[?(@..[?(@..[?(@ = 2)])])]", wide)).isEqualTo(ValueKind.TOO_COSTLY);
    }

    /** Whatever bytes come, the answer is one of the kinds. */
    @Test
    void survivesDamagedDocuments_seed7() {
        Random damage = new Random(7);
        JsonPathFinder plain = JsonPathFinder.of("$.data.items[1][1]");
        JsonPathFinder walked = JsonPathFinder.of("$..items[?(@[1] < 0)][1]");
        byte[] whole = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        int unreadable = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] damaged = Arrays.copyOf(whole, damage.nextInt(whole.length + 1));
            for (int i = damage.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[damage.nextInt(damaged.length)] = (byte) damage.nextInt(256);
            }
            out.reset();
            ValueKind ofPlain = plain.find(cursor.over(damaged, damaged.length), () -> 0, out);
            out.reset();
            ValueKind ofWalked = walked.find(cursor.over(damaged, damaged.length), () -> 0, out);
            if (ofPlain == ValueKind.UNREADABLE) {
                unreadable++;
                assertThat(ofWalked).isEqualTo(ValueKind.UNREADABLE);
            }
        }
        assertThat(unreadable).isGreaterThan(10_000);
    }

    private ValueKind find(String path, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        out.reset();
        return JsonPathFinder.of(path).find(cursor.over(bytes, bytes.length), () -> random, out);
    }
}
