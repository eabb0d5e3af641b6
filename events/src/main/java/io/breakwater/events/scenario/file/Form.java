package io.breakwater.events.scenario.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A kind of scalar that a scenario file holds as text: what it looks like, and what it means.
 *
 * @param expected how a message says what would have been right
 * @param pattern  what it looks like, for editors; {@code read} may be stricter
 * @param examples texts of that form, the first one the most usual
 * @param read     the value of a text; empty when the text is not of that form
 * @param <T>      the value
 */
record Form<T>(String expected, String pattern, List<String> examples, Function<String, Optional<T>> read)
        implements Shape {

    private static final Pattern BARE_NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?");

    /** The longest name or quantity: patterns with repeated groups recurse, and would not return from a megabyte. */
    private static final int MAX_LENGTH = 400;

    Form {
        examples = List.copyOf(examples);
    }

    /** A name or a quantity, which is short. */
    static <T> Form<T> of(String expected, String pattern, List<String> examples, Function<String, Optional<T>> read) {
        return new Form<>(
                expected, pattern, examples, text -> text.length() <= MAX_LENGTH ? read.apply(text) : Optional.empty());
    }

    /** A name that need only match a pattern. */
    static Form<String> matching(String expected, String pattern, String... examples) {
        Form<String> text = text(expected, pattern, examples);
        return of(expected, pattern, text.examples(), text.read());
    }

    /** A text of any length that need only match a pattern, which repeats no group. */
    static Form<String> text(String expected, String pattern, String... examples) {
        Pattern compiled = Pattern.compile(pattern);
        return new Form<>(
                expected,
                pattern,
                List.of(examples),
                text -> compiled.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    /** What is wrong with a text of another form. */
    String complaint(String name, String text) {
        boolean lacksUnit =
                text.length() <= MAX_LENGTH && BARE_NUMBER.matcher(text).matches() && expected.contains("unit");
        return name + ": " + Problems.shown(text) + (lacksUnit ? " has no unit" : "") + " (expected: " + expected + ")";
    }
}
