package io.breakwater.events.scenario.file;

import io.breakwater.events.template.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema (draft 7) of scenario files, for editors, made from the key tables that the reader uses. */
final class ScenarioSchema {

    private ScenarioSchema() {}

    static Map<String, Object> whole() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Breakwater scenario");
        schema.putAll(table(ScenarioKeys.SCENARIO));
        Map<String, Object> definitions = new LinkedHashMap<>();
        ScenarioKeys.NAMED.forEach(name -> definitions.put(name, shape(ScenarioKeys.named(name))));
        schema.put("definitions", definitions);
        return schema;
    }

    private static Map<String, Object> table(KeyTable table) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (KeyTable.Key key : table.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.meaning());
            Map<String, Object> shape = shape(key.shape());
            shape.remove("description");
            property.putAll(shape);
            properties.put(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        Map<String, Object> schema = ordered("description", table.meaning(), "type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        if (!table.oneOf().isEmpty()) {
            schema.put(
                    "oneOf",
                    table.oneOf().stream()
                            .map(name -> Map.of("required", List.of(name)))
                            .toList());
        }
        List<Object> pairs = pairs(table);
        if (!pairs.isEmpty()) {
            schema.put("not", ordered("anyOf", pairs));
        }
        return schema;
    }

    /** Two keys of a group of which at most one may be there. */
    private static List<Object> pairs(KeyTable table) {
        List<Object> pairs = new ArrayList<>();
        for (List<String> group : table.atMost()) {
            for (int i = 0; i < group.size(); i++) {
                for (int j = i + 1; j < group.size(); j++) {
                    pairs.add(ordered("required", List.of(group.get(i), group.get(j))));
                }
            }
        }
        return pairs;
    }

    private static Map<String, Object> shape(Shape shape) {
        if (shape instanceof Form<?> form) {
            return form(form);
        }
        if (shape instanceof Shape.Words words) {
            return ordered("enum", words.words());
        }
        if (shape instanceof Shape.Whole whole) {
            return ordered("type", "integer", "minimum", whole.min(), "maximum", whole.max());
        }
        if (shape instanceof Shape.YesNo) {
            return ordered("type", "boolean");
        }
        if (shape instanceof Shape.Table table) {
            return table(table.keys());
        }
        if (shape instanceof Shape.ListOf list) {
            return ordered("type", "array", "items", shape(list.item()), "minItems", 1);
        }
        if (shape instanceof Shape.MapOf map) {
            return ordered(
                    "type",
                    "object",
                    "propertyNames",
                    ordered("pattern", pattern(map.name().pattern())),
                    "additionalProperties",
                    shape(map.value()));
        }
        if (shape instanceof Shape.AnyOf any) {
            return ordered(
                    "anyOf", any.shapes().stream().map(ScenarioSchema::shape).toList());
        }
        if (shape instanceof Shape.Kinds kinds) {
            return ordered(
                    "anyOf", kinds.tables().stream().map(ScenarioSchema::kind).toList());
        }
        if (shape instanceof Shape.Named named) {
            return ordered("$ref", "#/definitions/" + named.name());
        }
        if (shape instanceof Shape.Pair pair) {
            return ordered("type", "array", "items", shape(pair.item()), "minItems", 2, "maxItems", 2);
        }
        if (shape instanceof Shape.Json) {
            return ordered(
                    "anyOf",
                    List.of(
                            ordered("type", "object"),
                            ordered("type", "array"),
                            ordered("type", "string", "pattern", "^\\$\\{[A-Za-z][A-Za-z0-9_-]*\\}$")));
        }
        return ordered("type", List.of("string", "number", "boolean", "null"));
    }

    /** A mapping is of a kind when it has one of the kind's keys. */
    private static Map<String, Object> kind(KeyTable table) {
        Map<String, Object> schema = table(table);
        List<String> needed = table.kind().stream()
                .filter(key -> !table.find(key).orElseThrow().required())
                .toList();
        if (!needed.isEmpty() && table.oneOf().isEmpty()) {
            schema.put(
                    "anyOf",
                    needed.stream()
                            .map(key -> ordered("required", List.of(key)))
                            .toList());
        }
        return schema;
    }

    /** A form that a bare number fits is also met by YAML's numbers, which editors tell from texts. */
    private static Map<String, Object> form(Form<?> form) {
        boolean numbers = form.read().apply("7").isPresent();
        Map<String, Object> schema = ordered("type", numbers ? List.of("string", "number", "boolean") : "string");
        schema.put("pattern", pattern(form.pattern()));
        schema.put("examples", form.examples());
        schema.put("patternErrorMessage", "expected: " + form.expected());
        return schema;
    }

    /** Editors search, the reader matches; and they read patterns as JavaScript does. */
    private static String pattern(String java) {
        return "^(?:" + java.replace("\\p{Cntrl}", "\\u0000-\\u001F\\u007F") + ")$";
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** JSON with two blanks of indentation, so that a change is a line. */
    static String json(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = map instanceof LinkedHashMap ? new LinkedHashMap<>() : new TreeMap<>();
            map.forEach((key, entry) -> entries.put((String) key, entry));
            List<String> lines = new ArrayList<>();
            entries.forEach(
                    (key, entry) -> lines.add(indent + "  " + json(key, "") + ": " + json(entry, indent + "  ")));
            return "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
        }
        if (value instanceof List<?> list) {
            boolean flat = list.stream().noneMatch(item -> item instanceof Map);
            List<String> items =
                    list.stream().map(item -> json(item, indent + "  ")).toList();
            return flat
                    ? "[" + String.join(", ", items) + "]"
                    : "[\n" + indent + "  " + String.join(",\n" + indent + "  ", items) + "\n" + indent + "]";
        }
        return value instanceof String text ? JsonText.quote(text) : String.valueOf(value);
    }
}
