package io.breakwater.events.path;

import java.util.OptionalInt;

/** A place in the text of a path. Not thread-safe. */
final class PathText {

    private final String text;
    private int at;

    PathText(String text) {
        this.text = text;
        if (text.isBlank() || text.length() > PathSyntax.LONGEST) {
            throw new IllegalArgumentException("JSON path: " + text.length() + " characters (expected: a path such as"
                    + " $.data.items[0].id, at most " + PathSyntax.LONGEST + " characters)");
        }
    }

    boolean startsWith(String expected) {
        return text.startsWith(expected, at);
    }

    boolean skipIf(String expected) {
        if (!startsWith(expected)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** Skips a word in any letters, when no further letter follows it. */
    boolean skipWord(String word) {
        int behind = at + word.length();
        boolean here = text.regionMatches(true, at, word, 0, word.length());
        if (!here || (behind < text.length() && Character.isLetterOrDigit(text.charAt(behind)))) {
            return false;
        }
        at = behind;
        return true;
    }

    void expect(String expected) {
        if (!skipIf(expected)) {
            throw problem(expected);
        }
    }

    void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    void requireEnd() {
        if (at < text.length()) {
            throw problem("the end, a dot or a bracket");
        }
    }

    String readUntil(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** A text in single or double quotes, in which a backslash takes the next character as it is. */
    String readQuoted() {
        if (!startsWith("'") && !startsWith("\"")) {
            throw problem("a text in quotes");
        }
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            value.append(c);
        }
        throw problem("the closing quote");
    }

    OptionalInt readIndex() {
        skipBlanks();
        int from = at;
        skipIf("-");
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) < 0x80) {
            at++;
        }
        String digits = text.substring(from, at);
        skipBlanks();
        if (digits.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!digits.matches("-?[0-9]{1,7}")) {
            throw problem("an index of at most 7 digits");
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    IllegalArgumentException problem(String expected) {
        return new IllegalArgumentException(
                "JSON path: " + text + ": at character " + (at + 1) + " (expected: " + expected + ")");
    }
}
