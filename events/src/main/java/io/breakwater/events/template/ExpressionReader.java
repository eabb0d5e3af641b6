package io.breakwater.events.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the expression between the braces of one reference.
 *
 * <pre>
 * expression = operand ["??" expression]
 * operand    = quoted text | number | NAME "(" [expression {"," expression}] ")" | NAME ["." column]
 * column     = quoted text | characters other than quotes, backslashes, braces and dollar signs
 * </pre>
 */
final class ExpressionReader {

    /** What people write is far shorter; deeper nesting and longer texts cost time and stack. */
    private static final int DEEPEST = 16;

    private static final int LONGEST = 2_000;

    private static final String EXPECTED =
            " (expected: ${token.NAME}, ${NAME}, ${DATA.column}, ${FUNCTION(…)} or ${… ?? \"default\"}; $${ for the text"
                    + " ${ itself)";

    private final String text;
    private final int start;
    private final int end;
    private int at;
    private int depth;
    private int calls;

    /** Of a template, from the dollar sign of a reference on. */
    ExpressionReader(String text, int start) {
        this.text = text;
        this.start = start;
        this.end = Math.min(text.length(), start + LONGEST);
        this.at = start + 2;
    }

    /** Reads it with its closing brace. */
    Expression read() {
        Expression expression = expression();
        if (peek() != '}') {
            throw notAReference();
        }
        at++;
        return expression;
    }

    /** Behind the closing brace. */
    int at() {
        return at;
    }

    private Expression expression() {
        if (++depth > DEEPEST) {
            throw problem("nested too deeply (expected: at most " + DEEPEST + " levels)");
        }
        Expression value = operand();
        if (peek() == '?' && at + 1 < end && text.charAt(at + 1) == '?') {
            at += 2;
            value = new Expression.OrElse(value, expression());
        }
        depth--;
        return value;
    }

    private Expression operand() {
        char first = peek();
        if (first == '"' || first == '\'') {
            return new Expression.Literal(quoted());
        }
        if (first == '-' || isDigit(first)) {
            return new Expression.Literal(number());
        }
        if (!isLetter(first)) {
            throw notAReference();
        }
        String name = name();
        if (at < end && text.charAt(at) == '.') {
            at++;
            return columnOf(name);
        }
        if (peek() == '(') {
            return call(name);
        }
        if (name.equals(Template.TOKEN_WORD)) {
            throw problem("names no token (expected: ${token.NAME})");
        }
        return new Expression.Named(name);
    }

    private Expression columnOf(String name) {
        String column = at < end && text.charAt(at) == '"' ? quoted() : bareColumn();
        return name.equals(Template.TOKEN_WORD) ? token(column) : new Expression.Column(name, column);
    }

    private static Expression.Token token(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new Expression.Token(text)
                : new Expression.Token(text.substring(0, dot), text.substring(dot + 1));
    }

    private String bareColumn() {
        int from = at;
        while (at < end && !endsColumn(text.charAt(at))) {
            at++;
        }
        requireMore();
        String column = text.substring(from, at).stripTrailing();
        if (column.isEmpty() || column.charAt(0) == '.' || Character.isWhitespace(column.charAt(0))) {
            throw notAReference();
        }
        return column;
    }

    private boolean endsColumn(char c) {
        boolean separates = c == '?' && at + 1 < end && text.charAt(at + 1) == '?';
        boolean never = "\"\\{}$".indexOf(c) >= 0 || Character.isISOControl(c);
        return separates || never || (calls > 0 && (c == ',' || c == ')'));
    }

    private Expression call(String name) {
        int from = at;
        at++;
        calls++;
        List<Expression> arguments = new ArrayList<>();
        if (peek() != ')') {
            arguments.add(expression());
            while (peek() == ',') {
                at++;
                arguments.add(expression());
            }
        }
        if (peek() != ')') {
            throw notAReference();
        }
        at++;
        calls--;
        Expression.Call call = new Expression.Call(name, arguments);
        Optional<String> complaint = FunctionCatalogue.complaint(call);
        if (complaint.isPresent()) {
            at = from;
            throw problem(complaint.get());
        }
        return call;
    }

    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (true) {
            requireMore();
            char c = text.charAt(at++);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\\') {
                requireMore();
                value.append(escaped(text.charAt(at++)));
            } else {
                value.append(c);
            }
        }
    }

    private char escaped(char c) {
        return switch (c) {
            case '"', '\'', '\\', '/' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default ->
                throw problem(
                        "\\" + c + ": no escape (expected: \\\" \\' \\\\ \\/ \\n \\r \\t or \\u with four digits)");
        };
    }

    private char unit() {
        String digits = text.substring(at, Math.min(end, at + 4));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw problem("\\u" + digits + ": no escape (expected: four hexadecimal digits)");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private String number() {
        int from = at;
        at++;
        while (at < end && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(from, at);
        if (!number.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            throw problem(number + ": no number (expected: digits, and perhaps a point and more digits)");
        }
        return number;
    }

    private String name() {
        int from = at;
        while (at < end
                && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(from, at);
    }

    /** The next character that is no blank, without going behind it. */
    private char peek() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        requireMore();
        return text.charAt(at);
    }

    private void requireMore() {
        if (at >= end) {
            throw text.length() > end
                    ? problem("not closed within " + LONGEST + " characters" + EXPECTED)
                    : new IllegalArgumentException(shortened(text.substring(start)) + ": not closed" + EXPECTED);
        }
    }

    private IllegalArgumentException notAReference() {
        String rest = at < end && text.charAt(at) != '}' ? ", from " + shortened(text.substring(at, closing())) : "";
        return problem("not a reference" + rest + EXPECTED);
    }

    /** The whole reference, up to where its brace seems to be, and what is wrong with it. */
    private IllegalArgumentException problem(String what) {
        int behind = Math.min(text.length(), closing() + 1);
        return new IllegalArgumentException(shortened(text.substring(start, behind)) + ": " + what);
    }

    private int closing() {
        int close = text.indexOf('}', Math.min(at, text.length()));
        return close < 0 ? text.length() : close;
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
