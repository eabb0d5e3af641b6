package io.breakwater.analytics;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and when the job's state is written down.
 *
 * @param folder    {@code --checkpoint-folder}: for a job in a JVM of its own: where checkpoints are kept and the newest is
 *                  taken up
 * @param storage   {@code --checkpoint-storage}: for a job on a Flink cluster: where checkpoints are kept, such as {@code
 *                  s3://bucket/checkpoints}; job manager and task managers must all reach it. Without it the cluster's own
 *                  setting holds
 * @param interval  {@code --checkpoint-interval}: how much is read again after a crash; 2 s
 * @param timeout   {@code --checkpoint-timeout}: after which a checkpoint counts as failed; 3 min
 * @param unaligned {@code --checkpoint-unaligned}: whether barriers overtake records that wait; false. {@code benchmarks/stream.py
 *                  many} measures both
 */
record CheckpointSettings(
        Optional<Path> folder, Optional<URI> storage, Duration interval, Duration timeout, boolean unaligned) {

    /** No place, and the values given with each component. */
    static final CheckpointSettings DEFAULT = new CheckpointSettings(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(2), Duration.ofMinutes(3), false);

    static CheckpointSettings of(GivenKeys given) {
        CheckpointSettings settings = new CheckpointSettings(
                given.text("checkpoint-folder").map(Path::of),
                given.location("checkpoint-storage"),
                given.duration("checkpoint-interval", DEFAULT.interval()),
                given.duration("checkpoint-timeout", DEFAULT.timeout()),
                given.yes("checkpoint-unaligned"));
        if (settings.folder().isPresent() && settings.storage().isPresent()) {
            given.problems()
                    .add("--checkpoint-storage: "
                            + settings.storage().get()
                            + " beside --checkpoint-folder (expected: one of the two)");
        }
        return settings;
    }
}
