package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;
import static io.breakwater.events.scenario.file.KeyTable.Key.required;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.token.TokenPlatform;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every key of a scenario file. The reader looks keys up here, and the editors' JSON Schema is made from here, so the two
 * cannot differ.
 */
final class ScenarioKeys {

    /** The names that {@link #named} knows. */
    static final List<String> NAMED = List.of("check", "load", "steps");

    static final List<String> MEASURES = List.of("response-time", "service-time");

    private static final KeyTable.Key PLATFORM = optional(
            "platform",
            new Shape.Words(Arrays.stream(TokenPlatform.values())
                    .map(TokenPlatform::word)
                    .toList()),
            "Whose token it is: decides which answers say that it was refused, and what steps without checks expect;"
                    + " wechat by default");
    private static final KeyTable.Key REFUSED_WHEN = optional(
            "refused-when",
            StepKeys.CHECKS,
            "Instead of what the platform says: any of these checks tells that the token was refused");

    static final KeyTable TOKEN = KeyTable.of(
                    "A platform token that token-service keeps fresh, or that the scenario itself fetches",
                    optional("app", Forms.BINDING, "The binding of token-service that supplies the token"),
                    optional(
                            "value",
                            Forms.REFERENCE_NAME,
                            "Instead: the name of the value that is the token, taken from the answer of a token API"),
                    PLATFORM,
                    REFUSED_WHEN)
            .withOneOf("app", "value");

    static final KeyTable DATA_SET = KeyTable.of(
                    "A file of rows; each iteration draws one",
                    required("file", Forms.FILE, "The file's name, relative to the scenario file"),
                    optional(
                            "format",
                            new Shape.Words(List.of("jsonl", "csv")),
                            "How rows are written; by default what the file name's end says: .jsonl or .csv"),
                    optional(
                            "columns",
                            new Shape.AnyOf(List.of(
                                    new Shape.Words(List.of("from-first-line")), new Shape.ListOf(Forms.COLUMN))),
                            "The column names of a CSV file, or from-first-line (the default)"),
                    optional(
                            "pick",
                            new Shape.Words(List.of("sequential", "random", "once")),
                            "Which row is drawn: sequential (the default), random, or once: no row twice in a run"),
                    optional(
                            "per",
                            new Shape.Words(List.of("iteration", "virtual-user")),
                            "How long a row is kept; iteration by default"),
                    optional(
                            "base",
                            new Shape.YesNo(),
                            "Whether all other data is cut or repeated to its number of rows; false by default"),
                    optional(
                            "when-used-up",
                            new Shape.Words(List.of("repeat", "stop", "fail")),
                            "What happens after the last row: begin again (the default), send no more, or stop the run"),
                    optional(
                            "valid-until",
                            Forms.INSTANT,
                            "The rows are platform tokens, valid until then: a run that would take longer does not start"),
                    optional("valid-for", Forms.DURATION, "The same, valid for so long from the preparation of a run"),
                    PLATFORM,
                    REFUSED_WHEN)
            .withAtMostOneOf("valid-until", "valid-for");

    private static final KeyTable.Key SESSION_NAME =
            required("session", Forms.STEP_NAME, "Its name, unique in the scenario");
    private static final KeyTable.Key STEPS =
            required("steps", new Shape.Named("steps"), "Its requests and what stands between them, in order");

    static final KeyTable SESSION = KeyTable.of(
                    "An ordered list of steps that one virtual user walks through",
                    SESSION_NAME,
                    optional(
                            "weight",
                            new Shape.Whole(1, 10_000),
                            "Its share of the common load is this over the sum of all weights; 1 by default"),
                    optional(
                            "start-share",
                            Forms.SHARE_RATIO,
                            "Closed load: this share of its virtual users is there from the first instant; 0% by default"),
                    optional("load", new Shape.Named("load"), "Its own load, beside the common one"),
                    optional("start-after", Forms.DURATION, "How long after the run's start its own load begins"),
                    STEPS)
            .withAtMostOneOf("weight", "load");

    static final KeyTable SINGLE_SESSION =
            KeyTable.of("A session that is walked through once in a run", SESSION_NAME, STEPS);

    static final KeyTable SAMPLES = KeyTable.of(
            "Which exchanges are kept whole, to be looked at",
            optional("share", Forms.SHARE_RATIO, "This share of all requests; 1% by default"),
            optional(
                    "failures",
                    new Shape.Whole(0, 100),
                    "Each distinct failure of a step, up to so many of a kind for each generator; 5 by default"),
            optional("body", Forms.SIZE, "The most that is kept of a body; 16KiB by default"));

