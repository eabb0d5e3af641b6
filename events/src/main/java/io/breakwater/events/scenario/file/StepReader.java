package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads steps: what is sent, taken from the answer and demanded of it. */
final class StepReader {

    private final URI target;
    private final HttpReader http;
    private final References references;
    private final Problems problems;
    private final BodyReader bodies;
    private final CheckReader checks;
    private final WidgetReader widgets;
    private final Set<String> stepNames = new LinkedHashSet<>();
    private final Set<String> loadStepNames = new LinkedHashSet<>();

    StepReader(URI target, HttpReader http, FileUses files, References references, Problems problems) {
        this.target = target;
        this.http = http;
        this.references = references;
        this.problems = problems;
        this.bodies = new BodyReader(files, references, problems);
        this.checks = new CheckReader(references, problems);
        this.widgets = new WidgetReader(target, bodies, references, problems);
    }

    /** The names of all steps under load read so far, those with errors of their own included. */
    Set<String> loadStepNames() {
        return loadStepNames;
    }

    CheckReader checks() {
        return checks;
    }

    Step read(Fields fields, SessionNames names) {
        String name = name(fields, names);
        Request request = request(fields, names);
        if (!fields.has("close")) {
            for (HttpReader.SharedHeader header : http.sharedHeaders()) {
                if (!(request instanceof Request.WebSocketMessage) && !hasHeader(request, header.name())) {
                    references.checkAtStep(header.node(), header.expressions(), names, name);
                }
            }
        }
        Map<String, Extraction> extractions = extractions(fields, names);
        List<Check> expected = checks.all(
                fields,
                "expect",
                request instanceof Request.WidgetMessage ? CheckReader.Use.WIDGET_ANSWER : CheckReader.Use.ANSWER,
                names);
        for (String key : List.of("share", "rate")) {
            if (names.stage() != SessionNames.Stage.LOAD && fields.has(key)) {
                problems.at(
                        fields.keyNode(key), key + ": in a session that is walked once (expected: only under load)");
            }
        }
        return new Step(
                name,
                request,
                extractions,
                expected,
                fields.read("share", Forms.PART_RATIO).orElse(1.0),
                fields.word("on-failure", List.of("end", "go-on")).equals(Optional.of("go-on")));
    }

    private String name(Fields fields, SessionNames names) {
        Optional<String> name = fields.read("step", Forms.STEP_NAME);
        if (name.isPresent() && !stepNames.add(name.get())) {
            problems.at(
                    fields.find("step").orElse(fields.at()), "step: " + name.get() + " twice (expected: another name)");
        }
        if (names.stage() == SessionNames.Stage.LOAD) {
            name.ifPresent(loadStepNames::add);
        }
        return name.orElse("");
    }

    private Request request(Fields fields, SessionNames names) {
        Optional<Duration> timeout = fields.read("timeout", Forms.TIMEOUT);
        if (fields.has("close")) {
            fields.word("close", StepKeys.CLOSE.words("close"));
            return new Request.WebSocketClose();
        }
        if (fields.has("message") || fields.has("await")) {
            return message(fields, timeout, names);
        }
        if (fields.has("widget-message")) {
            Request.WidgetMessage message = widgets.read(fields, headers(fields, names), timeout, names);
            requireNoBlank(fields.find("widget-message").orElse(fields.at()), "path", message.path());
            http.aimsAt(message.target().orElse(target));
            return message;
        }
        if (fields.has("connect")) {
            HttpForms.Place place = place(fields, "connect", HttpForms.WEB_SOCKET_PLACE, names);
            return new Request.WebSocketOpen(place.target(), place.path(), headers(fields, names), timeout);
        }
        String method =
                StepKeys.METHODS.stream().filter(fields::has).findFirst().orElse("get");
        HttpForms.Place place = place(fields, method, HttpForms.PLACE, names);
        return new Request.Http(
                Request.Http.Method.valueOf(method.toUpperCase(Locale.ROOT)),
                place.target(),
                place.path(),
                headers(fields, names),
                bodies.read(fields, names),
                StepKeys.HTTP_STEP.whole(fields, "redirects"),
                timeout);
    }

    private Request message(Fields fields, Optional<Duration> timeout, SessionNames names) {
        Optional<Body.Text> text = bodies.message(fields, names);
        boolean any =
                fields.find("await").filter(node -> node instanceof ScalarNode).isPresent();
        if (any) {
            fields.word("await", List.of("any"));
        }
        if (!fields.has("await")) {
            for (String key : List.of("extract", "expect")) {
                if (fields.has(key)) {
                    problems.at(fields.keyNode(key), key + ": without await (expected: only beside it)");
                }
            }
        }
        List<Check> awaited = any ? List.of() : checks.all(fields, "await", CheckReader.Use.MESSAGE, names);
        return new Request.WebSocketMessage(
                text.map(Body.Text::template),
                text.map(Body.Text::escaping).orElse(Body.Escaping.NONE),
                awaited,
                fields.has("await"),
                timeout);
    }

