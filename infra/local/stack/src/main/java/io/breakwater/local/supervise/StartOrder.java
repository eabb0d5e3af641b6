package io.breakwater.local.supervise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts parts into an order in which each comes after those that it needs. */
final class StartOrder {

    private StartOrder() {}

    static List<Part> of(Collection<? extends Part> wanted, Set<String> known) {
        Map<String, Part> open = new LinkedHashMap<>();
        for (Part part : wanted) {
            if (known.contains(part.name()) || open.put(part.name(), part) != null) {
                throw new IllegalArgumentException("part: " + part.name() + " given twice (expected: unique names)");
            }
        }
        Set<String> placed = new HashSet<>(known);
        List<Part> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            int before = ordered.size();
            for (Iterator<Part> each = open.values().iterator(); each.hasNext(); ) {
                Part part = each.next();
                if (placed.containsAll(part.needs())) {
                    ordered.add(part);
                    placed.add(part.name());
                    each.remove();
                }
            }
            if (ordered.size() == before) {
                Part stuck = open.values().iterator().next();
                throw new IllegalArgumentException("needs of " + stuck.name() + ": " + stuck.needs()
                        + " (expected: parts that are given or run, without a circle)");
            }
        }
        return ordered;
    }
}
