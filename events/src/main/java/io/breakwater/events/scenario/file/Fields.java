package io.breakwater.events.scenario.file;

import io.breakwater.events.template.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the file, its keys checked against their table; hands out values and reports those that do not fit. */
final class Fields {

    private final Node at;
    private final Map<String, Node> keyNodes;
    private final Map<String, Node> values;
    private final Problems problems;

    private Fields(Node at, Map<String, Node> keyNodes, Map<String, Node> values, Problems problems) {
        this.at = at;
        this.keyNodes = keyNodes;
        this.values = values;
        this.problems = problems;
    }

    /** The mapping that a node is; empty when it is none, and then there is a problem. */
    static Optional<Fields> of(Node node, String name, KeyTable table, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.at(
                    node,
                    name + ": " + shown(node) + " (expected: a mapping with " + String.join(", ", table.names()) + ")");
            return Optional.empty();
        }
        Fields fields = entries(mapping, name, problems);
        fields.checkAgainst(table, Set.of());
        return Optional.of(fields);
    }

    /** The mapping that a node is, and of which kind; empty when it is of none, and then there is a problem. */
    static Optional<Kind> kind(Node node, String name, List<KeyTable> tables, Problems problems) {
        List<String> words = tables.stream()
                .map(table -> table.keys().get(0).name())
                .distinct()
                .toList();
        if (!(node instanceof MappingNode mapping)) {
            problems.at(
                    node,
                    name + ": " + shown(node) + " (expected: a mapping with one of " + String.join(", ", words) + ")");
            return Optional.empty();
        }
        Fields fields = entries(mapping, name, problems);
        List<KeyTable> fitting = tables.stream()
                .filter(table -> table.kind().stream().anyMatch(fields::has))
                .toList();
        if (fitting.isEmpty()) {
            fitting = tables.stream()
                    .filter(table -> fields.has(table.keys().get(0).name()))
                    .limit(1)
                    .toList();
        }
        if (fitting.isEmpty()) {
            String nearest = fields.keyNodes.keySet().stream()
                    .flatMap(key -> NearestName.of(key, words).stream())
                    .findFirst()
                    .map(word -> "; did you mean " + word + "?")
                    .orElse("");
            problems.at(node, name + ": of no kind (expected: one of " + String.join(", ", words) + nearest + ")");
            return Optional.empty();
        }
        Set<String> foreign = new LinkedHashSet<>();
        for (KeyTable other : fitting.subList(1, fitting.size())) {
            other.kind().stream().filter(fields::has).forEach(foreign::add);
        }
        KeyTable table = fitting.get(0);
        if (!foreign.isEmpty()) {
            List<String> together =
                    new ArrayList<>(table.kind().stream().filter(fields::has).toList());
            together.addAll(foreign);
            problems.at(
                    fields.keyNode(foreign.iterator().next()),
                    String.join(", ", together) + ": together (expected: one of them alone)");
        }
        fields.checkAgainst(table, foreign);
        return Optional.of(new Kind(table, fields));
    }

    /** A mapping and its kind. */
    record Kind(KeyTable table, Fields fields) {}

    private void checkAgainst(KeyTable table, Set<String> ignored) {
        for (Map.Entry<String, Node> key : keyNodes.entrySet()) {
            if (table.find(key.getKey()).isEmpty() && !ignored.contains(key.getKey())) {
                problems.at(
                        key.getValue(),
                        Problems.shown(key.getKey()) + ": unknown key (expected: "
                                + NearestName.expected(key.getKey(), table.names()) + ")");
            }
        }
        for (KeyTable.Key key : table.keys()) {
            if (key.required() && !has(key.name())) {
                problems.at(at, key.name() + ": missing (expected: " + lowerFirst(key.meaning()) + ")");
            }
        }
        checkChoice(table.oneOf());
        table.atMost().forEach(this::checkAtMostOne);
    }

    /** The entries of a mapping whose keys are the author's own. */
    static Fields entries(MappingNode mapping, String name, Problems problems) {
        Map<String, Node> keyNodes = new LinkedHashMap<>();
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode key)) {
                problems.at(keyNode, name + ": " + shown(keyNode) + " as a key (expected: a word)");
            } else if (keyNodes.putIfAbsent(key.getValue(), keyNode) != null) {
                problems.at(keyNode, Problems.shown(key.getValue()) + ": twice (expected: once)");
            } else {
                values.put(key.getValue(), tuple.getValueNode());
            }
        }
        return new Fields(mapping, keyNodes, values, problems);
    }

    Problems problems() {
        return problems;
    }

    Node at() {
        return at;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Map<String, Node> values() {
        return values;
    }

    Node keyNode(String key) {
        return keyNodes.getOrDefault(key, at);
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of a key in its form; empty when it is absent, or wrong and reported. */
    <T> Optional<T> read(String key, Form<T> form) {
        return find(key).flatMap(node -> read(node, key, form, problems));
    }

    /** A scalar in its form; empty when it is not, and then there is a problem. */
    static <T> Optional<T> read(Node node, String name, Form<T> form, Problems problems) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.at(node, name + ": " + shown(node) + " (expected: " + form.expected() + ")");
            return Optional.empty();
        }
        String text = scalar.getValue();
        Optional<T> value = isAbsent(scalar) ? Optional.empty() : form.read().apply(text);
        if (value.isEmpty()) {
            problems.at(node, form.complaint(name, text));
        }
        return value;
    }

    /** One of the words; empty when it is absent, or wrong and reported. */
    Optional<String> word(String key, List<String> words) {
        return find(key).flatMap(node -> {
            if (node instanceof ScalarNode scalar && words.contains(scalar.getValue())) {
                return Optional.of(scalar.getValue());
            }
            String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            problems.at(node, key + ": " + shown(node) + " (expected: " + NearestName.expected(word, words) + ")");
            return Optional.empty();
        });
    }

    Optional<Integer> whole(String key, int min, int max) {
        return find(key).flatMap(node -> whole(node, key, min, max, problems));
    }

    static Optional<Integer> whole(Node node, String name, int min, int max, Problems problems) {
        if (node instanceof ScalarNode scalar
                && node.getTag().equals(Tag.INT)
                && scalar.getValue().length() <= 9) {
            int value = Integer.parseInt(scalar.getValue());
            if (value >= min && value <= max) {
                return Optional.of(value);
            }
        }
        problems.at(node, name + ": " + shown(node) + " (expected: a whole number from " + min + " to " + max + ")");
        return Optional.empty();
    }

    Optional<Boolean> yesNo(String key) {
        return find(key).flatMap(node -> {
            if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
                return Optional.of(scalar.getValue().equals("true"));
            }
            problems.at(node, key + ": " + shown(node) + " (expected: true or false)");
            return Optional.empty();
        });
    }

    /** The value of a key as a text or a number; empty when it is absent or no scalar. */
    Optional<String> scalar(String key) {
        return find(key)
                .flatMap(node -> node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty());
    }

    /** The items of a list, or what stands there alone as the only one; empty when the key is absent. */
    List<Node> oneOrMore(String key) {
        return find(key)
                .map(node -> node instanceof SequenceNode ? list(node, key, problems) : List.of(node))
                .orElse(List.of());
    }

    /** The items of a list with at least one; empty when the key is absent, or wrong and reported. */
    List<Node> list(String key) {
        return find(key).map(node -> list(node, key, problems)).orElse(List.of());
    }

    static List<Node> list(Node node, String name, Problems problems) {
        if (node instanceof SequenceNode sequence) {
            if (sequence.getValue().isEmpty()) {
                problems.at(node, name + ": an empty list (expected: at least one)");
            }
            return sequence.getValue();
        }
        problems.at(node, name + ": " + shown(node) + " (expected: a list)");
        return List.of();
    }

    /** The items of a list, each a mapping with these keys. */
    List<Fields> tables(String key, KeyTable table) {
        List<Fields> tables = new ArrayList<>();
        for (Node item : list(key)) {
            of(item, "item of " + key, table, problems).ifPresent(tables::add);
        }
        return tables;
    }

    /** The entries under a key whose names are the author's own; empty when absent, or wrong and reported. */
    Optional<Fields> ownNames(String key, Form<String> nameForm) {
        return find(key).flatMap(node -> {
            if (!(node instanceof MappingNode mapping)) {
                problems.at(node, key + ": " + shown(node) + " (expected: a mapping with a name for each)");
                return Optional.empty();
            }
            Fields entries = entries(mapping, key, problems);
            entries.keyNodes.forEach((name, keyNode) -> {
                if (nameForm.read().apply(name).isEmpty()) {
                    problems.at(keyNode, nameForm.complaint("name in " + key, name));
                }
            });
            return Optional.of(entries);
        });
    }

    /** A node as a message shows it. */
    static String shown(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        return node instanceof ScalarNode scalar ? Problems.shown(scalar.getValue()) : "a list";
    }

    private static boolean isAbsent(ScalarNode scalar) {
        return scalar.isPlain() && scalar.getTag().equals(Tag.NULL);
    }

    private void checkChoice(List<String> oneOf) {
        List<String> present = oneOf.stream().filter(this::has).toList();
        if (!oneOf.isEmpty() && present.isEmpty()) {
            problems.at(at, String.join(", ", oneOf) + ": all missing (expected: exactly one of them)");
        } else if (present.size() > 1) {
            problems.at(
                    keyNode(present.get(1)),
                    String.join(", ", present) + ": together (expected: exactly one of " + String.join(", ", oneOf)
                            + ")");
        }
    }

    private void checkAtMostOne(List<String> group) {
        List<String> present = group.stream().filter(this::has).toList();
        if (present.size() > 1) {
            problems.at(
                    keyNode(present.get(1)), String.join(", ", present) + ": together (expected: at most one of them)");
        }
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
