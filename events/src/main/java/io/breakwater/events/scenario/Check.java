package io.breakwater.events.scenario;

import java.util.List;
import java.util.Optional;

/**
 * One demand on an answer or on a value. All checks of a step are AND-ed.
 *
 * @param subject    what is looked at
 * @param expression where in it: a JSON path ({@code $.a.b[0]} or {@code a.b[0]}), an XPath, a header's or a value's name;
 *                   empty for the status and for the whole body
 * @param operator   how it is compared
 * @param negated    whether the comparison must fail; something that is absent satisfies no operator and every negated one
 * @param expected   what it is compared with; empty for {@link Operator#EXISTS}
 * @param absentIs   the value to assume where nothing is found, as a JSON scalar
 */
public record Check(
        Subject subject,
        String expression,
        Operator operator,
        boolean negated,
        List<Expected> expected,
        Optional<String> absentIs) {

    /** What a check looks at. */
    public enum Subject {
        STATUS,
        HEADER,
        BODY,
        JSON,
        XML,
        /** The data that the answer to a widget message holds, decrypted: a JSON object. */
        WIDGET_DATA,
        /** A value by the name used in {@code ${NAME}}. */
        VALUE
    }

    /** How a check compares. */
    public enum Operator {
        /** It is one of the expected values, or lies in one of the expected closed intervals. */
        IN,
        /** It holds the expected text somewhere. */
        CONTAINS,
        /** The expected regular expression matches somewhere in it. */
        MATCHES,
        /** It is there. */
        EXISTS,
        /** It is a number below the expected one. */
        LESS_THAN,
        /** It is a number, the expected one or less. */
        AT_MOST,
        /** It is a number above the expected one. */
        MORE_THAN,
        /** It is a number, the expected one or more. */
        AT_LEAST
    }

    /**
     * A value, or a closed interval of numbers.
     *
     * @param value a JSON scalar as text ({@code 0}, {@code "ok"}, {@code true}), which may hold references inside a JSON
     *              string; a text without quotes for {@code CONTAINS} and {@code MATCHES}; the lower end of an interval
     * @param upTo  the upper end of an interval
     */
    public record Expected(String value, Optional<String> upTo) {

        /** A single value. */
        public static Expected of(String value) {
            return new Expected(value, Optional.empty());
        }
    }

    public Check {
        expected = List.copyOf(expected);
    }

    /** A check that something is one of these JSON scalars. */
    public static Check in(Subject subject, String expression, List<String> values) {
        return new Check(
                subject,
                expression,
                Operator.IN,
                false,
                values.stream().map(Expected::of).toList(),
                Optional.empty());
    }

    /** The same check with a value to assume where nothing is found. */
    public Check absentIs(String jsonScalar) {
        return new Check(subject, expression, operator, negated, expected, Optional.of(jsonScalar));
    }

    /** All its texts that may hold references. */
    public List<String> templates() {
        return expected.stream().map(Expected::value).toList();
    }
}
