package io.breakwater.events.scenario.file;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML as nodes that know their place, whatever the text: the composer recurses, so depth is looked at first, on the flat
 * stream of events; and what aliases blow up is measured before anybody walks it.
 */
final class YamlText {

    /** Room for ten thousand steps; a file is written by people. */
    static final int MAX_BYTES = 1024 * 1024;

    /** A JSON body may nest; ours never goes deeper than eight. */
    private static final int MAX_DEPTH = 50;

    private static final int MAX_ALIASES = 100;

    /** Four times the largest file, so that honest aliases fit. */
    private static final long MAX_EXPANDED = 4L * MAX_BYTES;

    private final LoadSettings settings = LoadSettings.builder()
            .setLabel("scenario")
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowRecursiveKeys(false)
            .setAllowDuplicateKeys(true)
            .build();

    private final String text;
    private final Problems problems;
    private final Set<Node> openNodes = Collections.newSetFromMap(new IdentityHashMap<>());
    private long expanded;

    private YamlText(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /** The root of the text; empty when it has none, and then there is a problem. */
    static Optional<Node> compose(String text, Problems problems) {
        return new YamlText(text, problems).compose();
    }

    private Optional<Node> compose() {
        try {
            if (!hasSoundEvents()) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isEmptyScalar(root.get())) {
                problems.at(1, 1, "file: empty (expected: a scenario)");
                return Optional.empty();
            }
            return measure(root.get()) ? root : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            problems.at(e.getProblemMark().or(e::getContextMark), syntaxMessage(e));
        } catch (ReaderException e) {
            atOffset(e.getPosition(), String.format("character: U+%04X (expected: printable text)", e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.at(
                    1, 1, "syntax: " + Problems.shown(String.valueOf(e.getMessage())) + " (expected: YAML or JSON)");
        }
        return Optional.empty();
    }

    private boolean hasSoundEvents() {
        int before = problems.count();
        int depth = 0;
        int documents = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                problems.at(event.getStartMark(), "document: a second one (expected: one scenario a file)");
                return false;
            } else if (event instanceof AliasEvent && ++aliases > MAX_ALIASES) {
                problems.at(
                        event.getStartMark(), "aliases: more than " + MAX_ALIASES + " (expected: at most that many)");
                return false;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof CollectionStartEvent start) {
                start.getTag().ifPresent(tag -> refuseTag(event, tag));
                if (++depth > MAX_DEPTH) {
                    problems.at(
                            event.getStartMark(),
                            "nesting: deeper than " + MAX_DEPTH + " (expected: at most that deep)");
                    return false;
                }
            } else if (event instanceof ScalarEvent scalar) {
                scalar.getTag().ifPresent(tag -> refuseTag(event, tag));
            }
        }
        return problems.count() == before;
    }

    private void refuseTag(Event event, String tag) {
        problems.at(event.getStartMark(), "tag: " + Problems.shown(tag) + " (expected: no tags)");
    }

    /** Adds up what a walk over everything would meet, aliases followed; false when it is too much or never ends. */
    private boolean measure(Node node) {
        expanded++;
        if (node instanceof ScalarNode scalar) {
            expanded += scalar.getValue().length();
        }
        if (expanded > MAX_EXPANDED) {
            problems.at(
                    node, "aliases: expand to more than " + MAX_EXPANDED + " characters (expected: at most that many)");
            return false;
        }
        if (!openNodes.add(node)) {
            problems.at(node, "anchor: contains itself (expected: aliases of what ended before)");
            return false;
        }
        boolean sound = true;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                sound = sound && measure(tuple.getKeyNode()) && measure(tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                sound = sound && measure(item);
            }
        }
        openNodes.remove(node);
        return sound;
    }

    private static boolean isEmptyScalar(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().isBlank();
    }

    private String syntaxMessage(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "tab: in the indentation (expected: blanks)";
        }
        String context = e.getContext() == null || e.getContext().isBlank() ? "" : ", " + e.getContext();
        return "syntax: " + Problems.shown(problem + context) + " (expected: YAML or JSON)";
    }

    private void atOffset(int offset, String message) {
        int line = 1;
        int column = 1;
        int end = Math.min(offset, text.codePointCount(0, text.length()));
        int[] codePoints = text.codePoints().limit(end).toArray();
        for (int codePoint : codePoints) {
            column = codePoint == '\n' ? 1 : column + 1;
            line += codePoint == '\n' ? 1 : 0;
        }
        problems.at(line, column, message);
    }
}
