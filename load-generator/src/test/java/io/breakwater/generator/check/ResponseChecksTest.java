package io.breakwater.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import io.breakwater.events.scenario.Check.Operator;
import io.breakwater.events.scenario.Check.Subject;
import io.breakwater.events.scenario.Flow;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseChecksTest {

    private final ValueNames names = ValueNames.of(List.of("order", "count", "none"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), ignored -> new TokenSlot(), names);
    private final Filling filling = new Filling(new Sequences(0, 0, 1)).of(new int[0], values, 0);

    @Test
    void keepsRequestAndBusinessOutcomeApart() {
        ResponseChecks checks = checks(json("$.errcode", "0"));

        assertThat(checks.requestOutcome(response(200, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(checks.businessOutcome(response(200, "{\"errcode\":40001}"), filling))
                .isEqualTo(BusinessOutcome.FAILED);
        assertThat(checks.requestOutcome(response(500, ""), filling)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(checks.businessOutcome(response(500, "{\"errcode\":0}"), filling))
                .isEqualTo(BusinessOutcome.SUCCEEDED);
    }

    @Test
    void assumesAValueWhereThePathLeadsNowhereButNotWhereThereIsNoJson() {
        ResponseChecks checks = checks(json("$.errcode", "0").absentIs("0"));

        assertThat(holds(checks, 200, "{}")).isTrue();
        assertThat(holds(checks, 200, "")).isFalse();
        assertThat(holds(checks, 200, "<html>")).isFalse();
    }

    @Test
    void countsAStatusThatACheckOrTheScenarioNamesAsSuccess() {
        ResponseChecks named = checks(Check.in(Subject.STATUS, "", List.of("302", "404")));
        assertThat(named.requestOutcome(response(404, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(holds(named, 404, "")).isTrue();
        assertThat(named.requestOutcome(response(200, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(holds(named, 200, "")).isFalse();
        assertThat(named.requestOutcome(response(500, ""), filling)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(named.needsBody()).isFalse();

        ResponseChecks interval = checks(new Check(
                Subject.STATUS,
                "",
                Operator.IN,
                false,
                List.of(new Expected("200", Optional.of("399"))),
                Optional.empty()));
        assertThat(interval.requestOutcome(response(399, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(interval.requestOutcome(response(400, ""), filling)).isEqualTo(RequestOutcome.STATUS_FAILED);

        ResponseChecks denied = checks(check(Subject.STATUS, "", Operator.IN, true, "500"));
        assertThat(denied.requestOutcome(response(404, ""), filling)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(holds(denied, 404, "")).isTrue();

        ResponseChecks extra = ResponseChecks.of(List.of(), List.of(404), sources);
        assertThat(extra.requestOutcome(response(404, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(extra.firstFailed(response(404, ""), filling)).isEqualTo(ResponseChecks.ALL_HOLD);
    }

    @Test
    void demandsAgreementOfAHandshakeAndNoStatusOfAMessage() {
        ResponseChecks handshake = ResponseChecks.ofHandshake(List.of(), sources);
        assertThat(handshake.requestOutcome(response(101, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(handshake.requestOutcome(response(200, ""), filling)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(holds(handshake, 101, "")).isTrue();
        assertThat(holds(handshake, 200, "")).isFalse();

        ResponseChecks refused =
                ResponseChecks.ofHandshake(List.of(check(Subject.STATUS, "", Operator.IN, false, "403")), sources);
        assertThat(refused.requestOutcome(response(403, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);

        ResponseChecks message = ResponseChecks.ofMessage(List.of(json("$.a", "1")), sources);
        assertThat(message.requestOutcome(response(0, ""), filling)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(holds(message, 0, "{\"a\":1}")).isTrue();
        assertThat(holds(message, 0, "{\"a\":2}")).isFalse();
    }

    @Test
    void demandsA2xxWhenThereIsNoCheck() {
        assertThat(holds(checks(), 204, "")).isTrue();
        assertThat(checks().firstFailed(response(301, ""), filling)).isZero();
        assertThat(checks().name(0)).isEqualTo("status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // operator, negated, expected | body | whether it holds
                "IN       | false | 0             | {\"a\":-0.0}      | true",
                "IN       | false | 0             | {\"a\":\"0\"}    | false",
                "IN       | false | 1e2           | {\"a\":100}       | true",
                "IN       | false | 0.30          | {\"a\":0.3}       | true",
                "IN       | false | \"\\u0041\"   | {\"a\":\"A\"}     | true",
                "IN       | false | true          | {\"a\":false}     | false",
                "IN       | false | null          | {\"a\":null}      | true",
                "IN       | false | \"x\"         | {}                | false",
                "IN       | true  | \"x\"         | {}                | true",
                "IN       | true  | \"x\"         | <html>            | false",
                "IN       | false | 12345678901234567890 | {\"a\":12345678901234567890.0} | true",
                "IN       | false | 12345678901234567890 | {\"a\":12345678901234567891} | false",
                "CONTAINS | false | bc            | {\"a\":\"abcd\"}  | true",
                "CONTAINS | false | bd            | {\"a\":\"abcd\"}  | false",
                "CONTAINS | true  | bd            | {\"a\":\"abcd\"}  | true",
                "CONTAINS | false | 中            | {\"a\":[\"中\"]}  | true",
                "MATCHES  | false | ^a.*d$        | {\"a\":\"abcd\"}  | true",
                "MATCHES  | false | ^b            | {\"a\":\"abcd\"}  | false",
                "EXISTS   | false |               | {\"a\":null}      | true",
                "EXISTS   | false |               | {}                | false",
                "EXISTS   | true  |               | {}                | true",
                "EXISTS   | true  |               | oops              | false",
                "LESS_THAN| false | 3             | {\"a\":2.99}      | true",
                "LESS_THAN| false | 3             | {\"a\":3}         | false",
                "LESS_THAN| true  | 3             | {\"a\":3.0}       | true",
                "AT_MOST  | false | 3             | {\"a\":3.0}       | true",
                "AT_MOST  | false | 3             | {\"a\":3.01}      | false",
                "MORE_THAN| false | -3            | {\"a\":-2}        | true",
                "MORE_THAN| false | -3            | {\"a\":-3}        | false",
                "AT_LEAST | false | 1e3           | {\"a\":1000}      | true",
                "AT_LEAST | false | 3             | {\"a\":\"5\"}     | false",
                "AT_LEAST | false | 3             | {\"a\":[5]}       | false",
            })
    void compares(Operator operator, boolean negated, String expected, String body, boolean holds) {
        String[] all = expected == null ? new String[0] : new String[] {expected};

        assertThat(holds(checks(check(Subject.JSON, "$.a", operator, negated, all)), 200, body))
                .isEqualTo(holds);
    }

    @Test
    void takesAnyOfTheExpectedValuesAndClosedIntervals() {
        ResponseChecks checks = checks(new Check(
                Subject.JSON,
                "$.a",
                Operator.IN,
                false,
                List.of(new Expected("-20", Optional.of("20.5")), Expected.of("100"), Expected.of("\"x\"")),
                Optional.empty()));

        assertThat(List.of("-20", "20.50", "0", "100", "\"x\"")).allMatch(a -> holds(checks, 200, "{\"a\":" + a + "}"));
        assertThat(List.of("-20.01", "20.51", "99", "\"0\"", "null"))
                .noneMatch(a -> holds(checks, 200, "{\"a\":" + a + "}"));
    }

    @Test
    void looksAtHeadersBodiesXmlAndValues() {
        set("order", "7");
        Response response = response(200, "<r xmlns='urn:x'><code>0</code></r>");
        byte[] field = "X-Codeok".getBytes(StandardCharsets.US_ASCII);
        response.headers().add(field, 0, 6, 6, 2);

        assertThat(first(response, check(Subject.HEADER, "x-code", Operator.IN, false, "\"ok\"")))
                .isEqualTo(-1);
        assertThat(first(response, check(Subject.HEADER, "X-Other", Operator.EXISTS, true)))
                .isEqualTo(-1);
        assertThat(first(response, check(Subject.BODY, "", Operator.CONTAINS, false, "<code>")))
                .isEqualTo(-1);
        assertThat(first(response, check(Subject.XML, "/r/code", Operator.IN, false, "0")))
                .isEqualTo(-1);
        assertThat(first(response, check(Subject.VALUE, "order", Operator.AT_LEAST, false, "7")))
                .isEqualTo(-1);
        assertThat(first(response, check(Subject.VALUE, "none", Operator.EXISTS, false)))
                .isZero();
        ResponseChecks checks = checks(
                check(Subject.BODY, "", Operator.EXISTS, false), check(Subject.XML, "//code", Operator.IN, false, "1"));
        assertThat(checks.firstFailed(response, filling)).isEqualTo(1);
        assertThat(checks.name(1)).isEqualTo("xml //code");
        assertThat(checks.needsBody()).isTrue();
        assertThat(checks(check(Subject.HEADER, "x-code", Operator.EXISTS, false))
                        .needsHeaders())
                .isTrue();
    }

    @Test
    void fillsReferencesIntoExpectedValuesForEachRequest() {
        ResponseChecks same = checks(check(Subject.JSON, "$.id", Operator.IN, false, "\"\\u0041-${order}\""));
        ResponseChecks number = checks(check(Subject.JSON, "$.id", Operator.IN, false, "\"${order}\""));
        ResponseChecks more = checks(check(Subject.JSON, "$.id", Operator.MORE_THAN, false, "${count}"));
        ResponseChecks like = checks(check(Subject.JSON, "$.id", Operator.MATCHES, false, "^${order}[0-9]$"));

        set("order", "7\"");
        assertThat(holds(same, 200, "{\"id\":\"A-7\\\"\"}")).isTrue();
        set("order", "7");
        assertThat(holds(same, 200, "{\"id\":\"A-7\"}")).isTrue();
        assertThat(holds(same, 200, "{\"id\":\"A-8\"}")).isFalse();
        assertThat(holds(number, 200, "{\"id\":7.0}")).isTrue();
        assertThat(holds(like, 200, "{\"id\":\"75\"}")).isTrue();
        assertThat(holds(more, 200, "{\"id\":3}")).isFalse();
        set("count", "2");
        assertThat(holds(more, 200, "{\"id\":3}")).isTrue();
    }

    @Test
    void decidesWhereToGoByValues() {
        Condition condition = Condition.of(
                new Flow.Condition(List.of(
                        List.of(
                                check(Subject.VALUE, "order", Operator.EXISTS, false),
                                check(Subject.VALUE, "count", Operator.MORE_THAN, false, "2")),
                        List.of(check(Subject.VALUE, "none", Operator.IN, false, "\"go\"")))),
                sources);

        assertThat(condition.holds(filling)).isFalse();
        set("order", "x");
        assertThat(condition.holds(filling)).isFalse();
        set("count", "2.5");
        assertThat(condition.holds(filling)).isTrue();
        values.clear();
        set("none", "go");
        assertThat(condition.holds(filling)).isTrue();
        assertThatThrownBy(() -> Condition.of(new Flow.Condition(List.of(List.of(json("$.a", "0")))), sources))
                .hasMessageContaining("expected: a value");
    }

    @Test
    void givesUpPatternsThatNeverEnd() {
        ResponseChecks checks = checks(check(Subject.BODY, "", Operator.MATCHES, false, "(a+)+b"));

        assertThat(holds(checks, 200, "a".repeat(5_000))).isFalse();
        assertThat(holds(
                        checks(check(Subject.BODY, "", Operator.MATCHES, false, "(?:a|b)*c")),
                        200,
                        "ab".repeat(100_000)))
                .isFalse();
    }

    @Test
    void rejectsWhatItCannotRead() {
        assertThatThrownBy(() -> checks(json("$.a", "yes")))
                .hasMessage("expected value: yes (expected: a JSON scalar)");
        assertThatThrownBy(() -> checks(json("$.a", "[1]")))
                .hasMessage("expected value: [1] (expected: a JSON scalar)");
        assertThatThrownBy(() -> checks(check(Subject.JSON, "$.a", Operator.AT_MOST, false, "\"x\"")))
                .hasMessage("expected value: \"x\" (expected: a number)");
        assertThatThrownBy(() -> checks(json("$.a["))).hasMessageContaining("JSON path");
    }

    private int first(Response response, Check... checks) {
        return checks(checks).firstFailed(response, filling);
    }

    private boolean holds(ResponseChecks checks, int status, String body) {
        return checks.firstFailed(response(status, body), filling) == ResponseChecks.ALL_HOLD;
    }

    private ResponseChecks checks(Check... checks) {
        return ResponseChecks.of(List.of(checks), List.of(), sources);
    }

    private void set(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        values.set(names.slot(name), bytes, 0, bytes.length);
    }

    private static Response response(int status, String body) {
        Response response = new Response();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.status(status);
        response.body().append(bytes, 0, bytes.length);
        return response;
    }

    private static Check json(String path, String... expected) {
        return Check.in(Subject.JSON, path, List.of(expected));
    }

    private static Check check(
            Subject subject, String expression, Operator operator, boolean negated, String... expected) {
        return new Check(
                subject,
                expression,
                operator,
                negated,
                Arrays.stream(expected).map(Expected::of).toList(),
                Optional.empty());
    }
}
