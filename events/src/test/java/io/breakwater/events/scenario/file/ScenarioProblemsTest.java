package io.breakwater.events.scenario.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioProblemsTest {

    @Test
    void refusesWhatHoldsNoScenario() {
        assertThat(problems("")).containsExactly("1:1: file: empty (expected: a scenario)");
        assertThat(problems("# only a comment\n")).containsExactly("1:1: file: empty (expected: a scenario)");
        assertThat(problems("null"))
                .containsExactly("1:1: file: null (expected: a mapping with scenario, title, target,"
                        + " tokens, data, files, values, before, sessions, after, http, load, samples, objectives)");
        assertThat(problems("- a"))
                .containsExactly("1:1: file: a list (expected: a mapping with scenario, title, target,"
                        + " tokens, data, files, values, before, sessions, after, http, load, samples, objectives)");
        assertThat(problems(ScenarioTexts.LEAST + "---\n" + ScenarioTexts.LEAST))
                .containsExactly("8:1: document: a second one (expected: one scenario a file)");
    }

    @Test
    void refusesTextThatIsNotYaml() {
        assertThat(problems("scenario: a\n\ttitle: b\n"))
                .containsExactly("2:1: tab: in the indentation (expected: blanks)");
        assertThat(problems("scenario: [a\ntitle: b"))
                .containsExactly(
                        "2:6: syntax: expected ',' or ']', but got :, while parsing a flow sequence (expected: YAML or JSON)");
        assertThat(problems("scenario: a\u0007b"))
                .containsExactly("1:12: character: U+0007 (expected: printable text)");
        assertThat(problems("scenario: *nobody"))
                .containsExactly("1:11: syntax: found undefined alias nobody (expected: YAML or JSON)");
        assertThat(problems("scenario: !!java.net.URL x"))
                .contains("1:11: tag: tag:yaml.org,2002:java.net.URL (expected: no tags)");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] bytes = "scenario: a\ntitle: Gr\u00FC\u00DFe\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(ScenarioReader.read(bytes).problems())
                .containsExactly(new Problem(2, 10, "encoding: byte 0xFC (expected: UTF-8)"));
        assertThat(ScenarioReader.read("scenario: \u4E2D".getBytes(UTF_8)).problems())
                .noneMatch(problem -> problem.message().startsWith("encoding"));
    }

    @Test
    void refusesAFileOfMoreThanAMebibyte() {
        assertThat(problems("#".repeat(1_048_577)))
                .containsExactly("1:1: file: 1048577 bytes (expected: at most 1048576; rows go into data files)");
    }

    @Test
    void refusesNestingAndAliasesThatExplode() {
        assertThat(problems("a: " + "[".repeat(500_000)))
                .containsExactly("1:53: nesting: deeper than 50 (expected: at most that deep)");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThat(problems(bomb.toString()))
                .singleElement()
                .asString()
                .endsWith("aliases: expand to more than 4194304 characters (expected: at most that many)");
        assertThat(problems("a: &a [*a]")).singleElement().asString().contains("anchor: contains itself");
        assertThat(problems("x: &x 1\ny: [" + "*x, ".repeat(101) + "]"))
                .containsExactly("2:405: aliases: more than 100 (expected: at most that many)");
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThat(problems(ScenarioTexts.LEAST + "scenario: again\n"))
                .containsExactly("8:1: scenario: twice (expected: once)");
        assertThat(problems(withStep("post: /, json: { a: 1, b: { c: 1, c: 2 } }")))
                .containsExactly("6:59: c: twice (expected: once)");
        assertThat(problems(withStep("get: /, headers: { x-a: 1, X-A: 2 }")))
                .containsExactly("6:52: X-A: twice (expected: once, in whatever case)");
    }

    @Test
    void suggestsTheNearestNameForAReferenceThatLeadsNowhere() {
        String supplies = """
                tokens: { wechat: { app: demo } }
                data: { cases: { file: c.jsonl }, buyer: { file: b.csv, columns: [openid, city] } }
                """;
        assertThat(problems(withStep("post: '/${buyer.opneid}', json: '${casse}', headers: { A: '${token.wechta}' }")
                        + supplies))
                .containsExactly(
                        "6:31: ${buyer.opneid}: unknown column (expected: one of openid, city; did you mean openid?)",
                        "6:57: ${casse}: unknown name (expected: one of cases, buyer; did you mean cases?)",
                        "6:83: ${token.wechta}: unknown token (expected: wechat; did you mean wechat?)");
        assertThat(problems(withStep("get: '/${a.b}'")))
                .containsExactly(
                        "6:30: ${a.b}: unknown data (expected: one declared under data, which the file lacks)");
        assertThat(problems(withStep("post: /, text: '${buyer}'") + supplies))
                .containsExactly("6:40: ${buyer}: a whole CSV row (expected: ${buyer.COLUMN})");
        assertThat(problems(withStep("post: /, text: 'a ${cases'") + supplies))
                .singleElement()
                .asString()
                .startsWith("6:40: ${cases: not closed");
        assertThat(problems(withStep("post: /, text: 'a $${cases'"))).isEmpty();
    }

    @Test
    void tellsKeysOfLaterVersionsFromSlips() {
        assertThat(problems(withStep("get: /, grpc-call: { to: gh_demo }")))
                .singleElement()
                .asString()
                .startsWith("6:33: grpc-call: unknown key (expected: one of step, get, post, put, ")
                .doesNotContain("did you mean");
        assertThat(problems(withStep("get: /, exepct: [ { status: 200 } ]")))
                .singleElement()
                .asString()
                .startsWith("6:33: exepct: unknown key (expected: one of step, get, post, put, ")
                .endsWith("; did you mean expect?)");
    }

    @Test
    void refusesStepsThatContradictThemselves() {
        assertThat(problems(withStep("get: /, post: /")))
                .containsExactly(
                        "6:33: get, post: together (expected: exactly one of get, post, put, patch, delete, head, options)");
        assertThat(problems(withStep("headers: { A: b }")))
                .containsExactly(
                        "6:9: get, post, put, patch, delete, head, options: all missing (expected: exactly one of them)");
        assertThat(problems(withStep("get: /, text: a")))
                .containsExactly("6:33: text: a body with get (expected: post, put or patch)");
        assertThat(problems(withStep("post: /, text: a, json: {}")))
                .containsExactly("6:34: json, text: together (expected: at most one of them)");
        assertThat(problems(withStep("post: /, json: plain")))
                .containsExactly(
                        "6:40: json: plain (expected: a mapping, a list, or one whole row such as \"${cases}\";"
                                + " any other text goes under text)");
        assertThat(problems(withStep("get: /, headers: { Content-Length: 5 }")))
                .containsExactly("6:44: Content-Length: written by the generator (expected: another header)");
        assertThat(problems(withStep(
                        "get: /, expect: [ { json: $.a }, { status: 200, in: [1] }, { json: a b, equals: [1] } ]")))
                .containsExactly(
                        "6:43: comparison: missing (expected: one of equals, not-equals, in, not-in, contains, not-contains,"
                                + " matches, not-matches, exists, less-than, at-most, more-than, at-least)",
                        "6:73: in: beside status (expected: nothing beside it)",
                        "6:92: json: a b (expected: a path such as $.data.items[0].id)",
                        "6:105: equals: a list (expected: a number, a text, true, false or null)");
    }

    @Test
    void refusesDataThatCannotBeDrawn() {
        String data = """
                data:
                  token: { file: a.csv }
                  a: { file: ../a.csv }
                  b: { file: b.txt }
                  c: { file: c.jsonl, columns: [x], pick: onec }
                  d: { file: d.csv, columns: [x, x], pick: random, when-used-up: stop }
                """;
        assertThat(problems(ScenarioTexts.LEAST + data))
                .containsExactly(
                        "9:3: token: taken (expected: another name, for ${token.NAME} means tokens)",
                        "10:14: file: ../a.csv (expected: a file name relative to the scenario file, within its folder)",
                        "11:6: format: missing, and b.txt does not tell (expected: jsonl or csv)",
                        "12:23: columns: with jsonl (expected: csv, or no columns)",
                        "12:43: pick: onec (expected: one of sequential, random, once; did you mean once?)",
                        "13:34: column: x twice (expected: once)",
                        "13:52: when-used-up: stop with pick: random (expected: repeat, for random rows are never used up)");
    }

    @Test
    void refusesALoadThatMeasuresNothing() {
        assertThat(problems(withLoad("{ hold: 1/s, for: 1s, warm-up: true }")))
                .containsExactly("7:9: open: only warm-up (expected: a phase that objectives look at)");
        assertThat(problems(withLoad("{ hold: 0/s, for: 1s }")))
                .containsExactly("7:9: open: no arrivals (expected: an arrival rate above 0)");
        assertThat(problems(withLoad("{ hold: 1/s, for: 1s }, { hold: 1/s, for: 1s, warm-up: true }")))
                .containsExactly("7:63: warm-up: after a phase without (expected: before all others)");
        assertThat(problems(withLoad("{ hold: 1/s, ramp: 1/s to 2/s, for: 1s }")))
                .containsExactly("7:30: hold, ramp: together (expected: one of them alone)");
        assertThat(problems(withLoad("")).get(0)).isEqualTo("7:15: open: an empty list (expected: at least one)");
    }

    @Test
    void refusesObjectivesThatCannotBeDecided() {
        String objectives = """
                objectives:
                  profile: wechat-widget-lokal
                  also:
                    - { within: 170ms }
                    - { at-most: 1%, errors: "<= 1%" }
                    - { response-time: p100 <= 1s }
                    - { throughput: "<= 99%" }
                    - { step: hom, errors: "<= 0.5" }
                    - { within: 2h, at-least: 101% }
                    - { errors: "<= 1%", measure: service-time }
                """;
        assertThat(problems(ScenarioTexts.LEAST + objectives))
                .containsExactly(
                        "9:12: profile: wechat-widget-lokal (expected: one of wechat-widget-official, wechat-widget-local; did"
                                + " you mean wechat-widget-local?)",
                        "11:7: at-least: missing (expected: a share such as 95%, beside within)",
                        "12:9: at-most: without over (expected: only beside it)",
                        "13:24: response-time: p100 <= 1s (expected: a percentile, mean or max and its upper limit with a unit,"
                                + " such as p99 <= 400ms)",
                        "14:21: throughput: <= 99% (expected: a lower limit with its unit %, such as \">= 99%\")",
                        "15:15: step: hom is not a step (expected: home; did you mean home?)",
                        "15:28: errors: <= 0.5 (expected: an upper limit with its unit %, such as \"<= 0.5%\")",
                        "16:17: within: 2h (expected: a time of 1us to 1h with its unit, such as 170ms or 1.5s)",
                        "16:31: at-least: 101% (expected: a share from 0% to 100% with its unit, such as 95%)",
                        "17:26: measure: without within or over (expected: only beside them)");
    }

    @Test
    void refusesTermsThatFitNoRun() {
        String objectives = """
                objectives:
                  also:
                    - { errors: "<= 1%", session: shopp }
                    - { errors: "<= 1%", step: home, session: shop }
                    - { errors: "<= 1%", rung: 2 }
                    - { errors: "<= 1%", in-every: 10s, over-last: 30s }
                    - { errors: "<= 1%", for: 500ms }
                    - { errors: "<= 1%", grace: 30, minimum-requests: 0, stop-run: maybe }
                    - { response-time: mean <= 0ms, seconds-held: 0% }
                """;
        assertThat(problems(ScenarioTexts.LEAST + objectives))
                .containsExactly(
                        "10:35: session: shopp is not a session (expected: only)",
                        "11:38: step, session: together (expected: at most one of them)",
                        "11:47: session: shop is not a session (expected: only)",
                        "12:32: rung: 2 (expected: a ladder in the load)",
                        "13:41: in-every, over-last: together (expected: at most one of them)",
                        "14:31: for: 500ms (expected: whole seconds with their unit, 1s to 10m, such as 30s)",
                        "15:33: grace: 30 has no unit (expected: whole seconds with their unit, at most a day, such as 30s)",
                        "15:55: minimum-requests: 0 (expected: a whole number from 1 to 999999999)",
                        "15:68: stop-run: maybe (expected: true or false)",
                        "16:24: response-time: mean <= 0ms (expected: a percentile, mean or max and its upper limit with a"
                                + " unit, such as p99 <= 400ms)",
                        "16:51: seconds-held: 0% (expected: a share above 0% with its unit, at most 100%, such as 60%)");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "1.5s, PT1.5S",
        "30m, PT30M",
        "30min, PT30M",
        "1h30m, PT1H30M",
        "1m 30s, PT1M30S",
        "7d, PT168H",
        "20us, PT0.00002S"
    })
    void readsDurationsWithTheirUnit(String text, java.time.Duration duration) {
        assertThat(Forms.DURATION.read().apply(text)).hasValue(duration);
    }

    @ParameterizedTest
    @CsvSource({"200/s, 200", "90/min, 1.5", "200 rps, 200", "0.5 tps, 0.5", "10 qps, 10", "0/s, 0"})
    void readsArrivalRatesWithTheirUnit(String text, double perSecond) {
        assertThat(LoadForms.RATE_PER_SECOND.read().apply(text)).hasValue(perSecond);
    }

    @ParameterizedTest
    @CsvSource({"-1/s", "200", "200/h", "1e3/s", "rps", "99999999/s", "20rps"})
    void refusesWhatIsNoArrivalRate(String text) {
        assertThat(LoadForms.RATE_PER_SECOND.read().apply(text)).isEmpty();
    }

    @Test
    void listsManyProblemsUpToABound() {
        List<String> problems = problems("k: 1\n".repeat(10_000));

        assertThat(problems).hasSizeLessThanOrEqualTo(501).last().asString().contains("more, not listed");
    }

    private static String withStep(String keys) {
        return """
                scenario: one
                target: http://127.0.0.1:8090
                sessions:
                  - session: only
                    steps:
                      - { step: home,   %s }
                load: { open: [ { hold: 1/s, for: 1s } ] }
                """.formatted(keys);
    }

    private static String withLoad(String phases) {
        return ScenarioTexts.LEAST.lines().limit(6).reduce("", (a, b) -> a + b + "\n") + "load: { open: [ " + phases
                + " ] }\n";
    }

    private static List<String> problems(String text) {
        return ScenarioReader.read(text).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
