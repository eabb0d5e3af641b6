package io.breakwater.events.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Check.Expected;
import io.breakwater.events.scenario.Check.Operator;
import io.breakwater.events.scenario.Check.Subject;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Extraction.Source;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Flow.Pause.Spread;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What sessions can say: requests, checks, values taken, and flow. */
class SessionReaderTest {

    @Test
    void readsEveryMethodAndTheirOwnTargets() {
        assertThat(steps("""
                - { step: a, put: /a, timeout: 2s, redirects: 3, on-failure: go-on, share: 60% }
                - { step: b, patch: "https://other.example.com?x=${uuid()}" }
                - { step: c, delete: "http://127.0.0.1:8090/c d" }
                - { step: d, head: / }
                - { step: e, options: /e }
                """))
                .containsExactly(
                        new Step(
                                "a",
                                new Request.Http(
                                        Request.Http.Method.PUT,
                                        Optional.empty(),
                                        "/a",
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.of(3),
                                        Optional.of(Duration.ofSeconds(2))),
                                Map.of(),
                                List.of(),
                                0.6,
                                true),
                        Step.of(
                                "b",
                                new Request.Http(
                                        Request.Http.Method.PATCH,
                                        Optional.of(URI.create("https://other.example.com:443")),
                                        "/?x=${uuid()}",
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                List.of()),
                        Step.of("c", http(Request.Http.Method.DELETE, "/c d"), List.of()),
                        Step.of("d", http(Request.Http.Method.HEAD, "/"), List.of()),
                        Step.of("e", http(Request.Http.Method.OPTIONS, "/e"), List.of()));
    }

    @Test
    void readsWidgetMessages() {
        assertThat(steps("""
                - step: a
                  widget-message: { app: demo-widget, to: gh_demo, query: '{"type":1}' }
                  expect: { widget-data: $.err_code, in: [0, -1] }
                  extract: { items: { widget-data: "$.items.length()", default: "0" } }
                - step: b
                  timeout: 300ms
                  headers: { X-Trace: "7" }
                  widget-message:
                    app: demo-widget
                    to: gh_demo
                    from: open-id-${uuid()}
                    query: { type: 1, slot_list: [ { key: city, value: "${uuid()}" } ] }
                    path: /message?region=${uuid()}
                    target: http://127.0.0.1:9000
                    format: xml
                    scene: 2
                    verify-url: false
                """))
                .containsExactly(
                        new Step(
                                "a",
                                new Request.WidgetMessage(
                                        "demo-widget",
                                        Optional.empty(),
                                        "/",
                                        Map.of(),
                                        "gh_demo",
                                        "o${randomString(27)}",
                                        "{\"type\":1}",
                                        Body.Escaping.NONE,
                                        Request.WidgetMessage.Format.JSON,
                                        1,
                                        true,
                                        Optional.empty()),
                                Map.of(
                                        "items",
                                        new Extraction(
                                                Source.WIDGET_DATA, "$.items.length()", 0, false, Optional.of("0"))),
                                List.of(Check.in(Subject.WIDGET_DATA, "$.err_code", List.of("0", "-1"))),
                                1,
                                false),
                        Step.of(
                                "b",
                                new Request.WidgetMessage(
                                        "demo-widget",
                                        Optional.of(URI.create("http://127.0.0.1:9000")),
                                        "/message?region=${uuid()}",
                                        Map.of("X-Trace", "7"),
                                        "gh_demo",
                                        "open-id-${uuid()}",
                                        "{\"type\":1,\"slot_list\":[{\"key\":\"city\",\"value\":\"${uuid()}\"}]}",
                                        Body.Escaping.JSON_STRING,
                                        Request.WidgetMessage.Format.XML,
                                        2,
                                        false,
                                        Optional.of(Duration.ofMillis(300))),
                                List.of()));
    }

    @Test
    void readsFormsAndMultipartBodies() {
        Scenario scenario = accepted("""
                - { step: a, post: /, form: { user: ann, age: 7, role: [ buyer, "${x ?? 'y'}" ] } }
                - assign: { x: y }
                - step: b
                  post: /
                  multipart:
                    title: me
                    photo: { file: photo.jpg, content-type: image/jpeg }
                    notes: [ first, { text: "{}", content-type: application/json } ]
                """);

        assertThat(scenario.files()).isEqualTo(Map.of("photo.jpg", "photo.jpg"));
        assertThat(scenario.steps().stream().map(step -> ((Request.Http) step.request()).body()))
                .containsExactly(
                        Optional.of(new Body.Form(List.of(
                                new Body.Field("user", "ann"),
                                new Body.Field("age", "7"),
                                new Body.Field("role", "buyer"),
                                new Body.Field("role", "${x ?? 'y'}")))),
                        Optional.of(new Body.Multipart(List.of(
                                new Body.Part("title", Optional.of("me"), Optional.empty(), Optional.empty()),
                                new Body.Part(
                                        "photo", Optional.empty(), Optional.of("photo.jpg"), Optional.of("image/jpeg")),
                                new Body.Part("notes", Optional.of("first"), Optional.empty(), Optional.empty()),
                                new Body.Part(
                                        "notes",
                                        Optional.of("{}"),
                                        Optional.empty(),
                                        Optional.of("application/json"))))));
    }

    @Test
    void readsEveryCheck() {
        assertThat(steps("""
                - step: a
                  get: /
                  extract: { v: $.v }
                  expect:
                    - status: [ 200, 3xx, [ 400, 404 ] ]
                    - not-status: 5xx
                    - { header: Content-Type, contains: json }
                    - { json: "$..items[?(@.id == 7)].name", not-equals: nobody, absent-is: x }
                    - { json: a.b, in: [ [ 0, 1.5 ], 7, "7" ] }
                    - { xml: /a/b, exists: false }
                    - { value: v, not-matches: "^x+$" }
                    - not-contains: "${v}"
                    - { json: $.n, less-than: 5 }
                    - { json: $.n, at-most: "${v}" }
                    - { json: $.n, more-than: -1 }
                    - { json: $.n, at-least: 0.5 }
                """).get(0).checks())
                .containsExactly(
                        check(
                                Subject.STATUS,
                                "",
                                Operator.IN,
                                false,
                                Expected.of("200"),
                                interval("300", "399"),
                                interval("400", "404")),
                        check(Subject.STATUS, "", Operator.IN, true, interval("500", "599")),
                        check(Subject.HEADER, "Content-Type", Operator.CONTAINS, false, Expected.of("json")),
                        check(Subject.JSON, "$..items[?(@.id == 7)].name", Operator.IN, true, Expected.of("\"nobody\""))
                                .absentIs("\"x\""),
                        check(
                                Subject.JSON,
                                "a.b",
                                Operator.IN,
                                false,
                                interval("0", "1.5"),
                                Expected.of("7"),
                                Expected.of("\"7\"")),
                        check(Subject.XML, "/a/b", Operator.EXISTS, true),
                        check(Subject.VALUE, "v", Operator.MATCHES, true, Expected.of("^x+$")),
                        check(Subject.BODY, "", Operator.CONTAINS, true, Expected.of("${v}")),
                        check(Subject.JSON, "$.n", Operator.LESS_THAN, false, Expected.of("5")),
                        check(Subject.JSON, "$.n", Operator.AT_MOST, false, Expected.of("\"${v}\"")),
                        check(Subject.JSON, "$.n", Operator.MORE_THAN, false, Expected.of("-1")),
                        check(Subject.JSON, "$.n", Operator.AT_LEAST, false, Expected.of("0.5")));
    }

    @Test
    void readsWhereValuesAreTakenFrom() {
        assertThat(steps("""
                - step: a
                  get: /
                  extract:
                    short: $.data.token
                    json: { json: "items.length()", default: "0" }
                    any: { text: 'href="([^"]+)"', match: random }
                    last: { text: "id=[0-9]+", match: -1 }
                    xml: { xml: /a/b }
                    header: { header: Location }
                    cookie: { cookie: SESSION }
                    status: { status: code }
                """).get(0).extractions())
                .isEqualTo(Map.of(
                        "short",
                        taken(Source.JSON, "$.data.token"),
                        "json",
                        new Extraction(Source.JSON, "items.length()", 0, false, Optional.of("0")),
                        "any",
                        new Extraction(Source.TEXT, "href=\"([^\"]+)\"", 0, true, Optional.empty()),
                        "last",
                        new Extraction(Source.TEXT, "id=[0-9]+", -1, false, Optional.empty()),
                        "xml",
                        taken(Source.XML, "/a/b"),
                        "header",
                        taken(Source.HEADER, "Location"),
                        "cookie",
                        taken(Source.COOKIE, "SESSION"),
                        "status",
                        taken(Source.STATUS, "")));
    }

    @Test
    void readsWhatStandsBetweenSteps() {
        List<Flow> flow = accepted("""
                - assign: { a: x, b: "${a}y" }
                - pause: 1500ms
                - pause: { uniform: 200ms to 800ms }
                - pause: { normal: 800ms, deviation: 200ms }
                - if: { value: a, equals: x }
                  then: [ { step: s, get: / } ]
                  else: [ { end: iteration } ]
                - repeat: 3
                  until-any: [ { value: a, equals: y }, [ { value: a, exists: true }, { value: b, exists: true } ] ]
                  steps: [ { pause: 1s } ]
                - rendezvous: gate
                  users: 100
                  within: 5s
                - hand-over: [ a, b ]
                - if-any: [ { value: a, equals: z } ]
                  then: [ { jump: t } ]
                - { step: t, get: / }
                """).sessions().get(0).flow();

        assertThat(flow)
                .containsExactly(
                        new Flow.Assign("a", "x"),
                        new Flow.Assign("b", "${a}y"),
                        new Flow.Pause(Spread.FIXED, Duration.ofMillis(1_500), Duration.ZERO),
                        new Flow.Pause(Spread.UNIFORM, Duration.ofMillis(200), Duration.ofMillis(600)),
                        new Flow.Pause(Spread.NORMAL, Duration.ofMillis(800), Duration.ofMillis(200)),
                        new Flow.Choose(
                                new Flow.Condition(List.of(List.of(equal("a", "x")))),
                                List.of(new Flow.Send(get("s"))),
                                List.of(new Flow.End())),
                        new Flow.Repeat(
                                3,
                                Optional.of(new Flow.Condition(
                                        List.of(List.of(equal("a", "y")), List.of(exists("a"), exists("b"))))),
                                List.of(new Flow.Pause(Spread.FIXED, Duration.ofSeconds(1), Duration.ZERO))),
                        new Flow.Rendezvous("gate", 100, Duration.ofSeconds(5)),
                        new Flow.HandOver(List.of("a", "b")),
                        new Flow.Choose(
                                new Flow.Condition(List.of(List.of(equal("a", "z")))),
                                List.of(new Flow.Jump("t")),
                                List.of()),
                        new Flow.Send(get("t")));
    }

    @Test
    void readsWebSocketSteps() {
        assertThat(steps("""
                - { step: a, connect: "wss://chat.example.com/socket", headers: { X-A: b }, timeout: 1s }
                - { step: b, message: { type: hi }, await: { json: $.type, equals: welcome }, extract: { room: $.room } }
                - { step: c, message: "say ${room}" }
                - { step: d, await: any }
                - { step: e, close: websocket }
                """))
                .extracting(Step::request)
                .containsExactly(
                        new Request.WebSocketOpen(
                                Optional.of(URI.create("https://chat.example.com:443")),
                                "/socket",
                                Map.of("X-A", "b"),
                                Optional.of(Duration.ofSeconds(1))),
                        new Request.WebSocketMessage(
                                Optional.of("{\"type\":\"hi\"}"),
                                Body.Escaping.JSON_STRING,
                                List.of(check(Subject.JSON, "$.type", Operator.IN, false, Expected.of("\"welcome\""))),
                                true,
                                Optional.empty()),
                        new Request.WebSocketMessage(Optional.of("say ${room}"), List.of(), false, Optional.empty()),
                        new Request.WebSocketMessage(Optional.empty(), List.of(), true, Optional.empty()),
                        new Request.WebSocketClose());
    }

    @Test
    void readsWhatIsWalkedOnceBeforeAndAfter() throws Exception {
        Scenario scenario = ScenarioReader.read("""
                scenario: one
                target: http://127.0.0.1:8090
                before: [ { session: on, steps: [ { step: on, post: /, extract: { auth: $.t } }, { hand-over: auth } ] } ]
                sessions: [ { session: a, steps: [ { step: a, get: "/${auth}" } ] } ]
                after: [ { session: off, steps: [ { step: off, get: "/${auth}" } ] } ]
                load: { open: [ { hold: 1/s, for: 1s } ] }
                """).scenario().orElseThrow();

        assertThat(scenario.before()).extracting(Session::name).containsExactly("on");
        assertThat(scenario.before().get(0).flow()).endsWith(new Flow.HandOver(List.of("auth")));
        assertThat(scenario.after()).extracting(Session::name).containsExactly("off");
        assertThat(scenario.steps()).extracting(Step::name).containsExactly("a");
        assertThat(EventCodec.decode(EventCodec.encode(scenario), Scenario.class))
                .isEqualTo(scenario);
    }

    private static Check equal(String value, String text) {
        return check(Subject.VALUE, value, Operator.IN, false, Expected.of("\"" + text + "\""));
    }

    private static Check exists(String value) {
        return check(Subject.VALUE, value, Operator.EXISTS, false);
    }

    private static Check check(
            Subject subject, String expression, Operator operator, boolean negated, Expected... expected) {
        return new Check(subject, expression, operator, negated, List.of(expected), Optional.empty());
    }

    private static Expected interval(String low, String high) {
        return new Expected(low, Optional.of(high));
    }

    private static Extraction taken(Source source, String expression) {
        return new Extraction(source, expression, 0, false, Optional.empty());
    }

    private static Step get(String name) {
        return Step.of(name, http(Request.Http.Method.GET, "/"), List.of());
    }

    private static Request http(Request.Http.Method method, String path) {
        return Request.Http.of(method, path, Map.of(), Optional.empty());
    }

    private static List<Step> steps(String steps) {
        return accepted(steps).steps();
    }

    private static Scenario accepted(String steps) {
        ScenarioReading reading = ScenarioReader.read(ScenarioTexts.withSteps(steps));
        assertThat(reading.problems()).isEmpty();
        return reading.scenario().orElseThrow();
    }
}
