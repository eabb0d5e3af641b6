package io.breakwater.generator.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way into a JSON document: {@code $.data.items[0].id}; the leading {@code $} may be left out. Immutable.
 *
 * <p>Of several fields with one name the first counts. The document is read only as far as the value.
 */
public final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\G(?:\\.?([^.\\[\\]\\s\"'$]+)|\\[([0-9]{1,6})\\])");

    private final List<Part> parts;

    /** A field by its name, or an element by its index. */
    private record Part(String name, byte[] nameBytes, int index) {

        boolean isField() {
            return !name.isEmpty();
        }
    }

    private JsonPath(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * The path that a text is.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static JsonPath parse(String text) {
        String rest = text.startsWith("$") ? text.substring(1) : text;
        List<Part> parts = new ArrayList<>();
        Matcher step = STEP.matcher(rest);
        int at = 0;
        while (step.find()) {
            String name = step.group(1);
            parts.add(
                    name == null
                            ? new Part("", new byte[0], Integer.parseInt(step.group(2)))
                            : new Part(name, name.getBytes(StandardCharsets.UTF_8), 0));
            at = step.end();
        }
        if (at != rest.length() || text.isEmpty()) {
            throw new IllegalArgumentException("JSON path: " + text + " (expected: a path such as $.data.items[0].id)");
        }
        return new JsonPath(parts);
    }

    /**
     * The value that the path leads to; empty when it leads nowhere.
     *
     * @throws MalformedJsonException when the bytes up to there are not JSON
     */
    public Optional<JsonScalar> find(byte[] json, int length) throws MalformedJsonException {
        JsonCursor cursor = new JsonCursor(json, length);
        return enter(cursor) ? Optional.of(cursor.readScalar()) : Optional.empty();
    }

    private boolean enter(JsonCursor cursor) throws MalformedJsonException {
        for (Part part : parts) {
            boolean entered = part.isField()
                    ? cursor.enterField(part.nameBytes(), part.name())
                    : cursor.enterElement(part.index());
            if (!entered) {
                return false;
            }
        }
        return true;
    }
}
