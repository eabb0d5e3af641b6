package io.breakwater.events.scenario.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with a file. */
final class Problems {

    /** More than a person reads; a file of a megabyte could bring a hundred thousand. */
    private static final int LISTED = 500;

    private static final int VALUE_CHARACTERS = 80;

    private final List<Problem> found = new ArrayList<>();
    private int unlisted;

    void at(Node node, String message) {
        at(node.getStartMark(), message);
    }

    void at(Optional<Mark> mark, String message) {
        at(
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                message);
    }

    void at(int line, int column, String message) {
        if (found.size() < LISTED) {
            found.add(new Problem(line, column, message));
        } else {
            unlisted++;
        }
    }

    int count() {
        return found.size() + unlisted;
    }

    /** All problems in the order of the file, the same one only once. */
    List<Problem> inOrder() {
        List<Problem> ordered = new ArrayList<>(found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList());
        if (unlisted > 0) {
            Problem end = ordered.get(ordered.size() - 1);
            ordered.add(new Problem(end.line(), end.column(), "problems: " + unlisted + " more, not listed"));
        }
        return ordered;
    }

    /** A value as a message shows it: on one line, and not too long. */
    static String shown(String value) {
        String line = value.replaceAll("[\\p{Cntrl}]+", " ").strip();
        if (line.isEmpty()) {
            return "nothing";
        }
        return line.length() <= VALUE_CHARACTERS
                ? line
                : line.substring(
                                0,
                                line.offsetByCodePoints(
                                        0, Math.min(VALUE_CHARACTERS, line.codePointCount(0, line.length()))))
                        + "…";
    }
}
