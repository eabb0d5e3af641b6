package io.breakwater.events.scenario.file;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code headers}. */
final class HeaderReader {

    /** Headers that frame the message or the connection: the generator writes them itself. */
    private static final Set<String> RESERVED = Set.of(
            "connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private HeaderReader() {}

    /** The templates by header name; each is shown to the one who looks at references. */
    static Map<String, String> read(Fields fields, BiConsumer<Node, String> check, Problems problems) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        fields.ownNames("headers", HttpForms.HEADER_NAME)
                .ifPresent(entries -> entries.values().forEach((name, node) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (RESERVED.contains(lower)) {
                        problems.at(
                                entries.keyNode(name), name + ": written by the generator (expected: another header)");
                    }
                    if (!seen.add(lower)) {
                        problems.at(entries.keyNode(name), name + ": twice (expected: once, in whatever case)");
                    }
                    Fields.read(node, name, HttpForms.HEADER_VALUE, problems).ifPresent(value -> {
                        check.accept(node, value);
                        headers.put(name, value);
                    });
                }));
        return headers;
    }
}
