package io.breakwater.events.scenario.file;

import io.breakwater.events.template.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML values as JSON text, compact and in file order. */
final class JsonBody {

    private final StringBuilder json = new StringBuilder();
    private final Problems problems;

    private JsonBody(Problems problems) {
        this.problems = problems;
    }

    /** The JSON text of a value; texts in it are still templates. */
    static String of(Node node, Problems problems) {
        JsonBody body = new JsonBody(problems);
        body.append(node);
        return body.json.toString();
    }

    /** A number, a text, true, false or null as JSON text; empty when the node is none, and then there is a problem. */
    static Optional<String> scalar(Node node, String name, Problems problems) {
        if (node instanceof ScalarNode) {
            return Optional.of(of(node, problems));
        }
        problems.at(node, name + ": " + Fields.shown(node) + " (expected: a number, a text, true, false or null)");
        return Optional.empty();
    }

    private void append(Node node) {
        if (node instanceof MappingNode mapping) {
            appendMapping(mapping);
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            json.append('[');
            for (int i = 0; i < items.size(); i++) {
                json.append(i == 0 ? "" : ",");
                append(items.get(i));
            }
            json.append(']');
        } else if (node instanceof ScalarNode scalar) {
            appendScalar(scalar);
        }
    }

    private void appendMapping(MappingNode mapping) {
        Set<String> keys = new HashSet<>();
        json.append('{');
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.at(
                        tuple.getKeyNode(),
                        "json: " + Fields.shown(tuple.getKeyNode()) + " as a key (expected: a text)");
                continue;
            }
            if (!keys.add(key.getValue())) {
                problems.at(key, Problems.shown(key.getValue()) + ": twice (expected: once)");
                continue;
            }
            json.append(keys.size() == 1 ? "" : ",")
                    .append(JsonText.quote(key.getValue()))
                    .append(':');
            append(tuple.getValueNode());
        }
        json.append('}');
    }

    private void appendScalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            json.append("null");
        } else if (tag.equals(Tag.BOOL) || tag.equals(Tag.INT)) {
            json.append(text);
        } else if (tag.equals(Tag.FLOAT)) {
            if (text.contains(".inf") || text.contains(".nan")) {
                problems.at(scalar, "json: " + text + " (expected: a number that JSON can say)");
            }
            // YAML lets a number end in its point; JSON does not.
            json.append(text.replaceFirst("\\.(?![0-9])", ".0"));
        } else {
            json.append(JsonText.quoteTemplate(text));
        }
    }
}
