package io.breakwater.token.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON answer: {@code $}, then {@code .name}, {@code ['name']} or {@code [index]} as often as needed.
 * Immutable.
 */
public final class JsonExpression {

    /** The form, in words for messages. */
    private static final String FORM = "$.name, $['name'], $.list[0] and such";

    private static final Pattern PART = Pattern.compile("\\.([A-Za-z0-9_-]+)|\\['([^']+)']|\\[(\\d{1,6})]");

    private final String text;
    private final List<Object> parts;

    private JsonExpression(String text, List<Object> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Reads an expression; empty when it has another form. */
    static Optional<JsonExpression> parse(String text) {
        if (!text.startsWith("$")) {
            return Optional.empty();
        }
        List<Object> parts = new ArrayList<>();
        Matcher part = PART.matcher(text).region(1, text.length());
        int end = 1;
        while (end < text.length()) {
            if (!part.lookingAt()) {
                return Optional.empty();
            }
            String name = part.group(1) == null ? part.group(2) : part.group(1);
            parts.add(name == null ? Integer.valueOf(part.group(3)) : name);
            end = part.end();
            part.region(end, text.length());
        }
        return Optional.of(new JsonExpression(text, List.copyOf(parts)));
    }

    /** Reads an expression from the settings; one of another form is a problem and stands for the whole answer. */
    public static JsonExpression parse(String key, String text, Place place) {
        return parse(text).orElseGet(() -> {
            place.problem(key, text, "a JSON expression: " + FORM);
            return new JsonExpression("$", List.of());
        });
    }

    /** What a parsed answer has at this place, numbers and booleans as text; empty for nothing, null, list or object. */
    public Optional<String> textIn(Object answer) {
        Optional<Object> at = Optional.of(answer);
        for (Object part : parts) {
            at = at.flatMap(value -> Optional.ofNullable(step(value, part)));
        }
        return at.filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(String::valueOf);
    }

    private static @Nullable Object step(Object value, Object part) {
        if (part instanceof Integer index) {
            return value instanceof List<?> list && index < list.size() ? list.get(index) : null;
        }
        return value instanceof Map<?, ?> map ? map.get(part) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
