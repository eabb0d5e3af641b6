package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;
import static io.breakwater.events.scenario.file.KeyTable.Key.required;

import io.breakwater.events.scenario.AcceptanceProfile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every key of a scenario file. The reader looks keys up here, and the editors' JSON Schema is made from here, so the two
 * cannot differ.
 */
final class ScenarioKeys {

    static final List<String> MEASURES = List.of("response-time", "service-time");

    static final KeyTable TOKEN = KeyTable.of(
            "A platform token that token-service keeps fresh",
            required("app", Forms.BINDING, "The binding of token-service that supplies the token"));

    static final KeyTable DATA_SET = KeyTable.of(
            "A file of rows; each iteration draws one",
            required("file", Forms.FILE, "The file's name, relative to the scenario file"),
            optional(
                    "format",
                    new Shape.Words(List.of("jsonl", "csv")),
                    "How rows are written; by default what the file name's end says: .jsonl or .csv"),
            optional(
                    "columns",
                    new Shape.AnyOf(
                            List.of(new Shape.Words(List.of("from-first-line")), new Shape.ListOf(Forms.COLUMN))),
                    "The column names of a CSV file, or from-first-line (the default)"),
            optional(
                    "pick",
                    new Shape.Words(List.of("sequential", "random")),
                    "Which row an iteration gets; sequential by default"),
            optional(
                    "when-used-up",
                    new Shape.Words(List.of("repeat", "stop")),
                    "What happens after the last row: begin again (the default), or send no more"));

    static final KeyTable CHECK = KeyTable.of(
                    "One demand on the response; all of a step's demands must hold",
                    optional(
                            "status",
                            new Shape.AnyOf(
                                    List.of(new Shape.Whole(100, 599), new Shape.ListOf(new Shape.Whole(100, 599)))),
                            "The allowed HTTP status, or a list of them"),
                    optional("json", Forms.JSON_PATH, "Where in the JSON answer the value stands"),
                    optional("equals", new Shape.JsonScalar(), "The only allowed value"),
                    optional("in", new Shape.ListOf(new Shape.JsonScalar()), "The allowed values"),
                    optional(
                            "absent-is",
                            new Shape.JsonScalar(),
                            "The value to assume where the path leads nowhere; without it, absence fails"))
            .withOneOf("status", "json");

    static final KeyTable STEP = KeyTable.of(
                    "One request",
                    required(
                            "step", Forms.STEP_NAME, "Its name, unique in the scenario; figures are reported under it"),
                    optional("get", Forms.PATH, "Send a GET to this path; may hold references"),
                    optional("post", Forms.PATH, "Send a POST to this path; may hold references"),
                    optional(
                            "headers",
                            new Shape.MapOf(Forms.HEADER_NAME, Forms.HEADER_VALUE),
                            "Request headers; values may hold references"),
                    optional(
                            "json",
                            new Shape.Json(),
                            "A JSON body, whose texts may hold references; or one reference to a whole JSONL row"),
                    optional("text", Forms.TEXT, "A body of any other text; may hold references, put in as they are"),
                    optional(
                            "expect",
                            new Shape.ListOf(new Shape.Table(CHECK)),
                            "What the answer must satisfy; without it any 2xx status will do"))
            .withOneOf("get", "post");

    static final KeyTable SESSION = KeyTable.of(
            "An ordered list of steps that one virtual user walks through",
            required("session", Forms.STEP_NAME, "Its name"),
            optional(
                    "weight",
                    new Shape.Whole(1, 10_000),
                    "Its share of the arrivals is this over the sum of all weights; 1 by default"),
            required("steps", new Shape.ListOf(new Shape.Table(STEP)), "Its requests, in order"));

    static final KeyTable HTTP = KeyTable.of(
            "Bounds of the HTTP client, over all generators",
            optional("connect-timeout", Forms.TIMEOUT, "How long a connection may take to open; 5s by default"),
            optional("request-timeout", Forms.TIMEOUT, "How long an answer may take; 5s by default"),
            optional(
                    "connections",
                    new Shape.Whole(1, 100_000),
                    "How many connections the run may hold open; an arrival waits for a free one; 1000 by default"),
            optional(
                    "virtual-users",
                    new Shape.Whole(1, 1_000_000),
                    "How many iterations may be under way; beyond it an arrival is not sent; 10000 by default"));

