package io.breakwater.events.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text with references: {@code ${token.NAME}}, {@code ${DATA}} and {@code ${DATA.column}}.
 *
 * <p>Before an opening brace two dollar signs stand for one: {@code $${x}} is the text <code>${x}</code>, and {@code $$${x}}
 * is a dollar sign followed by a reference. Anywhere else a dollar sign is itself.
 *
 * @param parts what stands one after the other; texts are never empty and never neighbours
 */
public record Template(List<Part> parts) {

    /** The first word of a reference to a platform token; no data set may have this name. */
    public static final String TOKEN_WORD = "token";

    /** What a name before a dot looks like. */
    public static final String NAME_PATTERN = "[A-Za-z][A-Za-z0-9_-]*";

    /** A column: anything that can stand unchanged inside a JSON string and inside the braces. */
    private static final Pattern REFERENCE =
            Pattern.compile("(" + NAME_PATTERN + ")(?:\\.([^.\\s\"\\\\{}$\\p{Cntrl}][^\"\\\\{}$\\p{Cntrl}]*))?");

    private static final String EXPECTED =
            " (expected: ${token.NAME}, ${DATA} or ${DATA.column}; $${ for the text ${ itself)";

    /** A piece of a template. */
    public sealed interface Part {

        /**
         * Text that stands for itself.
         *
         * @param text not empty
         */
        record Text(String text) implements Part {}

        /**
         * A place for a value.
         *
         * @param expression what the value is
         */
        record Reference(Expression expression) implements Part {}
    }

    public Template {
        parts = List.copyOf(parts);
    }

    /**
     * The template that a text is.
     *
     * @throws IllegalArgumentException when a reference is not closed or names nothing; the message says which
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollars = 0;
            while (at + dollars < text.length() && text.charAt(at + dollars) == '$') {
                dollars++;
            }
            int next = at + dollars;
            if (dollars == 0) {
                plain.append(text.charAt(at++));
            } else if (next == text.length() || text.charAt(next) != '{') {
                plain.append("$".repeat(dollars));
                at = next;
            } else {
                plain.append("$".repeat(dollars / 2));
                if (dollars % 2 == 0) {
                    plain.append('{');
                    at = next + 1;
                } else {
                    int close = text.indexOf('}', next);
                    if (close < 0) {
                        throw new IllegalArgumentException(
                                shortened(text.substring(next - 1)) + ": not closed" + EXPECTED);
                    }
                    flush(plain, parts);
                    parts.add(new Part.Reference(expression(text.substring(next + 1, close))));
                    at = close + 1;
                }
            }
        }
        flush(plain, parts);
        return new Template(parts);
    }

    /** Whether it has no reference. */
    public boolean isPlain() {
        return parts.stream().allMatch(Part.Text.class::isInstance);
    }

    private static Expression expression(String inner) {
        Matcher matcher = REFERENCE.matcher(inner);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("${" + shortened(inner) + "}: not a reference" + EXPECTED);
        }
        String name = matcher.group(1);
        String column = matcher.group(2);
        if (name.equals(TOKEN_WORD)) {
            if (column == null) {
                throw new IllegalArgumentException("${token}: names no token (expected: ${token.NAME})");
            }
            return new Expression.Token(column);
        }
        return column == null ? new Expression.Named(name) : new Expression.Column(name, column);
    }

    /** All expressions in it, those within others included. */
    public Stream<Expression> expressions() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Reference reference
                        ? reference.expression().all()
                        : Stream.empty());
    }

    private static void flush(StringBuilder plain, List<Part> parts) {
        if (plain.length() > 0) {
            parts.add(new Part.Text(plain.toString()));
            plain.setLength(0);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
