package io.breakwater.local.port;

/**
 * A port that a part is going to listen on.
 *
 * @param setting the name of the setting that gives the port, such as {@code kafka.port}
 * @param port    the port on loopback
 */
public record PortClaim(String setting, int port) {

    /** Checks the range. */
    public PortClaim {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(setting + ": " + port + " (expected: 1 to 65535)");
        }
    }
}
