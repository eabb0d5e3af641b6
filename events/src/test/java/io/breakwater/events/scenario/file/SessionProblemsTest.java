package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions cannot say. Steps begin in line 6. */
class SessionProblemsTest {

    @Test
    void refusesReferencesThatCanNeverHaveAValue() {
        assertThat(problems("""
                - { step: a, get: "/${token1}", extract: { token1: $.a } }
                - { step: b, get: "/${tokne1}" }
                - { step: c, get: "/${token1}${buyer.id}${later ?? 'none'}" }
                - assign: { later: x }
                """))
                .containsExactly(
                        "6:23: ${token1}: not there yet (expected: after what its extract gives)",
                        "7:23: ${tokne1}: unknown name (expected: one of token1, later; did you mean token1?)",
                        "8:23: ${buyer.id}: unknown data (expected: one declared under data, which the file lacks)");
    }

    @Test
    void refusesWidgetMessagesThatCannotBe() {
        assertThat(problems("""
                - { step: a, widget-message: { app: a b, to: gh-ö, query: "${nobody}", from: "${no}", path: x, scene: one } }
                - { step: b, widget-message: { format: yaml, verify-url: maybe, query: [ 1 ], target: ftp://x, secret: s } }
                - { step: c, widget-message: gh_demo }
                - { step: d, get: /, expect: { widget-data: $.a, equals: 1 }, extract: { x: { widget-data: $.a } } }
                - { step: e, widget-message: { app: a, to: b, query: q, path: "/a b" } }
                """))
                .containsExactly(
                        "6:41: app: a b (expected: the name of a binding of token-service: letters, digits, hyphens, dots"
                                + " and underscores, at most 60)",
                        "6:50: to: gh-ö (expected: a mini program's original id such as gh_demo: letters, digits, hyphens"
                                + " and underscores, at most 60)",
                        "6:63: ${nobody}: unknown name (expected: x)",
                        "6:82: ${no}: unknown name (expected: x)",
                        "6:97: path: x (expected: a path that begins with a slash, without control characters)",
                        "6:107: scene: one (expected: a whole number from 0 to 9999)",
                        "7:34: app: missing (expected: the binding of token-service that holds the message credentials)",
                        "7:34: to: missing (expected: the mini program's original id)",
                        "7:44: format: yaml (expected: one of json, xml)",
                        "7:62: verify-url: maybe (expected: true or false)",
                        "7:76: query: a list (expected: a mapping, or a text)",
                        "7:91: target: ftp://x (expected: http://HOST or https://HOST, with :PORT where it is not the"
                                + " usual one, and no path; paths stand in the steps)",
                        "7:100: secret: unknown key (expected: one of app, to, query, from, path, target, format, scene,"
                                + " verify-url)",
                        "8:34: widget-message: gh_demo (expected: a mapping with app, to, query, from, path, target,"
                                + " format, scene, verify-url)",
                        "9:36: widget-data: in a step without widget-message (expected: only with one)",
                        "9:83: widget-data: in a step without widget-message (expected: only with one)");
    }

    @Test
    void knowsThatAnEarlierRoundOrBranchMayHaveGivenAValue() {
        assertThat(problems("""
                - repeat: 2
                  steps: [ { step: a, get: "/${x}", extract: { x: $.x } } ]
                - if: { value: x, exists: true }
                  then: [ { assign: { y: b } } ]
                  else: [ { step: b, get: "/${y}" } ]
                - { step: c, get: "/${y}" }
                """)).containsExactly("10:31: ${y}: not there yet (expected: after what its assign gives)");
        assertThat(problems("""
                - { step: a, get: "/${x}" }
                - { step: b, get: /, extract: { x: $.x }, share: 50% }
                - { jump: a }
                """)).isEmpty();
    }

