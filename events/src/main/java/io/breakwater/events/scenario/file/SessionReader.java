package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code sessions} with their steps. */
final class SessionReader {

    /** Headers that frame the message or the connection: the generator writes them itself. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private final Set<String> stepNames = new LinkedHashSet<>();
    private final References references;
    private final Problems problems;

    SessionReader(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    List<Session> read(Fields scenario) {
        List<Session> sessions = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Fields fields : scenario.tables("sessions", ScenarioKeys.SESSION)) {
            String name = uniqueName(fields, "session", names);
            int weight = ScenarioKeys.SESSION.whole(fields, "weight").orElse(1);
            List<Step> steps = new ArrayList<>();
            for (Fields step : fields.tables("steps", ScenarioKeys.STEP)) {
                steps.add(step(step));
            }
            sessions.add(Session.of(name, weight, steps));
        }
        return sessions;
    }

    /** The names of all steps read so far, those with errors of their own included. */
    Set<String> stepNames() {
        return stepNames;
    }

    private String uniqueName(Fields fields, String key, Set<String> names) {
        Optional<String> name = fields.read(key, Forms.STEP_NAME);
        if (name.isPresent() && !names.add(name.get())) {
            problems.at(
                    fields.find(key).orElse(fields.at()), key + ": " + name.get() + " twice (expected: another name)");
        }
        return name.orElse("");
    }

    private Step step(Fields fields) {
        String name = uniqueName(fields, "step", stepNames);
        Request.Http.Method method = fields.has("post") ? Request.Http.Method.POST : Request.Http.Method.GET;
        String pathKey = method.name().toLowerCase(Locale.ROOT);
        Optional<String> path = fields.read(pathKey, Forms.PATH);
        path.ifPresent(text -> check(fields, pathKey, text));
        return Step.of(
                name, Request.Http.of(method, path.orElse("/"), headers(fields), body(fields, method)), checks(fields));
    }

    private Map<String, String> headers(Fields step) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        step.ownNames("headers", Forms.HEADER_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (RESERVED_HEADERS.contains(lower)) {
                        problems.at(
                                entries.keyNode(name), name + ": written by the generator (expected: another header)");
                    }
                    if (!seen.add(lower)) {
                        problems.at(entries.keyNode(name), name + ": twice (expected: once, in whatever case)");
                    }
                    Fields.read(node, name, Forms.HEADER_VALUE, problems).ifPresent(value -> {
                        references.check(node, value, problems);
                        headers.put(name, value);
                    });
                }));
        return headers;
    }

    private Optional<Body> body(Fields step, Request.Http.Method method) {
        if (step.has("json") && step.has("text")) {
            problems.at(step.keyNode("text"), "json, text: together (expected: at most one of them)");
        }
        for (String key : List.of("json", "text")) {
            if (method == Request.Http.Method.GET && step.has(key)) {
                problems.at(step.keyNode(key), key + ": a body with get (expected: post)");
            }
        }
        if (step.has("text")) {
            return step.read("text", Forms.TEXT).map(text -> {
                check(step, "text", text);
                return new Body.Text("text/plain; charset=utf-8", text, Body.Escaping.NONE);
            });
        }
        return step.find("json").flatMap(this::jsonBody);
    }

    private Optional<Body> jsonBody(Node node) {
        if (node instanceof ScalarNode scalar) {
            if (!References.isOneRow(scalar.getValue())) {
                problems.at(
                        node,
                        "json: " + Fields.shown(node)
                                + " (expected: a mapping, a list, or one whole row such as \"${cases}\"; any other text goes under text)");
                return Optional.empty();
            }
            references.check(node, scalar.getValue(), problems);
            return Optional.of(new Body.Text("application/json", scalar.getValue(), Body.Escaping.NONE));
        }
        String json = JsonBody.of(node, problems);
        references.check(node, json, problems);
        return Optional.of(new Body.Text("application/json", json, Body.Escaping.JSON_STRING));
    }

    private List<Check> checks(Fields step) {
        List<Check> checks = new ArrayList<>();
        for (Fields fields : step.tables("expect", ScenarioKeys.CHECK)) {
            if (fields.has("json")) {
                jsonCheck(fields).ifPresent(checks::add);
            } else {
                statusCheck(fields).ifPresent(checks::add);
            }
        }
        return checks;
    }

    private Optional<Check> statusCheck(Fields fields) {
        for (String key : List.of("equals", "in", "absent-is")) {
            if (fields.has(key)) {
                problems.at(fields.keyNode(key), key + ": without json (expected: only beside json)");
            }
        }
        return fields.find("status").map(node -> {
            List<Node> nodes = node instanceof ScalarNode ? List.of(node) : Fields.list(node, "status", problems);
            List<String> expected = nodes.stream()
                    .flatMap(item -> Fields.whole(item, "status", 100, 599, problems).stream())
                    .map(String::valueOf)
                    .toList();
            return Check.in(Check.Subject.STATUS, "", expected);
        });
    }

    private Optional<Check> jsonCheck(Fields fields) {
        Optional<String> path = fields.read("json", Forms.JSON_PATH);
        if (fields.has("equals") == fields.has("in")) {
            problems.at(
                    fields.at(),
                    "equals, in: " + (fields.has("in") ? "together" : "both missing")
                            + " (expected: exactly one of them)");
        }
        List<String> expected = new ArrayList<>();
        fields.find("equals")
                .flatMap(node -> JsonBody.scalar(node, "equals", problems))
                .ifPresent(expected::add);
        for (Node item : fields.list("in")) {
            JsonBody.scalar(item, "in", problems).ifPresent(expected::add);
        }
        Optional<String> absentIs =
                fields.find("absent-is").flatMap(node -> JsonBody.scalar(node, "absent-is", problems));
        return path.map(expression -> Check.in(Check.Subject.JSON, expression, expected))
                .map(check -> absentIs.map(check::absentIs).orElse(check));
    }

    private void check(Fields fields, String key, String text) {
        references.check(fields.find(key).orElse(fields.at()), text, problems);
    }
}
