package io.breakwater.events.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.template.Template.Part;
import org.junit.jupiter.api.Test;

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
}
