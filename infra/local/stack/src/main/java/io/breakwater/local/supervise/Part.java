package io.breakwater.local.supervise;

import io.breakwater.local.port.PortClaim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One process of the local stack: how to start it, and how to see that it is ready. */
public interface Part {

    /** Returns the name, unique in its stack; also the name of its log file. */
    String name();

    /** Returns the names of the parts that must be ready before this one is started. */
    Set<String> needs();

    /** Returns the ports on loopback that the part is going to listen on. */
    List<PortClaim> ports();

    /**
     * Makes ready what the command needs on disk. Called before each start; must not destroy data.
     *
     * @throws IOException          when that fails
     * @throws InterruptedException when the caller is interrupted meanwhile
     */
    void prepare() throws IOException, InterruptedException;

    /**
     * Returns the command, which must end when its standard input ends.
     *
     * @throws IOException          when there cannot be one on this system
     * @throws InterruptedException when the caller is interrupted meanwhile
     */
    Command command() throws IOException, InterruptedException;

    /**
     * Returns the file in which the running part is to keep its loaded classes for a faster start; empty when there is
     * one already, or the part has no use for it. The line {@code archive <file>} on its standard input makes it.
     *
     * @throws IOException when that cannot be found out
     */
    default Optional<Path> missingArchive() throws IOException {
        return Optional.empty();
    }

    /** Returns whether the part's own timing is measured, so that other parts give way to it; false unless said. */
    default boolean punctual() {
        return false;
    }

    /** Returns what tells that the part is ready. */
    Readiness readiness();

    /** Returns how long the part may take from start to ready. */
    Duration readyWithin();
}