    @Test
    void knowsWhichSessionsReceiveWhatIsHandedOver() {
        assertThat(ScenarioReader.read("""
                        scenario: one
                        target: http://127.0.0.1:8090
                        before:
                          - { session: p, steps: [ { step: p, get: "/${b}" } ] }
                          - { session: q, steps: [ { step: q, get: /, extract: { b: $.b } }, { hand-over: [ b, c ] } ] }
                        sessions:
                          - { session: r, steps: [ { step: r, get: "/${b}${d}" }, { assign: { d: e } } ] }
                          - { session: s, steps: [ { step: s, get: "/${d}", extract: { b: $.b, d: $.d } }, { hand-over: d } ] }
                        after:
                          - { session: t, steps: [ { step: t, get: "/${b}${d}" } ] }
                        load: { open: [ { hold: 1/s, for: 1s } ] }
                        """).problems().stream().map(Problem::toString))
                .containsExactly(
                        "4:44: ${b}: unknown name (expected: one that data, values, extract, assign or hand-over declares)",
                        "5:88: hand-over: c (expected: b; did you mean b?)",
                        "7:71: d: taken (expected: another name, for session s hands it over)",
                        "8:44: ${d}: not there yet (expected: after what its extract gives)",
                        "8:64: b: taken (expected: another name, for session q hands it over)",
                        "10:44: ${d}: unknown name (expected: one of b, c; did you mean b?)");
    }

    @Test
    void refusesTheSameNameForDifferentThings() {
        assertThat(ScenarioReader.read(ScenarioTexts.withSteps("""
                        - { step: a, get: /, extract: { cases: $.a, token: $.a, v: $.a, x: $.a } }
                        - assign: { x: y }
                        """) + """
                        data: { cases: { file: c.jsonl } }
                        files: { cases: c.pem }
                        values: { cases: a, v: "${w}", w: "${cases}${uuid()}" }
                        """).problems().stream()
                        .map(Problem::toString))
                .containsExactly(
                        "6:37: cases: taken (expected: another name, for data has it)",
                        "6:49: token: taken (expected: another name, for ${token.NAME} means tokens)",
                        "6:61: v: taken (expected: another name, for values have it)",
                        "7:17: x: taken (expected: another name, for the session's extract has it)",
                        "10:10: cases: taken (expected: another name, for data has it)",
                        "11:11: cases: taken (expected: another name, for data has it)",
                        "11:24: ${w}: not known to values (expected: data, tokens and functions only)");
    }

    @Test
    void refusesLoopsThatSpinOrNeverEnd() {
        assertThat(problems("""
                - { step: a, get: / }
                - { repeat: 5, steps: [ { assign: { x: y } } ] }
                - { repeat: 5, steps: [ { if: { value: x, exists: true }, then: [ { step: b, get: / } ] } ] }
                - { jump: a }
                """))
                .containsExactly(
                        "7:9: repeat: a round without a request or a pause (expected: one on every way through steps)",
                        "8:9: repeat: a round without a request or a pause (expected: one on every way through steps)",
                        "9:15: jump: back to a for ever (expected: a jump within if, or repeat)");
        assertThat(problems("- { step: a, get: / }\n- { jump: a }"))
                .containsExactly("7:15: jump: back to a for ever (expected: a jump within if, or repeat)");
        assertThat(problems("- { step: a, get: / }\n- { repeat: 2, steps: [ { pause: 1s }, { jump: a } ] }"))
                .containsExactly("7:52: jump: back to a for ever (expected: a jump within if, or repeat)");
    }

    @Test
    void refusesJumpsThatLeadNowhere() {
        assertThat(problems("""
                - { step: a, get: / }
                - { repeat: 2, steps: [ { step: inner, get: / } ] }
                - { jump: innner }
                - { jump: inner }
                """))
                .containsExactly(
                        "8:15: jump: innner is not a step of the session (expected: one of a, inner; did you mean inner?)",
                        "9:15: jump: inner stands within another block (expected: a step beside the jump or around it)");
    }

    @Test
    void tellsWhatAnItemCouldBe() {
        assertThat(problems("""
                - { puase: 1s }
                - { pause: 1s, jump: a }
                - { step: a, get: /, connect: /b }
                - { step: c, await: { status: 200 }, expcet: { status: 200 } }
                - { step: d, message: hi, extract: { e: $.e } }
                - plain
                """))
                .containsExactly(
                        "6:7: item of steps: of no kind (expected: one of step, pause, if, repeat, jump, end, rendezvous,"
                                + " hand-over, assign; did you mean pause?)",
                        "7:20: pause, jump: together (expected: one of them alone)",
                        "8:26: get, connect: together (expected: one of them alone)",
                        "9:27: status: of a message (expected: json, or none of them for the text)",
                        "9:42: expcet: unknown key (expected: one of step, message, await, timeout, extract, expect, share,"
                                + " rate, on-failure; did you mean expect?)",
                        "10:31: extract: without await (expected: only beside it)",
                        "11:7: item of steps: plain (expected: a mapping with one of step, pause, if, repeat, jump, end,"
                                + " rendezvous, hand-over, assign)");
    }

