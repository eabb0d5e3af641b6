package io.breakwater.analytics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** What the job asks of Flink. A cluster's memory and ports are the cluster's own. */
final class FlinkSettings {

    private static final String LOOPBACK = "127.0.0.1";

    private FlinkSettings() {}

    static Configuration of(AnalyticsSettings settings, Optional<Path> takenUp) {
        Configuration flink = new Configuration();
        // A type that Flink does not know goes to Kryo: 48 MB of state where 1.6 MB will do. Fail instead.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // No stage changes what another holds: handing records on within a task need not copy them.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                settings.checkpoints().interval());
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, settings.checkpoints().unaligned());
        flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMillis(500));
        // While Kafka is away no checkpoint completes; that alone is no reason to start again.
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        flink.set(
                CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                settings.checkpoints().timeout());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        settings.checkpoints().storage().ifPresent(storage -> {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, storage.toString());
        });
        settings.checkpoints().folder().ifPresent(folder -> {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    folder.toAbsolutePath().toUri().toString());
            // The cluster within the process is nobody else's: loopback only, and any free port.
            flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
            flink.set(RestOptions.ADDRESS, LOOPBACK);
            flink.set(RestOptions.BIND_PORT, "0");
            flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
            flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
            // Its memory; clusters of their own have more, and say so themselves.
            flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(4));
            flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
            flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        });
        takenUp.ifPresent(checkpoint -> {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            // The job may delete it once it has one of its own.
            flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        // About ten minutes of trying; then a person, or the part that started the process, must act.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 60);
        return flink;
    }
}
