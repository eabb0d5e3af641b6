package io.breakwater.cli.debug;

import java.util.ArrayList;
import java.util.List;

/** Texts cut into lines that fit a terminal, on which Chinese characters are two columns wide. */
final class TextLines {

    private static final int INDENT = 2;

    private TextLines() {}

    /** How many columns a text takes. */
    static int width(String text) {
        return text.codePoints().map(TextLines::width).sum();
    }

    private static int width(int character) {
        boolean wide = (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF00 && character <= 0xFF60)
                || (character >= 0xFFE0 && character <= 0xFFE6)
                || character >= 0x1F300;
        return wide ? 2 : 1;
    }

    /** The text in lines of at most so many columns; at least one line. What a terminal would obey is shown as a dot. */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int taken = 0;
        for (int character : text.codePoints().toArray()) {
            int visible = Character.isISOControl(character) ? '\u00B7' : character;
            if (taken + width(visible) > columns) {
                lines.add(line.toString());
                line.setLength(0);
                taken = 0;
            }
            line.appendCodePoint(visible);
            taken += width(visible);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A body in lines: JSON that fits no line with one value a line, all else as it is. */
    static List<String> readable(String body, int columns) {
        String trimmed = body.strip();
        boolean json = trimmed.startsWith("{") || trimmed.startsWith("[");
        if (json && (width(trimmed) > columns || trimmed.indexOf('\n') >= 0)) {
            return indented(trimmed);
        }
        return trimmed.lines().toList();
    }

    private static List<String> indented(String json) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText) {
                line.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    line.append(json.charAt(++i));
                }
                inText = c != '"';
                continue;
            }
            switch (c) {
                case '"' -> {
                    inText = true;
                    line.append(c);
                }
                case '{', '[' -> {
                    line.append(c);
                    depth++;
                    begin(lines, line, depth);
                }
                case '}', ']' -> {
                    depth = Math.max(0, depth - 1);
                    begin(lines, line, depth);
                    line.append(c);
                }
                case ',' -> {
                    line.append(c);
                    begin(lines, line, depth);
                }
                case ':' -> line.append(": ");
                case ' ', '\t', '\n', '\r' -> {
                    // Written anew.
                }
                default -> line.append(c);
            }
        }
        begin(lines, line, 0);
        return lines;
    }

    /** Ends a line unless nothing stands in it, and begins the next one. */
    private static void begin(List<String> lines, StringBuilder line, int depth) {
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        line.setLength(0);
        line.append(" ".repeat(INDENT * depth));
    }
}
