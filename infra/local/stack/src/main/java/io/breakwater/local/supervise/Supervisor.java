package io.breakwater.local.supervise;

import io.breakwater.local.port.PortClaim;
import io.breakwater.local.port.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts, watches and stops the parts of one stack on one data folder.
 *
 * <p>Thread-safe. One data folder has one supervisor at a time; a second one is refused. When the JVM ends without
 * {@link #close}, the parts end all the same, but all at once instead of in order; a process that is ended by Ctrl-C or
 * SIGTERM should close its supervisor in a shutdown hook.
 */
public final class Supervisor implements AutoCloseable {

    private final Path dataFolder;
    private final DataFolderLock lock;
    private final PartListener listener;
    private final Leftovers leftovers;
    private final Map<String, PartProcess> parts = new LinkedHashMap<>();
    private final List<String> endedLeftovers;
    private boolean closed;

    private Supervisor(Path dataFolder, DataFolderLock lock, PartListener listener)
            throws IOException, InterruptedException {
        this.dataFolder = dataFolder;
        this.lock = lock;
        this.listener = listener;
        this.leftovers = new Leftovers(dataFolder.resolve("run"));
        this.endedLeftovers = List.copyOf(leftovers.end());
    }

    /**
     * Takes over a data folder, and ends the processes that a crashed supervisor left on it.
     *
     * @param dataFolder created when it does not exist
     * @throws IOException          when another supervisor has it
     * @throws InterruptedException when interrupted while it waits for processes to end
     */
    public static Supervisor of(Path dataFolder) throws IOException, InterruptedException {
        return of(dataFolder, (part, state) -> {});
    }

    /**
     * Takes over a data folder, and ends the processes that a crashed supervisor left on it.
     *
     * @param dataFolder created when it does not exist
     * @param listener   told of every change of a part
     * @throws IOException          when another supervisor has it
     * @throws InterruptedException when interrupted while it waits for processes to end
     */
    public static Supervisor of(Path dataFolder, PartListener listener) throws IOException, InterruptedException {
        Path absolute = dataFolder.toAbsolutePath().normalize();
        DataFolderLock lock = DataFolderLock.take(absolute);
        try {
            return new Supervisor(absolute, lock, listener);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Returns the names of the parts of an earlier supervisor that were still running when this one took over. */
    public List<String> endedLeftovers() {
        return endedLeftovers;
    }

    /**
     * Starts the parts, each as soon as the parts that it needs are ready, and returns when all are ready. When one fails,
     * those of this call that run are stopped again.
     *
     * @param wanted the parts; what they need is among them or runs already
     * @throws IOException          when a port is taken or a part does not become ready
     * @throws InterruptedException when interrupted; the parts of this call are stopped then
     */
    public void start(Collection<? extends Part> wanted) throws IOException, InterruptedException {
        List<PartProcess> added = add(wanted);
        List<PortClaim> claims = added.stream()
                .flatMap(process -> process.part().ports().stream())
                .toList();
        boolean started = false;
        try {
            Ports.requireFree(claims);
            Waves.start(added);
            started = true;
        } finally {
            if (!started) {
                Waves.stop(added);
                remove(added);
            }
        }
    }

    private synchronized List<PartProcess> add(Collection<? extends Part> wanted) {
        if (closed) {
            throw new IllegalStateException("supervisor: closed (expected: open)");
        }
        List<PartProcess> added = new ArrayList<>();
        for (Part part : StartOrder.of(wanted, parts.keySet())) {
            PartProcess process = new PartProcess(part, dataFolder.resolve("logs"), leftovers, listener);
            parts.put(part.name(), process);
            added.add(process);
        }
        return added;
    }

    private synchronized void remove(List<PartProcess> processes) {
        processes.forEach(process -> parts.remove(process.part().name()));
    }

    /**
     * Starts a part again that was stopped, killed or died: on the same port and data.
     *
     * @param name the part
     * @throws IOException          when a port is taken or the part does not become ready
     * @throws InterruptedException when interrupted
     */
    public void restart(String name) throws IOException, InterruptedException {
        PartProcess process = process(name);
        process.stop();
        Ports.requireFree(process.part().ports());
        process.start();
    }

    /**
     * Stops one part in an orderly way and keeps it for {@link #restart}.
     *
     * @param name the part
     * @throws InterruptedException when interrupted
     */
    public void stop(String name) throws InterruptedException {
        process(name).stop();
    }

    /**
     * Ends one part as {@code kill -9} does, for tests of faults.
     *
     * @param name the part
     * @throws InterruptedException when interrupted
     */
    public void kill(String name) throws InterruptedException {
        process(name).kill();
    }

    /**
     * Makes each ready Java part that has no archive of its classes write one, so that it starts faster next time. Takes
     * up to 2 s of CPU time for each part, in which the part stands still: not while load runs.
     *
     * @return the names of the parts that should have an archive and have none, because they died or were too slow
     * @throws IOException          when the archives cannot be kept
     * @throws InterruptedException when interrupted
     */
    public List<String> archiveClasses() throws IOException, InterruptedException {
        List<String> without = new ArrayList<>();
        for (PartProcess process : all()) {
            if (!process.archiveClasses()) {
                without.add(process.part().name());
            }
        }
        return without;
    }

    /** Returns what is known of each part, in the order in which they were started. */
    public synchronized List<PartStatus> status() {
        return parts.values().stream().map(PartProcess::status).toList();
    }

    /**
     * Returns what is known of one part.
     *
     * @param name the part
     */
    public PartStatus status(String name) {
        return process(name).status();
    }

    private synchronized List<PartProcess> all() {
        return List.copyOf(parts.values());
    }

    private synchronized PartProcess process(String name) {
        PartProcess process = parts.get(name);
        if (process == null) {
            throw new IllegalArgumentException("part: " + name + " (expected: one of " + parts.keySet() + ")");
        }
        return process;
    }

    /**
     * Stops all parts, each before the parts that it needs, and gives the data folder free. A start that goes on in
     * another thread fails.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            Waves.stop(all());
        } finally {
            lock.close();
        }
    }
}
