package io.breakwater.events.path;

import io.breakwater.events.path.JsonPath.AnyElement;
import io.breakwater.events.path.JsonPath.Descendants;
import io.breakwater.events.path.JsonPath.Elements;
import io.breakwater.events.path.JsonPath.Every;
import io.breakwater.events.path.JsonPath.Fields;
import io.breakwater.events.path.JsonPath.Length;
import io.breakwater.events.path.JsonPath.Segment;
import io.breakwater.events.path.JsonPath.Slice;
import io.breakwater.events.path.JsonPath.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a JSON path from a text. */
final class JsonPathReader {

    /** What ends a name that is not quoted. */
    private static final String NAME_ENDS = ".[]()*\"'$?@,:=<>!&| \t\r\n";

    private static final int MOST_SEGMENTS = 64;

    private final PathText text;

    JsonPathReader(String text) {
        this.text = new PathText(text);
    }

    JsonPath read() {
        List<Segment> segments = new ArrayList<>();
        if (!text.skipIf("$")) {
            if (!text.startsWith("[") && !text.startsWith("..")) {
                readStep(segments);
            }
        }
        readSegments(text, segments);
        text.requireEnd();
        return new JsonPath(segments);
    }

    /** Reads as many segments as there are, each with its dot or bracket. */
    static void readSegments(PathText text, List<Segment> segments) {
        JsonPathReader reader = new JsonPathReader(text);
        while (true) {
            if (text.skipIf("..")) {
                segments.add(new Descendants());
                if (!text.startsWith("[")) {
                    reader.readStep(segments);
                }
            } else if (text.skipIf(".")) {
                // Some write .[0] for [0].
                if (!text.startsWith("[")) {
                    reader.readStep(segments);
                }
            } else if (text.skipIf("[")) {
                text.skipBlanks();
                segments.add(reader.readBracket());
                text.skipBlanks();
                text.expect("]");
            } else {
                return;
            }
            if (segments.size() > MOST_SEGMENTS) {
                throw text.problem("at most " + MOST_SEGMENTS + " steps");
            }
        }
    }

    private JsonPathReader(PathText text) {
        this.text = text;
    }

    /** What follows a dot: a name, a star or a function. */
    private void readStep(List<Segment> segments) {
        if (text.skipIf("*")) {
            segments.add(new Every());
            return;
        }
        String name = text.readUntil(NAME_ENDS);
        if (name.isEmpty()) {
            throw text.problem("a name, such as in $.data.items[0].id");
        }
        segments.add(text.skipIf("()") ? function(name) : new Fields(List.of(name)));
    }

    private Segment function(String name) {
        return switch (name) {
            case "length", "size" -> new Length();
            case "randomIndex" -> new AnyElement();
            default -> throw text.problem("length(), size() or randomIndex()");
        };
    }

    private Segment readBracket() {
        if (text.skipIf("*")) {
            return new Every();
        }
        if (text.skipIf("?")) {
            return new Where(new FilterReader(text).read());
        }
        if (text.skipIf("randomIndex()")) {
            return new AnyElement();
        }
        if (text.startsWith("'") || text.startsWith("\"")) {
            List<String> names = new ArrayList<>();
            do {
                text.skipBlanks();
                names.add(text.readQuoted());
                text.skipBlanks();
            } while (text.skipIf(","));
            return new Fields(names);
        }
        return readIndexes();
    }

    private Segment readIndexes() {
        OptionalInt first = text.readIndex();
        text.skipBlanks();
        if (text.skipIf(":")) {
            OptionalInt to = text.readIndex();
            int step = text.skipIf(":") ? text.readIndex().orElse(1) : 1;
            if (step < 1) {
                throw text.problem("a step of 1 or more");
            }
            return new Slice(first, to, step);
        }
        List<Integer> indexes = new ArrayList<>();
        indexes.add(required(first));
        while (text.skipIf(",")) {
            text.skipBlanks();
            indexes.add(required(text.readIndex()));
            text.skipBlanks();
        }
        return new Elements(indexes);
    }

    private int required(OptionalInt index) {
        return index.orElseThrow(() -> text.problem("an index, a name in quotes, *, ?(…) or randomIndex()"));
    }
}
