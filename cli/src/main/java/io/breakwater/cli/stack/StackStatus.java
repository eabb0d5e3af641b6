package io.breakwater.cli.stack;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the stack in the background says of itself, in a file of its data folder, once a second.
 *
 * @param pid       the process that supervises the parts
 * @param startedAt when that process was started, where the system tells
 * @param state     how the stack as a whole is
 * @param at        when it said so
 * @param overrides settings that differ from the defaults
 * @param problems  why it failed
 * @param parts     its parts in the order of their start
 */
record StackStatus(
        long pid,
        Optional<Instant> startedAt,
        State state,
        Instant at,
        Map<String, String> overrides,
        List<String> problems,
        List<PartLine> parts) {

    /** How the stack as a whole is. */
    enum State {
        STARTING,
        READY,
        FAILED
    }

    /**
     * One part.
     *
     * @param name          the part
     * @param state         its state
     * @param pid           its process; 0 when it does not run
     * @param residentBytes its memory; 0 when not known
     * @param readyMillis   how long it took to become ready; 0 before
     * @param problems      the last lines of its log when it died
     */
    record PartLine(String name, String state, long pid, long residentBytes, long readyMillis, List<String> problems) {}

    private static Path file(Path dataFolder) {
        return dataFolder.resolve("stack.json");
    }

    /** Replaces the file at once, so that no reader sees half of it. */
    void write(Path dataFolder) throws IOException {
        Path draft = dataFolder.resolve("stack.json.draft");
        Files.write(draft, EventCodec.encode(this));
        Files.move(draft, file(dataFolder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the file says, when there is one. */
    static Optional<StackStatus> read(Path dataFolder) throws IOException {
        Path file = file(dataFolder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventCodec.decode(Files.readAllBytes(file), StackStatus.class));
        } catch (UnreadableEventException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** What the file says, when the process that wrote it is still there. */
    static Optional<StackStatus> readLive(Path dataFolder) throws IOException {
        return read(dataFolder).filter(status -> status.process().isPresent());
    }

    static void delete(Path dataFolder) throws IOException {
        Files.deleteIfExists(file(dataFolder));
    }

    /** The supervising process, unless it is gone; another program that was given its pid since is not taken for it. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().startInstant().equals(startedAt));
    }
}
