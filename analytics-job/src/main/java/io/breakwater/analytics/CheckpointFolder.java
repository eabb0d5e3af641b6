package io.breakwater.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which Flink keeps checkpoints: {@code JOB/chk-NUMBER/_metadata}. A checkpoint is complete once its metadata
 * are there, as Flink writes them last and under another name at first.
 *
 * @param root the folder
 */
record CheckpointFolder(Path root) {

    private static final String PREFIX = "chk-";

    /** The newest complete checkpoint. A restored job goes on counting, so the highest number is the newest. */
    Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> jobs = Files.list(root)) {
            return jobs.filter(Files::isDirectory)
                    .flatMap(CheckpointFolder::complete)
                    .max(Comparator.comparingLong(CheckpointFolder::number));
        }
    }

    /** Removes what earlier jobs left, the given checkpoint excepted: an empty checkpoint folder for each start. */
    void sweep(Optional<Path> keep) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> old;
        try (Stream<Path> jobs = Files.list(root)) {
            old = jobs.filter(Files::isDirectory)
                    .filter(job -> keep.isEmpty() || !keep.get().startsWith(job))
                    .toList();
        }
        for (Path job : old) {
            try (Stream<Path> all = Files.walk(job)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static Stream<Path> complete(Path job) {
        try (Stream<Path> checkpoints = Files.list(job)) {
            return checkpoints
                    .filter(checkpoint -> checkpoint.getFileName().toString().matches(PREFIX + "[0-9]{1,18}"))
                    .filter(checkpoint -> Files.isRegularFile(checkpoint.resolve("_metadata")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }
}
