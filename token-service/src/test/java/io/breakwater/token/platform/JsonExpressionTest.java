package io.breakwater.token.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonExpressionTest {

    private static final Map<String, Object> ANSWER = Map.of(
            "access_token",
            "t",
            "expires_in",
            7200,
            "errcode",
            -1,
            "data",
            Map.of("access token", "nested", "list", Arrays.asList("first", Map.of("x", true), null)));

    private static String at(String expression) {
        return JsonExpression.parse(expression).orElseThrow().textIn(ANSWER).orElse("nothing");
    }

    @Test
    void findsTextsNumbersAndBooleans() {
        assertThat(at("$.access_token")).isEqualTo("t");
        assertThat(at("$.expires_in")).isEqualTo("7200");
        assertThat(at("$.errcode")).isEqualTo("-1");
        assertThat(at("$.data['access token']")).isEqualTo("nested");
        assertThat(at("$.data.list[0]")).isEqualTo("first");
        assertThat(at("$['data'].list[1].x")).isEqualTo("true");
    }

    @Test
    void findsNothingWhereThereIsNothingOrSomethingThatIsNoText() {
        assertThat(List.of(
                        at("$"),
                        at("$.data"),
                        at("$.data.list"),
                        at("$.data.list[2]"),
                        at("$.data.list[9]"),
                        at("$.x.y"),
                        at("$.access_token.x"),
                        at("$.data[0]"),
                        at("$.access_token[0]")))
                .containsOnly("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "access_token", "$access_token", "$.", "$..a", "$.a b", "$.a[", "$.a[x]", "$.a[-1]", "$.*"})
    void refusesAnotherForm(String expression) {
        assertThat(JsonExpression.parse(expression)).isEmpty();
    }
}
