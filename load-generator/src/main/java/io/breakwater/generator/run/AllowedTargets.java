package io.breakwater.generator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that this generator may send load to. Whoever operates a generator decides that, not who writes scenarios.
 *
 * @param patterns host names and addresses; {@code *.example.com} stands for all names below
 */
public record AllowedTargets(List<String> patterns) {

    /** The machine itself. */
    public static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    public AllowedTargets {
        List<String> normal = new ArrayList<>();
        for (String pattern : patterns) {
            String lower = withoutBrackets(pattern.strip().toLowerCase(Locale.ROOT));
            String name = lower.startsWith("*.") ? lower.substring(2) : lower;
            if (name.isEmpty() || !name.matches("[a-z0-9:._-]+")) {
                throw new IllegalArgumentException("allowed target: \"" + pattern
                        + "\" (expected: a host such as api.example.com, *.example.com or 10.0.0.7)");
            }
            normal.add(lower);
        }
        patterns = List.copyOf(normal);
    }

    /** Whether load may go to this host. */
    public boolean allow(String host) {
        String lower = withoutBrackets(host.toLowerCase(Locale.ROOT));
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? lower.endsWith(pattern.substring(1)) : lower.equals(pattern));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
