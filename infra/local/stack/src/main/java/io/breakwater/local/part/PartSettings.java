package io.breakwater.local.part;

import java.util.List;
import java.util.Map;

/**
 * The settings of one part.
 *
 * @param part     its name
 * @param ports    by the last word of their setting: {@code controller-port} of {@code kafka.controller-port}
 * @param flags flags of its JVM; of PostgreSQL, of the server
 */
public record PartSettings(String part, Map<String, Integer> ports, List<String> flags) {

    /** Copies the collections. */
    public PartSettings {
        ports = Map.copyOf(ports);
        flags = List.copyOf(flags);
    }

    /**
     * Returns a port.
     *
     * @param name such as {@code port}
     */
    public int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException(part + "." + name + ": missing (expected: a port)");
        }
        return port;
    }
}
