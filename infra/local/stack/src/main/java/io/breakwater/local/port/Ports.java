package io.breakwater.local.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Checks ports on loopback, and finds free ones. */
public final class Ports {

    /** Below the range from which Linux takes the local ports of outgoing connections (32768 and up). */
    private static final int FIRST_FREE = 20_000;

    private static final int LAST_FREE = 32_000;

    private Ports() {}

    /**
     * Returns when all the ports are free.
     *
     * @param claims the ports, and who wants them
     * @throws PortTakenException when at least one is taken; names all that are
     */
    public static void requireFree(List<PortClaim> claims) throws PortTakenException {
        List<String> taken = new ArrayList<>();
        for (PortClaim claim : claims) {
            if (!isFree(claim.port())) {
                taken.add(claim.setting() + ": " + claim.port() + " is taken by "
                        + PortOwner.of(claim.port()).orElse("a process that cannot be seen from here")
                        + " (expected: a free port; stop that process or choose another " + claim.setting() + ")");
            }
        }
        if (!taken.isEmpty()) {
            throw new PortTakenException(String.join(System.lineSeparator(), taken));
        }
    }

    /**
     * Returns a port that nobody listens on. It is not of the range of outgoing connections: a client that retries while
     * a test has stopped its server could otherwise be given that very port.
     */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("free ports: none (expected: one of " + FIRST_FREE + " to " + LAST_FREE + ")");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last connections are still in TIME_WAIT is free for all parts.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + port + " cannot be checked", e);
        }
    }
}