    @Test
    void refusesChecksThatCannotBeMade() {
        assertThat(problems("""
                - step: a
                  get: /
                  expect:
                    - { json: $.a, equals: 1, contains: b }
                    - { header: A, xml: /b, exists: maybe }
                    - { json: "$.a[", exists: true, absent-is: 1 }
                    - { xml: "//[", matches: "(" }
                    - { json: $.a, in: [ [ 2, 1 ], [ a, b ] ], absent-is: [ ] }
                    - { json: $.a, less-than: many }
                    - { status: 99 }
                    - { value: nobody, exists: true }
                - { if: { json: $.a, equals: 1 }, then: [ { pause: 1s } ] }
                """))
                .containsExactly(
                        "9:35: equals, contains: together (expected: at most one of them)",
                        "10:24: header, xml: together (expected: at most one of them)",
                        "10:41: exists: maybe (expected: true or false)",
                        "11:19: json: $.a[ (expected: a path such as $.data.items[0].id)",
                        "11:41: absent-is: beside exists (expected: without it)",
                        "12:18: xml: //[ (expected: an XPath such as /order/id)",
                        "12:34: matches: ( (expected: a regular expression)",
                        "13:30: in: a list in a list (expected: an interval of two numbers, [low, high])",
                        "13:40: in: a list in a list (expected: an interval of two numbers, [low, high])",
                        "13:63: absent-is: a list (expected: a number, a text, true, false or null)",
                        "14:35: less-than: many (expected: a number, or a text with a reference)",
                        "15:21: status: 99 (expected: a whole number from 100 to 599)",
                        "16:20: value: nobody: unknown name (expected: one that data, values, extract, assign or hand-over"
                                + " declares)",
                        "17:15: json: in a condition (expected: value)");
    }

    @Test
    void refusesWhatHasNoMeaningInASessionThatIsWalkedOnce() {
        assertThat(ScenarioReader.read("""
                        scenario: one
                        target: http://127.0.0.1:8090
                        before:
                          - { session: p, weight: 3, steps: [ { step: p, get: /, share: 3% }, { rendezvous: r, within: 1s } ] }
                        sessions: [ { session: a, steps: [ { step: p, get: / } ] }, { session: b, steps: [ { pause: 1s } ] } ]
                        load: { open: [ { hold: 1/s, for: 1s } ] }
                        objectives: { also: [ { step: q, errors: "<= 1%" } ] }
                        """).problems().stream().map(Problem::toString))
                .containsExactly(
                        "4:19: weight: unknown key (expected: one of session, steps)",
                        "4:58: share: in a session that is walked once (expected: only under load)",
                        "4:73: rendezvous: in a session that is walked once (expected: only under load)",
                        "5:44: step: p twice (expected: another name)",
                        "5:75: steps: no step (expected: a request at least)",
                        "7:31: step: q is not a step (expected: p; did you mean p?)");
    }

    @Test
    void refusesBodiesAndExtractionsThatContradictThemselves() {
        assertThat(problems("""
                - { step: a, post: /, form: { a: [ ] }, multipart: { b: { file: photo } } }
                - { step: b, head: /, form: { a: b } }
                - { step: c, get: "https://${host}/" }
                - { step: d, get: /, extract: { v: { json: $.a, match: 1, default: "${x}" }, w: { text: "(" }, u: { } } }
                """))
                .containsExactly(
                        "6:38: a: an empty list (expected: at least one)",
                        "6:45: form, multipart: together (expected: at most one of them)",
                        "7:27: form: a body with head (expected: post, put or patch)",
                        "8:23: get: https://${host}/ (expected: a path that begins with a slash, or a URL with http or https)",
                        "9:53: match: without text (expected: only beside it)",
                        "9:72: default: ${x} (expected: a text without references)",
                        "9:93: text: ( (expected: a regular expression)",
                        "9:103: json, text, xml, widget-data, header, cookie, status: all missing (expected: exactly one of them)");
    }

    private static List<String> problems(String steps) {
        return ScenarioReader.read(ScenarioTexts.withSteps(steps)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
