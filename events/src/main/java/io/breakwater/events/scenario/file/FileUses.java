package io.breakwater.events.scenario.file;

import io.breakwater.events.template.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The files of a scenario that are no rows: those declared under {@code files}, and those named where they are used. */
final class FileUses {

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Problems problems;

    FileUses(Problems problems) {
        this.problems = problems;
    }

    void declare(String name, String file) {
        files.put(name, file);
    }

    /** All files by the name that refers to them. */
    Map<String, String> all() {
        return files;
    }

    /** The name that refers to a file: one under {@code files}, or a file name, which has a dot or a slash. */
    Optional<String> use(Fields fields, String key) {
        return use(fields, key, "a file name such as photo.jpg");
    }

    /** The same, where other words may stand too. */
    Optional<String> use(Fields fields, String key, String expected) {
        return fields.read(key, Forms.FILE).flatMap(text -> {
            if (files.containsKey(text)) {
                return Optional.of(text);
            }
            if (text.contains(".") || text.contains("/")) {
                files.put(text, text);
                return Optional.of(text);
            }
            Node node = fields.find(key).orElse(fields.at());
            String known = files.isEmpty() ? "" : " or " + NearestName.expected(text, files.keySet());
            problems.at(node, key + ": " + Problems.shown(text) + " (expected: " + expected + known + ")");
            return Optional.empty();
        });
    }
}
