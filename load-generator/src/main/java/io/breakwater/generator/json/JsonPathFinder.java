package io.breakwater.generator.json;

import io.breakwater.events.path.JsonPath;
import io.breakwater.events.path.JsonPath.Elements;
import io.breakwater.events.path.JsonPath.Fields;
import io.breakwater.events.path.JsonPath.Segment;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.SearchTooCostlyException;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Finds what a JSON path leads to. Immutable.
 *
 * <p>A plain path reads the document only as far as its value, and of several fields with one name takes the first. Any other
 * path reads the whole document; where it leads to several values, the result is an array of them.
 */
public final class JsonPathFinder {

    private static final byte[] NO_NAME = {};

    /** No plain path has an index below 0. */
    private static final int NO_INDEX = -1;

    private final JsonPath path;
    private final boolean isPlain;
    private final byte[][] plainNames;
    private final int[] plainIndexes;

    private JsonPathFinder(JsonPath path) {
        this.path = path;
        this.isPlain = path.isPlain();
        List<Segment> segments = path.segments();
        plainNames = new byte[segments.size()][];
        plainIndexes = new int[segments.size()];
        Arrays.fill(plainNames, NO_NAME);
        Arrays.fill(plainIndexes, NO_INDEX);
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i) instanceof Fields fields) {
                plainNames[i] = fields.names().get(0).getBytes(StandardCharsets.UTF_8);
            } else if (segments.get(i) instanceof Elements elements) {
                plainIndexes[i] = elements.indexes().get(0);
            }
        }
    }

    /**
     * A path, compiled.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static JsonPathFinder of(String path) {
        return new JsonPathFinder(JsonPath.parse(path));
    }

    /**
     * Appends the value that the path leads to: a string's characters, anything else as it is written.
     *
     * @param cursor over the document
     * @param random decides between values where the path says so
     * @return what it is
     */
    public ValueKind find(JsonCursor cursor, LongSupplier random, ByteText out) {
        int before = out.length();
        try {
            return isPlain ? findPlain(cursor, out) : findInTree(cursor, random, out);
        } catch (MalformedJsonException e) {
            // What was expected is not there. The outcome says so; a log line for each would say no more.
            out.cutTo(before);
            return ValueKind.UNREADABLE;
        }
    }

    private ValueKind findPlain(JsonCursor cursor, ByteText out) throws MalformedJsonException {
        for (int i = 0; i < plainIndexes.length; i++) {
            boolean entered = plainIndexes[i] == NO_INDEX
                    ? cursor.enterField(plainNames[i])
                    : cursor.enterElement(plainIndexes[i]);
            if (!entered) {
                return ValueKind.ABSENT;
            }
        }
        return cursor.read(out);
    }

    private ValueKind findInTree(JsonCursor cursor, LongSupplier random, ByteText out) throws MalformedJsonException {
        JsonNode root = JsonNode.read(cursor, new ByteText(0));
        PathWalk walk = new PathWalk(random);
        try {
            List<JsonNode> found = walk.follow(path, root);
            if (found.isEmpty()) {
                return ValueKind.ABSENT;
            }
            if (found.size() == 1) {
                out.append(found.get(0).text());
                return found.get(0).kind();
            }
            String separator = "[";
            for (JsonNode node : found) {
                out.append(separator);
                out.append(node.json());
                separator = ",";
            }
            out.append(']');
            return ValueKind.CONTAINER;
        } catch (SearchTooCostlyException e) {
            return ValueKind.TOO_COSTLY;
        }
    }
}
