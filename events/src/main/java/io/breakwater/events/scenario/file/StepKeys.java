package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;
import static io.breakwater.events.scenario.file.KeyTable.Key.required;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every key of what stands in a session. */
final class StepKeys {

    static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head", "options");

    static final List<String> BODIES = List.of("json", "text", "form", "multipart");

    static final List<String> SUBJECTS =
            List.of("status", "not-status", "header", "json", "xml", "widget-data", "value");

    static final List<String> COMPARISONS = List.of(
            "equals",
            "not-equals",
            "in",
            "not-in",
            "contains",
            "not-contains",
            "matches",
            "not-matches",
            "exists",
            "less-than",
            "at-most",
            "more-than",
            "at-least");

    private static final Shape STATUS = new Shape.AnyOf(
            List.of(new Shape.Whole(100, 599), Forms.STATUS_CLASS, new Shape.Pair(new Shape.Whole(100, 599))));
    private static final Shape STATUSES =
            new Shape.AnyOf(List.of(new Shape.Whole(100, 599), Forms.STATUS_CLASS, new Shape.ListOf(STATUS)));
    private static final Shape VALUE = new Shape.JsonScalar();
    private static final Shape VALUES =
            new Shape.ListOf(new Shape.AnyOf(List.of(VALUE, new Shape.Pair(new Shape.JsonScalar()))));

    static final KeyTable CHECK = KeyTable.of(
                    "One demand; without status, header, json, xml, widget-data or value it is about the whole body",
                    optional("status", STATUSES, "The allowed HTTP status, a class such as 2xx, or a list of them"),
                    optional("not-status", STATUSES, "The status, class or list of them that is not allowed"),
                    optional("header", HttpForms.HEADER_NAME, "The header that holds the value"),
                    optional("json", StepForms.JSON_PATH, "Where in the JSON answer the value stands"),
                    optional("xml", StepForms.XPATH, "Where in the XML answer the value stands"),
                    optional(
                            "widget-data",
                            StepForms.JSON_PATH,
                            "Where in the data of a widget message's answer the value stands"),
                    optional("value", Forms.REFERENCE_NAME, "The value by the name used in ${NAME}"),
                    optional("equals", VALUE, "The only allowed value"),
                    optional("not-equals", VALUE, "The value that it must not be"),
                    optional("in", VALUES, "The allowed values, and [low, high] for closed intervals"),
                    optional("not-in", VALUES, "The values and closed intervals that are not allowed"),
                    optional("contains", Forms.TEXT, "A text that it must hold"),
                    optional("not-contains", Forms.TEXT, "A text that it must not hold"),
                    optional(
                            "matches",
                            StepForms.PATTERN_TEMPLATE,
                            "A regular expression that must match somewhere in it"),
                    optional(
                            "not-matches",
                            StepForms.PATTERN_TEMPLATE,
                            "A regular expression that must match nowhere in it"),
                    optional("exists", new Shape.YesNo(), "Whether it must be there"),
                    optional("less-than", VALUE, "It must be a number below this"),
                    optional("at-most", VALUE, "It must be a number, this or less"),
                    optional("more-than", VALUE, "It must be a number above this"),
                    optional("at-least", VALUE, "It must be a number, this or more"),
                    optional(
                            "absent-is",
                            VALUE,
                            "The value to assume where nothing is found; without it, absence fails all but negations"))
            .withAtMostOneOf(SUBJECTS)
            .withAtMostOneOf(COMPARISONS);

    static final Shape CHECKS =
            new Shape.AnyOf(List.of(new Shape.Named("check"), new Shape.ListOf(new Shape.Named("check"))));
    private static final Shape ANY_CHECKS = new Shape.ListOf(CHECKS);

    static final KeyTable EXTRACTION = KeyTable.of(
                    "Where a value is taken from",
                    optional("json", StepForms.JSON_PATH, "A JSON path"),
                    optional("text", StepForms.PATTERN, "A regular expression: its first group, or the whole match"),
                    optional("xml", StepForms.XPATH, "An XPath"),
                    optional(
                            "widget-data", StepForms.JSON_PATH, "A JSON path in the data of a widget message's answer"),
                    optional("header", HttpForms.HEADER_NAME, "A header's name"),
                    optional("cookie", StepForms.COOKIE_NAME, "A cookie's name"),
                    optional("status", new Shape.Words(List.of("code")), "The HTTP status"),
                    optional(
                            "match",
                            new Shape.AnyOf(List.of(new Shape.Whole(-99, 99), new Shape.Words(List.of("random")))),
                            "With text, which match: from 0, from -1 backwards, or random; 0 by default"),
                    optional("default", Forms.TEXT, "The value where nothing is found; without it the step fails"))
            .withOneOf("json", "text", "xml", "widget-data", "header", "cookie", "status");

    static final KeyTable PART = KeyTable.of(
                    "A part of a multipart body",
                    optional("file", Forms.FILE, "A file: its name under files, or its file name"),
                    optional("text", Forms.TEXT, "A text; may hold references"),
                    optional("content-type", HttpForms.CONTENT_TYPE, "Its Content-Type"))
            .withOneOf("file", "text");

