package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what requests and messages carry. */
final class BodyReader {

    private final FileUses files;
    private final References references;
    private final Problems problems;

    BodyReader(FileUses files, References references, Problems problems) {
        this.files = files;
        this.references = references;
        this.problems = problems;
    }

    /** The body of a request; empty when it has none, or one that is wrong. */
    Optional<Body> read(Fields step, SessionNames names) {
        for (String method : List.of("get", "head", "options")) {
            for (String key : StepKeys.BODIES) {
                if (step.has(method) && step.has(key)) {
                    problems.at(step.keyNode(key), key + ": a body with " + method + " (expected: post, put or patch)");
                }
            }
        }
        if (step.has("json")) {
            return step.find("json").flatMap(node -> json(node, names)).map(body -> body);
        }
        if (step.has("text")) {
            return step.read("text", Forms.TEXT).map(text -> {
                references.check(step.find("text").orElse(step.at()), text, names);
                return new Body.Text("text/plain; charset=utf-8", text, Body.Escaping.NONE);
            });
        }
        if (step.has("form")) {
            return Optional.of(form(step, names));
        }
        return step.has("multipart") ? Optional.of(multipart(step, names)) : Optional.empty();
    }

    private Optional<Body.Text> json(Node node, SessionNames names) {
        if (node instanceof ScalarNode scalar) {
            if (!References.isOneValue(scalar.getValue())) {
                problems.at(
                        node,
                        "json: " + Fields.shown(node)
                                + " (expected: a mapping, a list, or one whole row such as \"${cases}\"; any other text goes under text)");
                return Optional.empty();
            }
            references.check(node, scalar.getValue(), names);
            return Optional.of(new Body.Text("application/json", scalar.getValue(), Body.Escaping.NONE));
        }
        String json = JsonBody.of(node, problems);
        references.check(node, json, names);
        return Optional.of(new Body.Text("application/json", json, Body.Escaping.JSON_STRING));
    }

    /** A message: a text as it is, or JSON. */
    Optional<Body.Text> message(Fields step, SessionNames names) {
        return textOrJson(step, "message", names);
    }

    /** A text as it is, or JSON, under a key. */
    Optional<Body.Text> textOrJson(Fields fields, String key, SessionNames names) {
        return fields.find(key).flatMap(node -> {
            if (node instanceof MappingNode || node instanceof SequenceNode) {
                return json(node, names);
            }
            return fields.read(key, Forms.TEXT).map(text -> {
                references.check(node, text, names);
                return new Body.Text("", text, Body.Escaping.NONE);
            });
        });
    }

    private Body form(Fields step, SessionNames names) {
        List<Body.Field> fields = new ArrayList<>();
        step.ownNames("form", Forms.FIELD_NAME)
                .ifPresent(entries -> entries.values().keySet().forEach(name -> {
                    for (Node node : entries.oneOrMore(name)) {
                        text(node, name, names).ifPresent(text -> fields.add(new Body.Field(name, text)));
                    }
                }));
        return new Body.Form(fields);
    }

    private Body multipart(Fields step, SessionNames names) {
        List<Body.Part> parts = new ArrayList<>();
        step.ownNames("multipart", Forms.FIELD_NAME)
                .ifPresent(entries -> entries.values().keySet().forEach(name -> {
                    for (Node node : entries.oneOrMore(name)) {
                        part(node, name, names).ifPresent(parts::add);
                    }
                }));
        return new Body.Multipart(parts);
    }

    private Optional<Body.Part> part(Node node, String name, SessionNames names) {
        if (node instanceof ScalarNode) {
            return text(node, name, names)
                    .map(text -> new Body.Part(name, Optional.of(text), Optional.empty(), Optional.empty()));
        }
        return Fields.of(node, name, StepKeys.PART, problems).flatMap(part -> {
            Optional<String> type = part.read("content-type", HttpForms.CONTENT_TYPE);
            Optional<String> file = part.has("file") ? files.use(part, "file") : Optional.empty();
            Optional<String> text = part.find("text").flatMap(value -> text(value, name, names));
            return file.isPresent() || text.isPresent()
                    ? Optional.of(new Body.Part(name, text, file, type))
                    : Optional.empty();
        });
    }

    private Optional<String> text(Node node, String name, SessionNames names) {
        Optional<String> text = Fields.read(node, name, Forms.TEXT, problems);
        text.ifPresent(template -> references.check(node, template, names));
        return text;
    }
}
