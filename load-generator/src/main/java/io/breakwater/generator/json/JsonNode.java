package io.breakwater.generator.json;

import io.breakwater.events.template.JsonText;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value in a tree. Two are equal when they are the same place of a document. */
final class JsonNode {

    /** As deep as {@link JsonCursor} goes. */
    private static final int DEEPEST = 512;

    private final ValueKind kind;
    private final boolean isArray;
    private final byte[] source;
    private final int from;
    private int to;
    private String text = "";
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
    private final List<JsonNode> elements = new ArrayList<>();

    private JsonNode(ValueKind kind, boolean isArray, byte[] source, int from) {
        this.kind = kind;
        this.isArray = isArray;
        this.source = source;
        this.from = from;
    }

    /** A number that stands in no document. */
    static JsonNode number(long number) {
        JsonNode node = new JsonNode(ValueKind.NUMBER, false, new byte[0], 0);
        node.text = Long.toString(number);
        return node;
    }

    /**
     * Reads the whole document that the cursor is over; the tree is good as long as its bytes are.
     *
     * @throws MalformedJsonException when it is no JSON
     */
    static JsonNode read(JsonCursor cursor, ByteText scratch) throws MalformedJsonException {
        JsonNode root = value(cursor, scratch, 0);
        cursor.requireEnd();
        return root;
    }

    private static JsonNode value(JsonCursor cursor, ByteText scratch, int depth) throws MalformedJsonException {
        int first = cursor.peek();
        JsonNode node = new JsonNode(JsonCursor.kind(first), first == '[', cursor.bytes(), cursor.at());
        if (node.kind == ValueKind.CONTAINER) {
            if (depth == DEEPEST) {
                throw cursor.malformed("at most " + DEEPEST + " levels");
            }
            cursor.expect((char) first);
            node.fill(cursor, scratch, depth + 1);
        } else {
            scratch.reset();
            cursor.read(scratch);
            node.text = scratch.toString();
        }
        node.to = cursor.at();
        return node;
    }

    private void fill(JsonCursor cursor, ByteText scratch, int depth) throws MalformedJsonException {
        char close = isArray ? ']' : '}';
        if (cursor.peek() == close) {
            cursor.expect(close);
            return;
        }
        while (true) {
            if (isArray) {
                elements.add(value(cursor, scratch, depth));
            } else {
                if (cursor.peek() != '"') {
                    throw cursor.malformed("a field name");
                }
                scratch.reset();
                cursor.readString(scratch);
                String name = scratch.toString();
                cursor.expect(':');
                // Of several fields with one name the first counts.
                fields.putIfAbsent(name, value(cursor, scratch, depth));
            }
            if (cursor.peek() == close) {
                cursor.expect(close);
                return;
            }
            cursor.expect(',');
        }
    }

    ValueKind kind() {
        return kind;
    }

    /** A string's characters, or anything else as it is written. */
    String text() {
        return kind == ValueKind.CONTAINER ? new String(source, from, to - from, StandardCharsets.UTF_8) : text;
    }

    /** The value as JSON. */
    String json() {
        return kind == ValueKind.STRING ? JsonText.quote(text) : text();
    }

    boolean isArray() {
        return isArray;
    }

    @Nullable
    JsonNode field(String name) {
        return fields.get(name);
    }

    List<JsonNode> elements() {
        return elements;
    }

    /** All values in it, of fields or elements. */
    Collection<JsonNode> children() {
        return isArray ? elements : fields.values();
    }

    /** How many elements, fields or characters it has. */
    int length() {
        return kind == ValueKind.CONTAINER ? children().size() : text.codePointCount(0, text.length());
    }
}