    private static final KeyTable.Key NAME =
            required("step", Forms.STEP_NAME, "Its name, unique in the scenario; figures are reported under it");
    private static final KeyTable.Key HEADERS = optional(
            "headers",
            new Shape.MapOf(HttpForms.HEADER_NAME, HttpForms.HEADER_VALUE),
            "Request headers; values may hold references");
    private static final KeyTable.Key TIMEOUT =
            optional("timeout", Forms.TIMEOUT, "How long the answer may take; http.request-timeout by default");
    private static final KeyTable.Key EXTRACT = optional(
            "extract",
            new Shape.MapOf(
                    Forms.REFERENCE_NAME,
                    new Shape.AnyOf(List.of(StepForms.ROOTED_JSON_PATH, new Shape.Table(EXTRACTION)))),
            "Values taken from the answer, by the name used in ${NAME}");
    private static final KeyTable.Key EXPECT =
            optional("expect", CHECKS, "What the answer must satisfy; without it any 2xx status will do");
    private static final KeyTable.Key SHARE =
            optional("share", Forms.PART_RATIO, "This share of the iterations that come here go on; the others end");
    private static final KeyTable.Key RATE = optional(
            "rate",
            LoadForms.RATE_PER_SECOND,
            "Instead of share: how often it is sent when the load is highest; in all steps of a session or in none");
    private static final KeyTable.Key ON_FAILURE = optional(
            "on-failure",
            new Shape.Words(List.of("end", "go-on")),
            "What happens to the iteration when the step failed: end (the default) or go-on");

    static final KeyTable HTTP_STEP = KeyTable.of("A request", httpKeys())
            .withOneOf(METHODS.toArray(String[]::new))
            .withAtMostOneOf(BODIES)
            .withAtMostOneOf("share", "rate")
            .toldBy(METHODS.toArray(String[]::new));

    static final KeyTable CONNECT = KeyTable.of(
                    "Opens a WebSocket, which stays open to the end of the iteration",
                    NAME,
                    required("connect", HttpForms.WEB_SOCKET_PLACE, "The path, or the URL with ws or wss"),
                    HEADERS,
                    TIMEOUT,
                    EXTRACT,
                    EXPECT,
                    SHARE,
                    RATE,
                    ON_FAILURE)
            .withAtMostOneOf("share", "rate")
            .toldBy("connect");

    static final KeyTable MESSAGE = KeyTable.of(
                    "Sends a message over the WebSocket, awaits one, or both",
                    NAME,
                    optional(
                            "message",
                            new Shape.AnyOf(List.of(Forms.TEXT, new Shape.Json())),
                            "The message: a text, or JSON; may hold references"),
                    optional(
                            "await",
                            new Shape.AnyOf(List.of(new Shape.Words(List.of("any")), CHECKS)),
                            "The message that ends the step: any, or the first that satisfies these checks"),
                    TIMEOUT,
                    EXTRACT,
                    EXPECT,
                    SHARE,
                    RATE,
                    ON_FAILURE)
            .withAtMostOneOf("share", "rate")
            .toldBy("message", "await");

    static final KeyTable CLOSE = KeyTable.of(
                    "Closes the WebSocket",
                    NAME,
                    required("close", new Shape.Words(List.of("websocket")), "websocket"),
                    SHARE,
                    RATE,
                    ON_FAILURE)
            .withAtMostOneOf("share", "rate")
            .toldBy("close");

    static final KeyTable WIDGET = KeyTable.of(
            "A widget message: what it says, and what it is encrypted and signed with",
            required("app", Forms.BINDING, "The binding of token-service that holds the message credentials"),
            required("to", WidgetForms.ORIGINAL_ID, "The mini program's original id"),
            required(
                    "query",
                    new Shape.AnyOf(List.of(Forms.TEXT, new Shape.Json())),
                    "The user's query: a JSON object, or a text such as one reference to a whole row; may hold references"),
            optional("from", WidgetForms.OPEN_ID, "The user's open id; may hold references, and is random by default"),
            optional("path", HttpForms.PATH, "The path that the platform posts to; / by default, may hold references"),
            optional("target", HttpForms.TARGET, "Another system than the scenario's target"),
            optional("format", new Shape.Words(List.of("json", "xml")), "How it is written: json (the default) or xml"),
            optional("scene", new Shape.Whole(0, 9_999), "Where the user searched; 1 by default"),
            optional(
                    "verify-url",
                    new Shape.YesNo(),
                    "Whether the target must repeat a signed text before a run; true by default"));

    static final KeyTable WIDGET_STEP = KeyTable.of(
                    "A message of WeChat's search widget, encrypted and signed",
                    NAME,
                    required("widget-message", new Shape.Table(WIDGET), "The message"),
                    HEADERS,
                    TIMEOUT,
                    EXTRACT,
                    EXPECT,
                    SHARE,
                    RATE,
                    ON_FAILURE)
            .withAtMostOneOf("share", "rate")
            .toldBy("widget-message");

    static final KeyTable UNIFORM = KeyTable.of(
            "Evenly between two times", required("uniform", Forms.DURATION_RANGE, "The shortest and the longest time"));

