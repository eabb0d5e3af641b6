package io.breakwater.generator.value;

import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values that get a name, one after the other, each from those before it. Immutable, so that all event loops share it. */
public final class Assignments {

    private final List<Assignment> assignments;

    private Assignments(List<Assignment> assignments) {
        this.assignments = List.copyOf(assignments);
    }

    /** A name's slot and its text. */
    private record Assignment(int slot, FilledText text) {}

    /**
     * One value.
     *
     * @throws IllegalArgumentException when a reference leads nowhere
     */
    public static Assignments of(String name, String template, Sources sources) {
        return of(Map.of(name, template), sources);
    }

    /**
     * Several values, which may refer to each other.
     *
     * @param templates texts by name
     * @throws IllegalArgumentException when a reference leads nowhere, or values need each other in a circle
     */
    public static Assignments of(Map<String, String> templates, Sources sources) {
        Map<String, String> sorted = new TreeMap<>(templates);
        List<Assignment> assignments = new ArrayList<>();
        Set<String> done = new HashSet<>();
        sorted.keySet().forEach(name -> add(name, sorted, sources, new LinkedHashSet<>(), done, assignments));
        return new Assignments(assignments);
    }

    /**
     * Sets the values of the virtual user to which the filling is turned. Where something is missing the value is not set.
     *
     * @return whether all could be set; {@link Filling#missingName()} names the last thing that was missing
     */
    public boolean assign(Filling filling) {
        boolean whole = true;
        for (Assignment assignment : assignments) {
            ByteText text = filling.borrow();
            if (assignment.text().append(filling, text)) {
                filling.values().set(assignment.slot(), text.bytes(), 0, text.length());
            } else {
                filling.values().unset(assignment.slot());
                whole = false;
            }
            filling.giveBack();
        }
        return whole;
    }

    private static void add(
            String name,
            Map<String, String> templates,
            Sources sources,
            Set<String> needing,
            Set<String> done,
            List<Assignment> assignments) {
        String template = templates.get(name);
        if (template == null || done.contains(name)) {
            return;
        }
        if (!needing.add(name)) {
            // A single assignment may give a value a new text made of its old one.
            if (templates.size() == 1) {
                return;
            }
            throw new IllegalArgumentException(
                    "value " + name + ": made of itself, by way of " + needing + " (expected: no circle)");
        }
        Template.parse(template).expressions().forEach(expression -> {
            if (expression instanceof Expression.Named named) {
                add(named.name(), templates, sources, needing, done, assignments);
            }
        });
        needing.remove(name);
        done.add(name);
        assignments.add(new Assignment(sources.names().slot(name), sources.text(template, ValueEncoding.PLAIN)));
    }
}
