package io.breakwater.events.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.path.JsonPath.Comparison;
import io.breakwater.events.path.JsonPath.Descendants;
import io.breakwater.events.path.JsonPath.Elements;
import io.breakwater.events.path.JsonPath.Every;
import io.breakwater.events.path.JsonPath.Fields;
import io.breakwater.events.path.JsonPath.Length;
import io.breakwater.events.path.JsonPath.Literal;
import io.breakwater.events.path.JsonPath.Slice;
import io.breakwater.events.path.JsonPath.Where;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"$.data.items[0].id", "data.items[0].id", "$['data'].items[0]['id']", "$.data.items.[0].id"})
    void readsOnePathInItsSpellings(String text) {
        JsonPath path = JsonPath.parse(text);

        assertThat(path.segments())
                .containsExactly(
                        new Fields(List.of("data")),
                        new Fields(List.of("items")),
                        new Elements(List.of(0)),
                        new Fields(List.of("id")));
        assertThat(path.isPlain()).isTrue();
    }

    @Test
    void readsUnionsSlicesWildcardsAndFunctions() {
        assertThat(JsonPath.parse("$..book[-1,2][1:-1:2].*['a','b c'].length()").segments())
                .containsExactly(
                        new Descendants(),
                        new Fields(List.of("book")),
                        new Elements(List.of(-1, 2)),
                        new Slice(OptionalInt.of(1), OptionalInt.of(-1), 2),
                        new Every(),
                        new Fields(List.of("a", "b c")),
                        new Length());
        assertThat(JsonPath.parse("$.length").segments()).containsExactly(new Fields(List.of("length")));
        assertThat(JsonPath.parse("$").segments()).isEmpty();
        assertThat(JsonPath.parse("$.a[-1]").isPlain()).isFalse();
    }

    @Test
    void readsConditions() {
        assertThat(JsonPath.parse("$[?(@.a.b >= 1.5 and (c not in ('x', null) || !@))]")
                        .segments())
                .containsExactly(new Where(new JsonPath.AllOf(List.of(
                        new JsonPath.Test(
                                new JsonPath(List.of(new Fields(List.of("a")), new Fields(List.of("b")))),
                                Comparison.AT_LEAST,
                                List.of(new Literal("1.5", false))),
                        new JsonPath.AnyOf(List.of(
                                new JsonPath.Not(new JsonPath.Test(
                                        new JsonPath(List.of(new Fields(List.of("c")))),
                                        Comparison.IN,
                                        List.of(new Literal("x", true), new Literal("null", false)))),
                                new JsonPath.Not(
                                        new JsonPath.Test(new JsonPath(List.of()), Comparison.EXISTS, List.of()))))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "$.",
                "$.a[x]",
                "$.a b",
                "$.a[",
                "$.a]",
                "$.a['b]",
                "$.a[1:2:0]",
                "$.a.other()",
                "$[?(]",
                "$[?(@.a >)]",
                "$[?(@.a not)]",
                "$[?(@.a rlike '(')]",
                "$[?(@.a between 1)]",
                "$[12345678]",
                "$a"
            })
    void saysWhereAPathIsNone(String text) {
        assertThatThrownBy(() -> JsonPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
        assertThat(PathSyntax.ofJsonPath(text)).isPresent();
    }

    @Test
    void refusesDepthThatWouldOverflowTheStack() {
        assertThat(PathSyntax.ofJsonPath("$[?" + "(".repeat(900))).isPresent();
        assertThat(PathSyntax.ofJsonPath("$[?(" + "!".repeat(900))).isPresent();
        assertThat(PathSyntax.ofJsonPath("$" + "[?(@".repeat(200))).isPresent();
        assertThat(PathSyntax.ofJsonPath("$" + ".a".repeat(5_000))).isPresent();
    }

    @Test
    void tellsWhatIsNoRegularExpressionAndNoXPath() {
        assertThat(PathSyntax.ofRegularExpression("id=([0-9]+)")).isEmpty();
        assertThat(PathSyntax.ofRegularExpression("id=("))
                .hasValueSatisfying(message -> assertThat(message).startsWith("regular expression: id=(: "));
        assertThat(PathSyntax.ofXPath("//order[@id='1']/text()")).isEmpty();
        assertThat(PathSyntax.ofXPath("//order[")).isPresent();
        assertThat(PathSyntax.ofXPath("")).isPresent();
    }

    /** Whatever is written, it is a path or an IllegalArgumentException with a message. */
    @Test
    void survivesAnything_seed12() {
        String[] pieces = {
            "$",
            ".",
            "..",
            "*",
            "[",
            "]",
            "?(",
            "(",
            ")",
            "@",
            "a",
            "'b'",
            "0",
            "-1",
            ":",
            ",",
            "=",
            "<",
            "like",
            "in",
            "not",
            "and",
            "between",
            "||",
            "!",
            "length()",
            "\\",
            "\"",
            " "
        };
        Random random = new Random(12);
        int paths = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder("$");
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (PathSyntax.ofJsonPath(text.toString()).isEmpty()) {
                paths++;
            }
        }
        assertThat(paths).isBetween(100, 90_000);
    }
}