    static final KeyTable NORMAL = KeyTable.of(
            "A normal distribution, cut off at zero",
            required("normal", Forms.DURATION, "Its mean"),
            required("deviation", Forms.DURATION, "Its standard deviation"));

    static final KeyTable PAUSE = KeyTable.of(
            "Think time",
            required(
                    "pause",
                    new Shape.AnyOf(List.of(Forms.DURATION, new Shape.Kinds(List.of(UNIFORM, NORMAL)))),
                    "How long, or how it varies"));

    static final KeyTable CHOICE = KeyTable.of(
                    "Goes one of two ways",
                    optional("if", CHECKS, "What must hold, all of it, for then"),
                    optional("if-any", ANY_CHECKS, "What must hold for then: one of these checks, or lists of checks"),
                    required("then", new Shape.Named("steps"), "What is done when it holds"),
                    optional("else", new Shape.Named("steps"), "What is done when it does not"))
            .withOneOf("if", "if-any")
            .toldBy("if", "if-any");

    static final KeyTable REPETITION = KeyTable.of(
                    "Does the same again",
                    required("repeat", new Shape.Whole(1, 1_000_000), "How often, at most"),
                    optional("until", CHECKS, "What ends it earlier when it holds after a round, all of it"),
                    optional("until-any", ANY_CHECKS, "What ends it earlier: one of these checks, or lists of checks"),
                    required("steps", new Shape.Named("steps"), "What is repeated"))
            .withAtMostOneOf("until", "until-any");

    static final KeyTable JUMP = KeyTable.of(
            "Goes on at another step of the session", required("jump", Forms.STEP_NAME, "That step's name"));

    static final KeyTable END = KeyTable.of(
            "Ends the iteration, which is no failure",
            required("end", new Shape.Words(List.of("iteration")), "iteration"));

    static final KeyTable RENDEZVOUS = KeyTable.of(
            "Waits for other virtual users and goes on together with them",
            required("rendezvous", Forms.STEP_NAME, "Its name: who waits under the same name meets"),
            optional("users", new Shape.Whole(2, 1_000_000), "How many go on together; without it only time counts"),
            required("within", Forms.DURATION, "The longest that one waits"));

    static final KeyTable HAND_OVER = KeyTable.of(
            "Hands values to all other sessions",
            required(
                    "hand-over",
                    new Shape.AnyOf(List.of(Forms.REFERENCE_NAME, new Shape.ListOf(Forms.REFERENCE_NAME))),
                    "Names of values that the session has taken or assigned"));

    static final KeyTable ASSIGN = KeyTable.of(
            "Gives values names",
            required(
                    "assign",
                    new Shape.MapOf(Forms.REFERENCE_NAME, Forms.TEXT),
                    "Texts by the name used in ${NAME}; may hold references"));

    /** What may stand in a session, between steps or within one another. */
    static final List<KeyTable> FLOW = List.of(
            HTTP_STEP,
            CONNECT,
            MESSAGE,
            CLOSE,
            WIDGET_STEP,
            PAUSE,
            CHOICE,
            REPETITION,
            JUMP,
            END,
            RENDEZVOUS,
            HAND_OVER,
            ASSIGN);

    static Stream<KeyTable> all() {
        return Stream.concat(FLOW.stream(), Stream.of(CHECK, EXTRACTION, PART, WIDGET, UNIFORM, NORMAL));
    }

    private StepKeys() {}

    private static KeyTable.Key[] httpKeys() {
        Shape fieldValue = new Shape.AnyOf(List.of(Forms.TEXT, new Shape.ListOf(Forms.TEXT)));
        Shape part = new Shape.AnyOf(List.of(Forms.TEXT, new Shape.Table(PART)));
        List<KeyTable.Key> keys = new ArrayList<>(List.of(NAME));
        for (String method : METHODS) {
            String article = method.equals("options") ? "an " : "a ";
            keys.add(optional(
                    method,
                    HttpForms.PLACE,
                    "Send " + article + method.toUpperCase(java.util.Locale.ROOT)
                            + " to this path or URL; may hold references"));
        }
        keys.addAll(List.of(
                HEADERS,
                optional(
                        "json",
                        new Shape.Json(),
                        "A JSON body, whose texts may hold references; or one reference to a whole JSON value"),
                optional("text", Forms.TEXT, "A body of any other text; may hold references, put in as they are"),
                optional(
                        "form",
                        new Shape.MapOf(Forms.FIELD_NAME, fieldValue),
                        "A body of form fields; values may hold references, and a list is the same field several times"),
                optional(
                        "multipart",
                        new Shape.MapOf(
                                Forms.FIELD_NAME,
                                new Shape.AnyOf(List.of(Forms.TEXT, new Shape.Table(PART), new Shape.ListOf(part)))),
                        "A multipart/form-data body: texts and files by field name"),
                optional(
                        "redirects",
                        new Shape.Whole(0, 20),
                        "How many redirects are followed; http.redirects by default"),
                TIMEOUT,
                EXTRACT,
                EXPECT,
                SHARE,
                RATE,
                ON_FAILURE));
        return keys.toArray(KeyTable.Key[]::new);
    }
}
