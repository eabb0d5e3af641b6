package io.breakwater.token.settings;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with the settings, collected so that a person sees it at once. Not thread-safe. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Adds {@code name: value (expected: expected)}; the value must not be a secret. */
    public void add(String name, Object value, String expected) {
        add(name + ": " + value + " (expected: " + expected + ")");
    }

    /** Adds a problem in words of that form. */
    void add(String problem) {
        found.add(problem);
    }

    /** Whether something is wrong with that key. */
    boolean has(String name) {
        return found.stream().anyMatch(problem -> problem.startsWith(name + ": "));
    }

    /** What was found, in the order in which it was. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** Ends the start when anything was found. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SettingsRejectedException(found);
        }
    }
}
