package io.breakwater.events.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text with references: {@code ${token.NAME}}, {@code ${NAME}}, {@code ${DATA.column}}, calls of functions such as
 * {@code ${md5(concat(order, "secret"))}}, and defaults such as {@code ${order ?? "none"}}.
 *
 * <p>Arguments are references without braces, texts in double or single quotes, and numbers; a column whose name holds other
 * than plain characters is quoted: <code>${buyer."a, b"}</code>. {@link FunctionCatalogue} has the functions.
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
     * @throws IllegalArgumentException when a reference is not closed, names nothing, or calls a function as it cannot be;
     *     the message says which and where
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        scan(text, new Visitor() {
            @Override
            public void text(String written, String meant) {
                plain.append(meant);
            }

            @Override
            public void reference(String written, Expression expression) {
                flush(plain, parts);
                parts.add(new Part.Reference(expression));
            }
        });
        flush(plain, parts);
        return new Template(parts);
    }

    /** Hears of what stands in a template, one thing after the other. */
    interface Visitor {

        /** Text as it is written, and as it is meant; neighbours may both be texts. */
        void text(String written, String meant);

        /** A reference with its braces. */
        void reference(String written, Expression expression);
    }

    static void scan(String text, Visitor visitor) {
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && text.charAt(at) != '$') {
                at++;
            }
            int dollars = 0;
            while (at < text.length() && text.charAt(at) == '$') {
                dollars++;
                at++;
            }
            String plain = text.substring(from, at - dollars);
            if (at == text.length() || text.charAt(at) != '{') {
                String written = text.substring(from, at);
                visitor.text(written, written);
            } else if (dollars % 2 == 0) {
                at++;
                visitor.text(text.substring(from, at), plain + "$".repeat(dollars / 2) + "{");
            } else {
                visitor.text(text.substring(from, at - 1), plain + "$".repeat(dollars / 2));
                ExpressionReader reader = new ExpressionReader(text, at - 1);
                Expression expression = reader.read();
                visitor.reference(text.substring(at - 1, reader.at()), expression);
                at = reader.at();
            }
        }
    }

    /** Whether it has no reference. */
    public boolean isPlain() {
        return parts.stream().allMatch(Part.Text.class::isInstance);
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
}
