package io.breakwater.events.scenario.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The values that one session takes, assigns and hands over, and which of them may be there at the place being read. */
final class SessionNames {

    /** When a session is walked through. */
    enum Stage {
        BEFORE,
        LOAD,
        AFTER
    }

    /** Where a value comes from. */
    enum Origin {
        EXTRACT("extract"),
        ASSIGN("assign");

        private final String key;

        Origin(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** The first place where a name is given. */
    record Given(Node node, Origin origin) {}

    private final Stage stage;
    private final int number;
    private final String session;
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Map<String, Node> handedOver = new LinkedHashMap<>();
    private final Set<String> there = new HashSet<>();
    private final List<String> order = new ArrayList<>();

    SessionNames(Stage stage, int number, String session) {
        this.stage = stage;
        this.number = number;
        this.session = session;
    }

    Stage stage() {
        return stage;
    }

    String session() {
        return session;
    }

    Map<String, Given> given() {
        return given;
    }

    Map<String, Node> handedOver() {
        return handedOver;
    }

    /** From here on the value may be there; gives the origin that the name had before, if another. */
    boolean give(String name, Node node, Origin origin) {
        add(name);
        Given first = given.putIfAbsent(name, new Given(node, origin));
        return first == null || first.origin() == origin;
    }

    boolean mayBeThere(String name) {
        return there.contains(name);
    }

    /** A place to come back to. */
    int mark() {
        return order.size();
    }

    /** Goes back to a place: forgets what was given since, and tells it. */
    List<String> backTo(int mark) {
        List<String> since = order.subList(mark, order.size());
        List<String> forgotten = List.copyOf(since);
        forgotten.forEach(there::remove);
        since.clear();
        return forgotten;
    }

    void thereIsAlso(Collection<String> names) {
        names.forEach(this::add);
    }

    private void add(String name) {
        if (there.add(name)) {
            order.add(name);
        }
    }

    /** Whether what another session hands over can be there in this one. */
    boolean receivesFrom(SessionNames other) {
        return switch (stage) {
            case BEFORE -> other.stage == Stage.BEFORE && other.number < number;
            case LOAD -> other != this && other.stage != Stage.AFTER;
            case AFTER -> other.stage == Stage.BEFORE || (other.stage == Stage.AFTER && other.number < number);
        };
    }

    /** All names that may be given somewhere within a part of the file. */
    static Set<String> givenWithin(Node node) {
        Set<String> names = new LinkedHashSet<>();
        collect(node, names);
        return names;
    }

    /** Whether a key stands somewhere within a part of the file. */
    static boolean has(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (isKey(tuple, key) || has(tuple.getValueNode(), key)) {
                    return true;
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().anyMatch(item -> has(item, key));
        }
        return false;
    }

    private static void collect(Node node, Set<String> names) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                boolean gives = isKey(tuple, Origin.EXTRACT.key()) || isKey(tuple, Origin.ASSIGN.key());
                if (gives && tuple.getValueNode() instanceof MappingNode entries) {
                    for (NodeTuple entry : entries.getValue()) {
                        if (entry.getKeyNode() instanceof ScalarNode name) {
                            names.add(name.getValue());
                        }
                    }
                }
                collect(tuple.getValueNode(), names);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> collect(item, names));
        }
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }
}
