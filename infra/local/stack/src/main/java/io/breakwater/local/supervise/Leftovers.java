package io.breakwater.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The pids of the children, written down so that the next supervisor on the same data folder can end what a crash left.
 *
 * <p>A pid alone does not identify a process, since pids are used again; the instant of its start goes with it.
 */
final class Leftovers {

    /** Children of a parent that crashed end by themselves; this is above the stop deadline of a child. */
    private static final Duration ENDS_BY_ITSELF = Duration.ofSeconds(12);

    /** The system computes a start instant from its boot instant, which it corrects by fractions of a second. */
    private static final Duration SAME_INSTANT = Duration.ofSeconds(2);

    private final Path folder;
    private final Duration endsByItselfWithin;

    Leftovers(Path folder) {
        this(folder, ENDS_BY_ITSELF);
    }

    Leftovers(Path folder, Duration endsByItselfWithin) {
        this.folder = folder;
        this.endsByItselfWithin = endsByItselfWithin;
    }

    void remember(String part, ProcessHandle process) throws IOException {
        Files.createDirectories(folder);
        long startMillis =
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Files.writeString(file(part), process.pid() + " " + startMillis);
    }

    void forget(String part) {
        try {
            Files.deleteIfExists(file(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for what is left to end by itself, and kills what does not. Returns the names of the parts found alive. */
    List<String> end() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> records = Files.newDirectoryStream(folder, "*.pid")) {
            for (Path record : records) {
                Optional<ProcessHandle> alive = stillAlive(Files.readString(record));
                if (alive.isPresent()) {
                    found.add(record.getFileName().toString().replace(".pid", ""));
                    end(alive.get());
                }
                Files.deleteIfExists(record);
            }
        }
        return found;
    }

    private static Optional<ProcessHandle> stillAlive(String record) {
        String[] words = record.trim().split(" ", -1);
        if (words.length != 2 || !words[0].matches("\\d{1,18}") || !words[1].matches("\\d{1,18}")) {
            // Cut off by a crash while it was written: the child was being started, and ends with its pipe.
            return Optional.empty();
        }
        Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(actual -> Duration.between(start, actual).abs().compareTo(SAME_INSTANT) <= 0)
                        .orElse(false));
    }

    private void end(ProcessHandle process) throws InterruptedException {
        if (!endsWithin(process, endsByItselfWithin)) {
            killTree(process);
            endsWithin(process, ENDS_BY_ITSELF);
        }
    }

    /** Kills a process and all its descendants; parents last, so that none starts another child meanwhile. */
    static void killTree(ProcessHandle process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> all = descendants.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    static boolean endsWithin(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("process: " + process.pid() + " cannot be waited for", e);
        }
    }

    private Path file(String part) {
        return folder.resolve(part + ".pid");
    }
}
