package io.breakwater.local.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One part and its process. Its methods may be called from any thread; starts and stops of one part exclude each other. */
final class PartProcess {

    private static final Duration POLL = Duration.ofMillis(25);

    /** Above the deadline after which a child halts itself. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    /** Takes about 2 s of CPU time for the largest part. */
    private static final Duration ARCHIVE_WITHIN = Duration.ofSeconds(30);

    private static final int LOG_LINES_SHOWN = 20;

    private final Part part;
    private final Path log;
    private final Leftovers leftovers;
    private final PartListener listener;

    private volatile PartState state = PartState.STOPPED;
    private volatile boolean closed;
    private volatile @Nullable Process process;
    private volatile @Nullable Duration readyAfter;
    private CompletableFuture<Void> afterEnd = CompletableFuture.completedFuture(null);

    PartProcess(Part part, Path logFolder, Leftovers leftovers, PartListener listener) {
        this.part = part;
        this.log = logFolder.resolve(part.name() + ".log");
        this.leftovers = leftovers;
        this.listener = listener;
    }

    Part part() {
        return part;
    }

    /** Starts the process and returns when it is ready. */
    synchronized void start() throws IOException, InterruptedException {
        requireNotClosed();
        if (isAlive()) {
            throw new IllegalStateException(part.name() + ": " + state + " (expected: not running)");
        }
        readyAfter = null;
        long startNanos = System.nanoTime();
        part.prepare();
        LogFile.rotate(log);
        Command command = part.command();
        ProcessBuilder builder = new ProcessBuilder(
                        Detached.words(part.punctual() ? command.words() : Yielding.words(command.words())))
                .directory(command.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(command.environment());
        become(PartState.STARTING);
        Process started;
        try {
            started = builder.start();
        } catch (IOException e) {
            become(PartState.DIED);
            throw new PartFailedException(part.name() + ": cannot be executed: " + e.getMessage(), e);
        }
        process = started;
        leftovers.remember(part.name(), started.toHandle());
        afterEnd = started.onExit().thenAccept(this::ended);
        try {
            awaitReady(started, startNanos);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Leftovers.killTree(started.toHandle());
            throw e;
        }
    }

    private void become(PartState next) {
        if (next != state) {
            state = next;
            listener.changed(part.name(), next);
        }
    }

    private void awaitReady(Process started, long startNanos) throws IOException, InterruptedException {
        while (true) {
            if (started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PartFailedException(part.name() + ": ended with exit code " + started.exitValue()
                        + " (expected: ready); last lines of " + log + ":" + lastLogLines());
            }
            requireNotClosed();
            Duration sinceStart = Duration.ofNanos(System.nanoTime() - startNanos);
            if (part.readiness().isReady(log)) {
                readyAfter = sinceStart;
                become(PartState.READY);
                return;
            }
            if (sinceStart.compareTo(part.readyWithin()) > 0) {
                throw new PartFailedException(part.name() + ": not ready after " + sinceStart.toMillis()
                        + " ms (expected: within " + part.readyWithin().toMillis() + " ms); last lines of " + log + ":"
                        + lastLogLines());
            }
        }
    }

    private String lastLogLines() {
        String separator = System.lineSeparator() + "    ";
        return separator + String.join(separator, LogFile.lastLines(log, LOG_LINES_SHOWN));
    }

    private void ended(Process which) {
        closePipe(which);
        if (which == process) {
            if (state == PartState.STARTING || state == PartState.READY) {
                become(PartState.DIED);
            }
            leftovers.forget(part.name());
        }
    }

    /** A wrapper may have been killed while what it wraps still waits for the end of the pipe. */
    private static void closePipe(Process which) {
        try {
            which.getOutputStream().close();
        } catch (IOException e) {
            // The other end is gone already, which is what closing is for.
            return;
        }
    }

    /** A start that waits for readiness holds the lock for as long as a minute; this ends it. */
    private void requireNotClosed() throws PartFailedException {
        if (closed) {
            throw new PartFailedException(part.name() + ": stopped while it was starting (expected: left alone)");
        }
    }

    /** Stops the process, or the start that is going on, and refuses to be started from now on. */
    void close() throws InterruptedException {
        closed = true;
        stop();
    }

    /** Asks the process to end by closing its pipe; kills it when it does not. */
    synchronized void stop() throws InterruptedException {
        Process running = process;
        if (running != null && running.isAlive()) {
            become(PartState.STOPPING);
            closePipe(running);
            if (!running.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                Leftovers.killTree(running.toHandle());
                running.waitFor();
            }
            afterEnd.join();
        }
        become(PartState.STOPPED);
    }

    /** Makes the part keep its loaded classes in a file, when it has none yet. Returns whether it now has one. */
    synchronized boolean archiveClasses() throws IOException, InterruptedException {
        Optional<Path> missing = part.missingArchive();
        Process running = process;
        if (missing.isEmpty() || running == null || state != PartState.READY) {
            return missing.isEmpty();
        }
        OutputStream pipe = running.getOutputStream();
        pipe.write(("archive " + missing.get() + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
        long startNanos = System.nanoTime();
        while (!Files.exists(missing.get())) {
            boolean late = System.nanoTime() - startNanos > ARCHIVE_WITHIN.toNanos();
            if (late || running.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the process and its children as {@code kill -9} does, for tests of faults. */
    synchronized void kill() throws InterruptedException {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException(part.name() + ": " + state + " (expected: running)");
        }
        List<ProcessHandle> tree = Stream.concat(Stream.of(running.toHandle()), running.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : tree) {
            Leftovers.endsWithin(one, STOP_WITHIN);
        }
        afterEnd.join();
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    PartStatus status() {
        PartState now = state;
        Optional<Process> last = Optional.ofNullable(process);
        Optional<ProcessHandle> alive = last.filter(Process::isAlive).map(Process::toHandle);
        Optional<Process> ended = last.filter(each -> !each.isAlive());
        return new PartStatus(
                part.name(),
                now,
                alive.map(each -> OptionalLong.of(each.pid())).orElse(OptionalLong.empty()),
                alive.map(ResidentMemory::ofTree).orElse(OptionalLong.empty()),
                Optional.ofNullable(readyAfter),
                ended.map(each -> OptionalInt.of(each.exitValue())).orElse(OptionalInt.empty()),
                log,
                now == PartState.DIED ? LogFile.lastLines(log, LOG_LINES_SHOWN) : List.of());
    }
}
