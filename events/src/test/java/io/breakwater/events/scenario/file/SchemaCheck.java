package io.breakwater.events.scenario.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** As much of JSON Schema as the schema of scenario files uses; a word that it does not know is an error. */
final class SchemaCheck {

    private final List<String> complaints = new ArrayList<>();
    private final Map<?, ?> root;

    private SchemaCheck(Map<?, ?> root) {
        this.root = root;
    }

    /** Where a YAML text breaks a schema. */
    static List<String> complaints(String schemaJson, String yaml) {
        Object schema = load(schemaJson);
        SchemaCheck check = new SchemaCheck((Map<?, ?>) schema);
        check.check(schema, load(yaml), "$");
        return check.complaints;
    }

    private static Object load(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private void check(Object schemaNode, Object value, String at) {
        if (Boolean.FALSE.equals(schemaNode)) {
            complaints.add(at + ": not allowed");
            return;
        }
        Map<?, ?> schema = (Map<?, ?>) schemaNode;
        schema.forEach((word, argument) -> word((String) word, argument, schema, value, at));
    }

    private void word(String word, Object argument, Map<?, ?> schema, Object value, String at) {
        switch (word) {
            case "$schema",
                    "title",
                    "description",
                    "examples",
                    "patternErrorMessage",
                    "propertyNames",
                    "definitions" -> {}
            case "$ref" -> {
                String name = ((String) argument).substring("#/definitions/".length());
                Map<?, ?> definitions = root.get("definitions") instanceof Map<?, ?> map ? map : Map.of();
                Object definition = definitions.get(name);
                if (definition == null) {
                    throw new IllegalArgumentException(
                            argument + ": undefined (expected: one of " + definitions.keySet() + ")");
                }
                check(definition, value, at);
            }
            case "not" -> demand(fitting(List.of(argument), value, at) == 0, at + ": what it must not be");
            case "maxItems" ->
                demand(
                        !(value instanceof List<?> list) || number(list.size()).compareTo(number(argument)) <= 0,
                        at + ": more than " + argument);
            case "type" -> {
                List<?> types = argument instanceof List<?> list ? list : List.of(argument);
                demand(types.stream().anyMatch(type -> isOf((String) type, value)), at + ": not " + argument);
            }
            case "enum" -> demand(((List<?>) argument).contains(value), at + ": not one of " + argument);
            case "pattern" ->
                demand(
                        !(value instanceof String text)
                                || Pattern.compile((String) argument)
                                        .matcher(text)
                                        .find(),
                        at + ": not like " + argument);
            case "minimum" -> demand(number(value).compareTo(number(argument)) >= 0, at + ": below " + argument);
            case "maximum" -> demand(number(value).compareTo(number(argument)) <= 0, at + ": above " + argument);
            case "required" -> {
                for (Object key : (List<?>) argument) {
                    demand(value instanceof Map<?, ?> map && map.containsKey(key), at + ": lacks " + key);
                }
            }
            case "properties" ->
                entries(value).forEach((key, entry) -> {
                    Object property = ((Map<?, ?>) argument).get(key);
                    if (property != null) {
                        check(property, entry, at + "." + key);
                    }
                });
            case "additionalProperties" ->
                entries(value).forEach((key, entry) -> {
                    if (!(schema.get("properties") instanceof Map<?, ?> known && known.containsKey(key))) {
                        check(argument, entry, at + "." + key);
                    }
                    if (schema.get("propertyNames") instanceof Map<?, ?> names) {
                        check(names, key, at + "." + key);
                    }
                });
            case "items" -> {
                for (Object item : value instanceof List<?> list ? list : List.of()) {
                    check(argument, item, at + "[]");
                }
            }
            case "minItems" ->
                demand(
                        !(value instanceof List<?> list) || number(list.size()).compareTo(number(argument)) >= 0,
                        at + ": fewer than " + argument);
            case "anyOf" -> demand(fitting((List<?>) argument, value, at) > 0, at + ": none of anyOf");
            case "oneOf" -> demand(fitting((List<?>) argument, value, at) == 1, at + ": not exactly one of oneOf");
            default ->
                throw new IllegalArgumentException(word + ": unknown word (expected: one that this check knows)");
        }
    }

    private long fitting(List<?> schemas, Object value, String at) {
        return schemas.stream()
                .filter(schema -> {
                    SchemaCheck check = new SchemaCheck(root);
                    check.check(schema, value, at);
                    return check.complaints.isEmpty();
                })
                .count();
    }

    private void demand(boolean holds, String complaint) {
        if (!holds) {
            complaints.add(complaint);
        }
    }

    private static Map<?, ?> entries(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static BigDecimal number(Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()) : BigDecimal.ZERO;
    }

    private static boolean isOf(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> throw new IllegalArgumentException("type: " + type + " (expected: one of JSON)");
        };
    }
}
