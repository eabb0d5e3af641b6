package io.breakwater.events.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.template.Template.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    @Test
    void findsTokensRowsAndColumns() {
        assertThat(Template.parse("a${token.wechat}b${cases}${buyer.open id}").parts())
                .containsExactly(
                        new Part.Text("a"),
                        new Part.Reference(new Expression.Token("wechat")),
                        new Part.Text("b"),
                        new Part.Reference(new Expression.Named("cases")),
                        new Part.Reference(new Expression.Column("buyer", "open id")));
    }

    @Test
    void leavesDollarSignsAloneThatPrecedeNoBrace() {
        assertThat(Template.parse("5$ $$ $a {b} $").parts()).containsExactly(new Part.Text("5$ $$ $a {b} $"));
        assertThat(Template.parse("").parts()).isEmpty();
    }

    @Test
    void readsTwoDollarSignsBeforeABraceAsOne() {
        assertThat(Template.parse("$${x}").parts()).containsExactly(new Part.Text("${x}"));
        assertThat(Template.parse("$$${x}").parts())
                .containsExactly(new Part.Text("$"), new Part.Reference(new Expression.Named("x")));
        assertThat(Template.parse("$$$${x}").parts()).containsExactly(new Part.Text("$${x}"));
        assertThat(Template.parse("$${x}").isPlain()).isTrue();
        assertThat(Template.parse("${x}").isPlain()).isFalse();
    }

    @Test
    void refusesWhatIsNoReference() {
        assertThatThrownBy(() -> Template.parse("a${cases"))
                .hasMessageStartingWith("${cases: not closed (expected: ${token.");
        assertThatThrownBy(() -> Template.parse("${}")).hasMessageStartingWith("${}: not a reference (expected: ");
        assertThatThrownBy(() -> Template.parse("${a.}")).hasMessageStartingWith("${a.}: not a reference");
        assertThatThrownBy(() -> Template.parse("${a b}")).hasMessageStartingWith("${a b}: not a reference");
        assertThatThrownBy(() -> Template.parse("${token}"))
                .hasMessage("${token}: names no token (expected: ${token.NAME})");
    }

    @Test
    void escapesWhatAJsonStringCannotHold() {
        assertThat(JsonText.quote("a\"\\\n\r\t\u0001/中😀")).isEqualTo("\"a\\\"\\\\\\n\\r\\t\\u0001/中😀\"");
        assertThat(JsonText.escape("\uD83D!")).isEqualTo("\\ud83d!");
        assertThat(JsonText.escape("\uDE00")).isEqualTo("\\ude00");
    }

    @Test
    void readsCallsWithReferencesTextsAndNumbersInThem() {
        assertThat(only("${md5(concat(order, \"a\\\"}\\u4e2d\", buyer.id , token.wechat, -1.50))}"))
                .isEqualTo(new Expression.Call(
                        "md5",
                        List.of(new Expression.Call(
                                "concat",
                                List.of(
                                        new Expression.Named("order"),
                                        new Expression.Literal("a\"}中"),
                                        new Expression.Column("buyer", "id"),
                                        new Expression.Token("wechat"),
                                        new Expression.Literal("-1.50"))))));
        assertThat(only("${ uuid( ) }")).isEqualTo(new Expression.Call("uuid", List.of()));
        assertThat(only("${upper('it''s')}".replace("''", "\\'")))
                .isEqualTo(new Expression.Call("upper", List.of(new Expression.Literal("it's"))));
    }

    @Test
    void readsDefaultsFromTheRight() {
        assertThat(only("${a ?? b.c ?? 'x'}"))
                .isEqualTo(new Expression.OrElse(
                        new Expression.Named("a"),
                        new Expression.OrElse(new Expression.Column("b", "c"), new Expression.Literal("x"))));
    }

    @Test
    void suggestsTheNearestFunction() {
        assertThatThrownBy(() -> Template.parse("${uper(name)}")).hasMessageContaining("; did you mean upper?)");
        assertThatThrownBy(() -> Template.parse("${nothing()}"))
                .as("control: nothing is near")
                .hasMessageNotContaining("did you mean");
    }

    @Test
    void readsColumnsWhoseNamesAreOddWhenTheyAreQuoted() {
        assertThat(only("${buyer.price (yuan), net}")).isEqualTo(new Expression.Column("buyer", "price (yuan), net"));
        assertThat(only("${upper(buyer.\"a, b)\")}"))
                .isEqualTo(new Expression.Call("upper", List.of(new Expression.Column("buyer", "a, b)"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "${nothing()} | ${nothing()}: nothing: unknown function (expected: one of add, base64, ",
                "${md5()} | ${md5()}: md5: 0 arguments (expected: md5(text))",
                "${random(1,\"x\")} | ${random(1,\"x\")}: random: to \"x\" (expected: a whole number)",
                "${sequence(name)} | ${sequence(name)}: sequence: name given by reference (expected: a name in quotes)",
                "${time(\"b{\")} | ${time(\"b{\")}: time: pattern \"b{\" (expected: a pattern such as ",
                "${timestamp('s', '1d')} | ${timestamp('s', '1d')}: timestamp: offset \"1d\" (expected: an offset such as",
                "${md5(a} | ${md5(a}: not a reference (expected: ",
                "${md5(a)b} | ${md5(a)b}: not a reference, from b (expected: ",
                "${a ?? } | ${a ?? }: not a reference (expected: ",
                "${upper(\"a} | ${upper(\"a}: not closed (expected: ",
                "${upper('\\q')} | ${upper('\\q')}: \\q: no escape (expected: ",
                "${1.} | ${1.}: 1.: no number (expected: ",
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> Template.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesReferencesThatAreTooDeepOrTooLong() {
        assertThatThrownBy(() -> Template.parse("${" + "upper(".repeat(50_000)))
                .hasMessageContaining("nested too deeply (expected: at most 16 levels)");
        assertThatThrownBy(() -> Template.parse("${upper('" + "x".repeat(5_000) + "')}"))
                .hasMessageContaining("not closed within 2000 characters");
    }

    @Test
    void quotesTheTextsOfATemplateAndLeavesItsReferences() {
        assertThat(JsonText.quoteTemplate("a\"${b ?? \"c\"}\n$${")).isEqualTo("\"a\\\"${b ?? \"c\"}\\n$${\"");
        assertThat(JsonText.quoteTemplate("a\"${")).isEqualTo("\"a\\\"${\"");
    }

    /** Whatever is written, it is a template or an IllegalArgumentException with a message. */
    @Test
    void survivesAnything_seed11() {
        String[] pieces = {
            "${",
            "}",
            "$",
            "{",
            "a",
            "token.",
            "md5(",
            "concat(",
            ")",
            ",",
            "\"",
            "'",
            "\\",
            "\\u00",
            "??",
            ".",
            "1",
            "-",
            " ",
            "中",
            "\uD83D",
            "\n",
            "random(1,2)"
        };
        Random random = new Random(11);
        int templates = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Template.parse(text.toString());
                templates++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).contains("(expected: ");
            }
        }
        assertThat(templates).isBetween(5_000, 95_000);
    }

    private static Expression only(String text) {
        List<Part> parts = Template.parse(text).parts();
        assertThat(parts).hasSize(1);
        return ((Part.Reference) parts.get(0)).expression();
    }
}
