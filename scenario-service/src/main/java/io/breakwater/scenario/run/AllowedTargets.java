package io.breakwater.scenario.run;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that a scenario may aim at. A pattern is a host as a URI writes it ({@code example.com}, {@code 10.0.0.7},
 * {@code [::1]}) or {@code *.} and a domain, which stands for all hosts below it; a port after it admits that port only.
 * Names are compared as they are written, never resolved.
 */
final class AllowedTargets {

    private final List<String> patterns;

    AllowedTargets(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean allow(URI target) {
        String host = target.getHost();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        int port = target.getPort() >= 0 ? target.getPort() : usualPort(target);
        return patterns.stream().anyMatch(pattern -> matches(pattern, name, port));
    }

    private static int usualPort(URI target) {
        return "https".equalsIgnoreCase(target.getScheme()) || "wss".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
    }

    private static boolean matches(String pattern, String name, int port) {
        int colon = pattern.lastIndexOf(':');
        boolean withPort = colon > pattern.lastIndexOf(']') && colon >= 0;
        if (withPort && !pattern.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String host = withPort ? pattern.substring(0, colon) : pattern;
        return host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host);
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