    static final KeyTable OBJECTIVE = KeyTable.of(
                    "One limit on one measured number",
                    optional("within", Forms.TIME_LIMIT, "This time or less, for at least a share of the requests"),
                    optional("at-least", Forms.SHARE_RATIO, "That share, with within"),
                    optional("over", Forms.TIME_LIMIT, "More than this time, for at most a share of the requests"),
                    optional("at-most", Forms.SHARE_RATIO, "That share, with over"),
                    optional(
                            "response-time",
                            ObjectiveForms.TIME_FIGURE_AT_MOST,
                            "A percentile, mean or max of response time and its limit"),
                    optional(
                            "service-time",
                            ObjectiveForms.TIME_FIGURE_AT_MOST,
                            "A percentile, mean or max of service time and its limit"),
                    optional("errors", Forms.ERRORS_LIMIT, "The share of requests that may fail"),
                    optional("business-failures", Forms.ERRORS_LIMIT, "The share of requests that may fail a check"),
                    optional(
                            "token-refusals",
                            Forms.ERRORS_LIMIT,
                            "The share of requests that may be refused for their platform token"),
                    optional(
                            "throughput",
                            Forms.THROUGHPUT_LIMIT,
                            "The share of the intended requests that must be completed"),
                    optional("step", Forms.STEP_NAME, "The step it is about; the whole run by default"),
                    optional("session", Forms.STEP_NAME, "The session whose steps it is about"),
                    optional("rung", new Shape.Whole(1, 200), "The rung of a ladder that it is about"),
                    optional("region", ObjectiveForms.REGION, "The region of the generators that it is about"),
                    optional("in-every", ObjectiveForms.STRETCH, "It must hold in every stretch of so long"),
                    optional("over-last", ObjectiveForms.STRETCH, "It must hold over the last so long, at any time"),
                    optional("for", ObjectiveForms.STRETCH, "It is broken only when it is for so long on end"),
                    optional("seconds-held", Forms.PART_RATIO, "It must hold in this share of the seconds"),
                    optional("grace", ObjectiveForms.GRACE, "How long after the run's start nothing decides it"),
                    optional(
                            "minimum-requests",
                            new Shape.Whole(1, 999_999_999),
                            "Fewer requests decide nothing; 1 by default"),
                    optional("stop-run", new Shape.YesNo(), "Whether a breach stops the run; false by default"),
                    optional(
                            "measure",
                            new Shape.Words(MEASURES),
                            "Which time within and over compare; response-time by default"))
            .withOneOf(
                    "within",
                    "over",
                    "response-time",
                    "service-time",
                    "errors",
                    "business-failures",
                    "token-refusals",
                    "throughput")
            .withAtMostOneOf("step", "session")
            .withAtMostOneOf("in-every", "over-last", "for", "seconds-held");

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
            required("target", HttpForms.TARGET, "The system under load"),
            optional(
                    "tokens",
                    new Shape.MapOf(Forms.REFERENCE_NAME, new Shape.Table(TOKEN)),
                    "Platform tokens, by the name used in ${token.NAME}"),
            optional(
                    "data",
                    new Shape.MapOf(Forms.REFERENCE_NAME, new Shape.Table(DATA_SET)),
                    "Rows to draw values from, by the name used in ${NAME} and ${NAME.column}"),
            optional(
                    "files",
                    new Shape.MapOf(Forms.REFERENCE_NAME, Forms.FILE),
                    "Files that are sent, trusted or replayed, by the name that refers to them"),
            optional(
                    "values",
                    new Shape.MapOf(Forms.REFERENCE_NAME, Forms.TEXT),
                    "Texts by the name used in ${NAME}, filled in once for each iteration; may hold references"),
            optional(
                    "before",
                    new Shape.ListOf(new Shape.Table(SINGLE_SESSION)),
                    "Sessions that are walked through once, before the load begins"),
            required(
                    "sessions",
                    new Shape.ListOf(new Shape.Table(SESSION)),
                    "Lists of steps; the common load is shared among them by weight"),
            optional(
                    "after",
                    new Shape.ListOf(new Shape.Table(SINGLE_SESSION)),
                    "Sessions that are walked through once when the load has ended, whatever its end"),
            optional("http", new Shape.Table(HttpKeys.HTTP), "How requests travel"),
            optional(
                    "load",
                    new Shape.Named("load"),
                    "How often iterations start; may be left out when every session has a load of its own"),
            optional("samples", new Shape.Table(SAMPLES), "Which exchanges are kept whole"),
            optional("objectives", new Shape.Table(OBJECTIVES), "What is good enough"));

    /** What {@link Shape.Named} refers to. */
    static Shape named(String name) {
        return switch (name) {
            case "check" -> new Shape.Table(StepKeys.CHECK);
            case "load" -> new Shape.Table(LoadKeys.LOAD);
            case "steps" -> new Shape.ListOf(new Shape.Kinds(StepKeys.FLOW));
            default -> throw new IllegalArgumentException("name: " + name + " (expected: one of " + NAMED + ")");
        };
    }

    /** All tables, for those who want to know every key. */
    static Stream<KeyTable> all() {
        return Stream.of(
                        Stream.of(SCENARIO, TOKEN, DATA_SET, SESSION, SINGLE_SESSION, SAMPLES, OBJECTIVES, OBJECTIVE),
                        HttpKeys.all(),
                        LoadKeys.all(),
                        StepKeys.all())
                .flatMap(tables -> tables);
    }

    private ScenarioKeys() {}
}