    static final KeyTable PHASE = KeyTable.of(
                    "A stretch of the load",
                    optional("hold", Forms.RATE_PER_SECOND, "Keep this arrival rate"),
                    optional("ramp", Forms.RAMP, "Move the arrival rate evenly from the one to the other"),
                    required("for", Forms.DURATION, "How long"),
                    optional(
                            "warm-up",
                            new Shape.YesNo(),
                            "Show its requests, but leave them out of objectives; only before all other phases"))
            .withOneOf("hold", "ramp");

    static final KeyTable LOAD = KeyTable.of(
            "How often iterations start",
            required(
                    "open",
                    new Shape.ListOf(new Shape.Table(PHASE)),
                    "Phases, one after the other; arrivals do not wait for responses"));

    static final KeyTable OBJECTIVE = KeyTable.of(
                    "One limit on one measured number",
                    optional("within", Forms.TIME_LIMIT, "This time or less, for at least a share of the requests"),
                    optional("at-least", Forms.SHARE_RATIO, "That share, with within"),
                    optional("over", Forms.TIME_LIMIT, "More than this time, for at most a share of the requests"),
                    optional("at-most", Forms.SHARE_RATIO, "That share, with over"),
                    optional("response-time", Forms.PERCENTILE_AT_MOST, "A percentile of response time and its limit"),
                    optional("service-time", Forms.PERCENTILE_AT_MOST, "A percentile of service time and its limit"),
                    optional("errors", Forms.ERRORS_LIMIT, "The share of requests that may fail"),
                    optional(
                            "throughput",
                            Forms.THROUGHPUT_LIMIT,
                            "The share of the intended requests that must be completed"),
                    optional("step", Forms.STEP_NAME, "The step it is about; the whole run by default"),
                    optional(
                            "measure",
                            new Shape.Words(MEASURES),
                            "Which time within and over compare; response-time by default"))
            .withOneOf("within", "over", "response-time", "service-time", "errors", "throughput");

    static final KeyTable OBJECTIVES = KeyTable.of(
            "What is good enough; without it every verdict is INCONCLUSIVE",
            optional(
                    "profile",
                    new Shape.Words(Arrays.stream(AcceptanceProfile.values())
                            .map(AcceptanceProfile::fileWord)
                            .toList()),
                    "The published acceptance limits of a platform"),
            optional("also", new Shape.ListOf(new Shape.Table(OBJECTIVE)), "Further limits"));

    static final KeyTable SCENARIO = KeyTable.of(
            "What to send, how often, and what is good enough",
            required("scenario", Forms.SCENARIO_NAME, "The name under which it is stored"),
            optional("title", Forms.TITLE, "A line for people"),
            required("target", Forms.TARGET, "The system under load"),
            optional(
                    "tokens",
                    new Shape.MapOf(Forms.REFERENCE_NAME, new Shape.Table(TOKEN)),
                    "Platform tokens, by the name used in ${token.NAME}"),
            optional(
                    "data",
                    new Shape.MapOf(Forms.REFERENCE_NAME, new Shape.Table(DATA_SET)),
                    "Rows to draw values from, by the name used in ${NAME} and ${NAME.column}"),
            required(
                    "sessions",
                    new Shape.ListOf(new Shape.Table(SESSION)),
                    "Lists of steps; arrivals are shared among them by weight"),
            optional("http", new Shape.Table(HTTP), "Bounds of the HTTP client"),
            required("load", new Shape.Table(LOAD), "How often iterations start"),
            optional("objectives", new Shape.Table(OBJECTIVES), "What is good enough"));

    /** All tables, for those who want to know every key. */
    static Stream<KeyTable> all() {
        return Stream.of(SCENARIO, TOKEN, DATA_SET, SESSION, STEP, CHECK, HTTP, LOAD, PHASE, OBJECTIVES, OBJECTIVE);
    }

    private ScenarioKeys() {}
}
