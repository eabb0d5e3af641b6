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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts, watches and stops the parts of one stack on one data folder.
 *
 * <p>Thread-safe. One data folder has one supervisor at a time; a second one is refused.
 */
public final class Supervisor implements AutoCloseable {

    private final Path dataFolder;
    private final DataFolderLock lock;
    private final Leftovers leftovers;
    private final Map<String, PartProcess> parts = new LinkedHashMap<>();
    private final List<String> endedLeftovers;

    private Supervisor(Path dataFolder, DataFolderLock lock) throws IOException, InterruptedException {
        this.dataFolder = dataFolder;
        this.lock = lock;
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
        Path absolute = dataFolder.toAbsolutePath().normalize();
        DataFolderLock lock = DataFolderLock.take(absolute);
        try {
            return new Supervisor(absolute, lock);
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
            startInOrder(added);
            started = true;
        } finally {
            if (!started) {
                stopInReverse(added);
                remove(added);
            }
        }
    }

    private synchronized List<PartProcess> add(Collection<? extends Part> wanted) {
        List<PartProcess> added = new ArrayList<>();
        for (Part part : StartOrder.of(wanted, parts.keySet())) {
            PartProcess process = new PartProcess(part, dataFolder.resolve("logs"), leftovers);
            parts.put(part.name(), process);
            added.add(process);
        }
        return added;
    }

    private synchronized void remove(List<PartProcess> processes) {
        processes.forEach(process -> parts.remove(process.part().name()));
    }

    private static void startInOrder(List<PartProcess> ordered) throws IOException, InterruptedException {
        ExecutorService starters = Executors.newCachedThreadPool();
        Map<String, CompletableFuture<Void>> ready = new LinkedHashMap<>();
        try {
            for (PartProcess process : ordered) {
                CompletableFuture<?>[] needs = process.part().needs().stream()
                        .map(need -> ready.getOrDefault(need, CompletableFuture.completedFuture(null)))
                        .toArray(CompletableFuture[]::new);
                ready.put(
                        process.part().name(),
                        CompletableFuture.allOf(needs).thenRunAsync(() -> startUnchecked(process), starters));
            }
            CompletableFuture<?>[] all = ready.values().toArray(CompletableFuture[]::new);
            FirstFailure.await(all);
        } finally {
            // Interrupts the starts that still wait for readiness when another one failed.
            starters.shutdownNow();
        }
    }

    private static void startUnchecked(PartProcess process) {
        try {
            process.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
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

    private synchronized PartProcess process(String name) {
        PartProcess process = parts.get(name);
        if (process == null) {
            throw new IllegalArgumentException("part: " + name + " (expected: one of " + parts.keySet() + ")");
        }
        return process;
    }

    /** Stops all parts, those that need others first, and gives the data folder free. */
    @Override
    public void close() {
        List<PartProcess> all;
        synchronized (this) {
            all = List.copyOf(parts.values());
        }
        stopInReverse(all);
        lock.close();
    }

    private static void stopInReverse(List<PartProcess> ordered) {
        boolean interrupted = false;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            boolean stopped = false;
            while (!stopped) {
                try {
                    ordered.get(i).stop();
                    stopped = true;
                } catch (InterruptedException e) {
                    // Nothing is left running; each stop is bounded.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
