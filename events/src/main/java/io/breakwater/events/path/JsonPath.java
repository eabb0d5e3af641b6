package io.breakwater.events.path;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A way into a JSON document: {@code $.data.items[0].id}; the leading {@code $.} may be left out.
 *
 * <p>After names and {@code [0]} come {@code ['a','b']}, {@code [0,2]}, {@code [-1]} from the end, slices
 * {@code [from:to:step]}, {@code *}, {@code ..}, {@code [?(…)]} with {@link Filter}, {@code length()} or {@code size()}, and
 * {@code randomIndex()}, which stands for any one element.
 *
 * @param segments its steps from the document's root on
 */
public record JsonPath(List<Segment> segments) {

    /** One step of a path. */
    public sealed interface Segment {}

    /**
     * Fields of an object.
     *
     * @param names their names, at least one
     */
    public record Fields(List<String> names) implements Segment {
        public Fields {
            names = List.copyOf(names);
        }
    }

    /**
     * Elements of an array.
     *
     * @param indexes from 0, or from -1 backwards; at least one
     */
    public record Elements(List<Integer> indexes) implements Segment {
        public Elements {
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * A stretch of an array.
     *
     * @param from the first, or the beginning; below 0 from the end
     * @param to   behind the last, or the end; below 0 from the end
     * @param step from one to the next, at least 1
     */
    public record Slice(OptionalInt from, OptionalInt to, int step) implements Segment {}

    /** All fields of an object, or all elements of an array. */
    public record Every() implements Segment {}

    /** A value, and all values in it. */
    public record Descendants() implements Segment {}

    /**
     * The elements of an array, or the object itself, that satisfy a condition.
     *
     * @param filter the condition
     */
    public record Where(Filter filter) implements Segment {}

    /** How many elements, fields or characters a value has; how many values were found, where several can be. */
    public record Length() implements Segment {}

    /** Any one element of an array, or of what was found. */
    public record AnyElement() implements Segment {}

    /** What elements must satisfy. */
    public sealed interface Filter {}

    /**
     * All must hold.
     *
     * @param filters at least one
     */
    public record AllOf(List<Filter> filters) implements Filter {
        public AllOf {
            filters = List.copyOf(filters);
        }
    }

    /**
     * One must hold.
     *
     * @param filters at least one
     */
    public record AnyOf(List<Filter> filters) implements Filter {
        public AnyOf {
            filters = List.copyOf(filters);
        }
    }

    /**
     * It must not hold.
     *
     * @param filter the other
     */
    public record Not(Filter filter) implements Filter {}

    /**
     * A value of the element is compared.
     *
     * @param path     the way from the element to its value
     * @param operator how
     * @param values   with what: none for {@link Comparison#EXISTS}, two for {@link Comparison#BETWEEN}
     */
    public record Test(JsonPath path, Comparison operator, List<Literal> values) implements Filter {
        public Test {
            values = List.copyOf(values);
        }
    }

    /**
     * A regular expression matches somewhere in a text of the element.
     *
     * @param path    the way from the element to its text
     * @param pattern the expression
     */
    public record Matches(JsonPath path, Pattern pattern) implements Filter {}

    /** How values are compared. */
    public enum Comparison {
        EXISTS,
        EQUAL,
        LESS_THAN,
        AT_MOST,
        MORE_THAN,
        AT_LEAST,
        /** A text in which a percent sign stands for any characters. */
        LIKE,
        IN,
        BETWEEN
    }

    /**
     * A JSON scalar in a filter.
     *
     * @param text     a text's characters, or a number, {@code true}, {@code false} or {@code null} as it was written
     * @param isQuoted whether it is a text
     */
    public record Literal(String text, boolean isQuoted) {}

    public JsonPath {
        segments = List.copyOf(segments);
    }

    /**
     * The path that a text is.
     *
     * @throws IllegalArgumentException when it is none; the message says where
     */
    public static JsonPath parse(String text) {
        return new JsonPathReader(text).read();
    }

    /** Whether it is only single names and indexes from 0, so that it leads to one value at most, without looking back. */
    public boolean isPlain() {
        return segments.stream()
                .allMatch(segment ->
                        (segment instanceof Fields fields && fields.names().size() == 1)
                                || (segment instanceof Elements elements
                                        && elements.indexes().size() == 1
                                        && elements.indexes().get(0) >= 0));
    }
}