    private HttpForms.Place place(Fields fields, String key, Form<HttpForms.Place> form, SessionNames names) {
        HttpForms.Place place = fields.read(key, form).orElse(new HttpForms.Place(Optional.empty(), "/"));
        Node node = fields.find(key).orElse(fields.at());
        references.check(node, place.path(), names);
        requireNoBlank(node, key, place.path());
        http.aimsAt(place.target().orElse(target));
        // A step that spells out the scenario's own target shares its connections.
        return place.target().equals(Optional.of(target)) ? new HttpForms.Place(Optional.empty(), place.path()) : place;
    }

    private void requireNoBlank(Node node, String key, String path) {
        if (!http.settings().encodeUrl() && hasBlank(path)) {
            problems.at(node, key + ": " + Problems.shown(path) + " (expected: no blanks, or http.encode-url: true)");
        }
    }

    /** Whether there is a blank outside of references. */
    private static boolean hasBlank(String path) {
        return References.textsOf(path).anyMatch(text -> text.indexOf(' ') >= 0);
    }

    private Map<String, String> headers(Fields fields, SessionNames names) {
        return HeaderReader.read(fields, (node, value) -> references.check(node, value, names), problems);
    }

    private static boolean hasHeader(Request request, String lowerName) {
        Map<String, String> headers = request instanceof Request.Http sent
                ? sent.headers()
                : request instanceof Request.WebSocketOpen opening
                        ? opening.headers()
                        : request instanceof Request.WidgetMessage message ? message.headers() : Map.of();
        return headers.keySet().stream().anyMatch(lowerName::equalsIgnoreCase);
    }

    private Map<String, Extraction> extractions(Fields step, SessionNames names) {
        Map<String, Extraction> extractions = new LinkedHashMap<>();
        step.ownNames("extract", Forms.REFERENCE_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    references.give(entries.keyNode(name), name, names, SessionNames.Origin.EXTRACT);
                    extraction(node, name, step.has("widget-message"))
                            .ifPresent(extraction -> extractions.put(name, extraction));
                }));
        return extractions;
    }

    private Optional<Extraction> extraction(Node node, String name, boolean widget) {
        if (!(node instanceof MappingNode)) {
            return Fields.read(node, name, StepForms.ROOTED_JSON_PATH, problems)
                    .map(path -> new Extraction(Extraction.Source.JSON, path, 0, false, Optional.empty()));
        }
        return Fields.of(node, name, StepKeys.EXTRACTION, problems).flatMap(fields -> {
            if (!widget) {
                WidgetReader.refuseElsewhere(fields, problems);
            }
            return extraction(fields);
        });
    }

    private Optional<Extraction> extraction(Fields fields) {
        Optional<String> source =
                StepKeys.EXTRACTION.oneOf().stream().filter(fields::has).findFirst();
        Optional<String> otherwise = fields.read("default", Forms.TEXT);
        if (!References.isPlain(otherwise.orElse(""))) {
            problems.at(
                    fields.find("default").orElse(fields.at()),
                    "default: " + Problems.shown(otherwise.orElse("")) + " (expected: a text without references)");
        }
        if (fields.has("match") && !source.equals(Optional.of("text"))) {
            problems.at(fields.keyNode("match"), "match: without text (expected: only beside it)");
        }
        boolean random = fields.scalar("match").equals(Optional.of("random"));
        int match = random ? 0 : fields.whole("match", -99, 99).orElse(0);
        return source.flatMap(key -> expression(fields, key)
                .map(expression -> new Extraction(
                        Extraction.Source.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_')),
                        expression,
                        match,
                        random,
                        otherwise)));
    }

    private static Optional<String> expression(Fields fields, String source) {
        return switch (source) {
            case "json" -> fields.read("json", StepForms.JSON_PATH);
            case "text" -> fields.read("text", StepForms.PATTERN);
            case "xml" -> fields.read("xml", StepForms.XPATH);
            case "widget-data" -> fields.read("widget-data", StepForms.JSON_PATH);
            case "header" -> fields.read("header", HttpForms.HEADER_NAME);
            case "cookie" -> fields.read("cookie", StepForms.COOKIE_NAME);
            default -> fields.word("status", List.of("code")).map(word -> "");
        };
    }
}
