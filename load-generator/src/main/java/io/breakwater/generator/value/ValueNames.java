package io.breakwater.generator.value;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of everything that {@link Values} can hold, each with a slot. Made once for a scenario; immutable. */
public final class ValueNames {

    private final List<String> names;
    private final Map<String, Integer> slots = new HashMap<>();

    private ValueNames(Collection<String> distinct) {
        names = List.copyOf(new TreeSet<>(distinct));
        for (int slot = 0; slot < names.size(); slot++) {
            slots.put(names.get(slot), slot);
        }
    }

    /** These names, each once. */
    public static ValueNames of(Collection<String> names) {
        return new ValueNames(names);
    }

    /** The scenario's own values, and what its sessions extract, assign and hand over. */
    public static ValueNames of(Scenario scenario) {
        Set<String> names = new TreeSet<>(scenario.values().keySet());
        Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .map(Session::flow)
                .forEach(flow -> collect(flow, names));
        return new ValueNames(names);
    }

    /** How many slots there are; they count from 0. */
    public int size() {
        return names.size();
    }

    /** Whether there is such a value. */
    public boolean has(String name) {
        return slots.containsKey(name);
    }

    /** The name in a slot. */
    public String name(int slot) {
        return names.get(slot);
    }

    /**
     * The slot of a name.
     *
     * @throws IllegalArgumentException when there is no such value
     */
    public int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("${" + name + "}: unknown value (expected: one of " + names + ")");
        }
        return slot;
    }

    private static void collect(List<Flow> flow, Set<String> names) {
        for (Flow element : flow) {
            if (element instanceof Flow.Send send) {
                Step step = send.step();
                names.addAll(step.extractions().keySet());
            } else if (element instanceof Flow.Assign assign) {
                names.add(assign.name());
            } else if (element instanceof Flow.HandOver handOver) {
                names.addAll(handOver.values());
            } else if (element instanceof Flow.Choose choose) {
                collect(choose.then(), names);
                collect(choose.otherwise(), names);
            } else if (element instanceof Flow.Repeat repeat) {
                collect(repeat.body(), names);
            }
        }
    }
}
