package io.breakwater.generator.json;

import io.breakwater.events.path.JsonPath;
import io.breakwater.events.path.JsonPath.AnyElement;
import io.breakwater.events.path.JsonPath.Descendants;
import io.breakwater.events.path.JsonPath.Elements;
import io.breakwater.events.path.JsonPath.Every;
import io.breakwater.events.path.JsonPath.Fields;
import io.breakwater.events.path.JsonPath.Length;
import io.breakwater.events.path.JsonPath.Segment;
import io.breakwater.events.path.JsonPath.Slice;
import io.breakwater.events.path.JsonPath.Where;
import io.breakwater.generator.text.SearchTooCostlyException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** One walk through one document. Not thread-safe. */
final class PathWalk {

    /** Some milliseconds; a path with several {@code ..} could otherwise go on for as long as it likes. */
    private static final long MOST_VISITS = 200_000;

    private final LongSupplier random;
    private final FilterWalk filters = new FilterWalk(this);
    private long visits;

    PathWalk(LongSupplier random) {
        this.random = random;
    }

    /**
     * All values that a path leads to, each once, in document order as far as the path keeps it.
     *
     * @throws SearchTooCostlyException when there are too many on the way
     */
    List<JsonNode> follow(JsonPath path, JsonNode start) {
        List<JsonNode> here = List.of(start);
        boolean several = false;
        for (Segment segment : path.segments()) {
            if (segment instanceof Length) {
                int length = several
                        ? here.size()
                        : here.isEmpty() ? -1 : here.get(0).length();
                here = length < 0 ? List.of() : List.of(JsonNode.number(length));
                several = false;
            } else if (segment instanceof AnyElement) {
                List<JsonNode> among =
                        several || here.isEmpty() ? here : here.get(0).elements();
                here = among.isEmpty() ? List.of() : List.of(among.get(any(among.size())));
                several = false;
            } else {
                Set<JsonNode> next = new LinkedHashSet<>();
                here.forEach(node -> step(segment, node, next));
                here = new ArrayList<>(next);
                several = several || leadsToSeveral(segment);
            }
        }
        return here;
    }

    private int any(int size) {
        return (int) Long.remainderUnsigned(random.getAsLong(), size);
    }

    private static boolean leadsToSeveral(Segment segment) {
        if (segment instanceof Fields fields) {
            return fields.names().size() > 1;
        }
        return !(segment instanceof Elements elements) || elements.indexes().size() > 1;
    }

    private void step(Segment segment, JsonNode node, Set<JsonNode> next) {
        visit();
        if (segment instanceof Fields fields) {
            for (String name : fields.names()) {
                JsonNode field = node.field(name);
                if (field != null) {
                    next.add(field);
                }
            }
        } else if (segment instanceof Elements elements) {
            List<JsonNode> all = node.elements();
            for (int index : elements.indexes()) {
                int place = index < 0 ? all.size() + index : index;
                if (place >= 0 && place < all.size()) {
                    next.add(all.get(place));
                }
            }
        } else if (segment instanceof Slice slice) {
            slice(slice, node.elements(), next);
        } else if (segment instanceof Every) {
            node.children().forEach(child -> {
                visit();
                next.add(child);
            });
        } else if (segment instanceof Descendants) {
            descend(node, next);
        } else if (segment instanceof Where where) {
            List<JsonNode> candidates = node.isArray() ? node.elements() : List.of(node);
            for (JsonNode candidate : candidates) {
                if (filters.holds(where.filter(), candidate)) {
                    next.add(candidate);
                }
            }
        }
    }

    private void slice(Slice slice, List<JsonNode> all, Set<JsonNode> next) {
        int from = place(slice.from().orElse(0), all.size());
        int to = place(slice.to().orElse(all.size()), all.size());
        for (long i = from; i < to; i += slice.step()) {
            visit();
            next.add(all.get((int) i));
        }
    }

    private static int place(int index, int size) {
        return Math.max(0, Math.min(size, index < 0 ? size + index : index));
    }

    private void descend(JsonNode node, Set<JsonNode> next) {
        visit();
        next.add(node);
        node.children().forEach(child -> descend(child, next));
    }

    void visit() {
        if (++visits > MOST_VISITS) {
            throw new SearchTooCostlyException(MOST_VISITS);
        }
    }
}
