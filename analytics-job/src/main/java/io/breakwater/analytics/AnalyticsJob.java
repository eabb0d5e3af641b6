package io.breakwater.analytics;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.batch.RawBatchReader;
import io.breakwater.analytics.fold.BatchFold;
import io.breakwater.analytics.fold.Partial;
import io.breakwater.analytics.publish.Published;
import io.breakwater.analytics.publish.TopicWriter;
import io.breakwater.analytics.run.CommandReader;
import io.breakwater.analytics.run.CommandRecord;
import io.breakwater.analytics.run.RunFunction;
import io.breakwater.events.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream job. In a JVM of its own it runs on a cluster within the process, takes up the newest checkpoint in its folder and
 * stays; submitted to a Flink cluster it runs there, and submitting ends. Prints a line with {@code ready} once it runs.
 *
 * <p>Offsets come from the checkpoint, else reading begins with the oldest record: a run that is over is published again
 * with the same keys, versions and bytes, so nothing doubles.
 */
public final class AnalyticsJob {

    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsJob.class);
    private static final List<Topic> TOPICS =
            List.of(Topic.REQUEST_EVENTS, Topic.RUN_COMMANDS, Topic.WINDOW_SUMMARIES, Topic.RUN_VERDICTS);

    private AnalyticsJob() {}

    /** Runs the job until it is ended from outside; see {@link AnalyticsSettings} for the arguments. */
    public static void main(String[] arguments) throws Exception {
        AnalyticsSettings settings;
        try {
            settings = AnalyticsSettings.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new TopicsAwaited(settings.kafkaProperties(), TOPICS).await();
        Configuration flink = FlinkSettings.of(settings, takeUp(settings));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        boolean ownCluster = environment instanceof LocalStreamEnvironment;
        if (!ownCluster && settings.checkpoints().folder().isPresent()) {
            throw new IllegalArgumentException("--checkpoint-folder: given on a Flink cluster (expected:"
                    + " --checkpoint-storage, which all its processes reach)");
        }
        environment.setParallelism(settings.parallelism());
        wire(environment, settings);
        JobClient job = environment.executeAsync("breakwater-analytics");
        JobStatus status = awaitRunning(job);
        if (status == JobStatus.RUNNING) {
            System.out.println("analytics-job ready");
        }
        if (ownCluster) {
            awaitEnd(job);
        } else if (status != JobStatus.RUNNING) {
            throw new IllegalStateException("job: " + status + " (expected: " + JobStatus.RUNNING + ")");
        }
    }

    private static void awaitEnd(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            LOG.error("The job has ended and is not started again here", e.getCause());
            // Threads of the cluster within the process would keep it alive.
            System.exit(1);
        }
    }

    /** Puts sources, stages and sinks together. */
    static void wire(StreamExecutionEnvironment environment, AnalyticsSettings settings) {
        DataStream<CommandRecord> commands = environment
                .fromSource(
                        source(settings, Topic.RUN_COMMANDS, new CommandReader()),
                        WatermarkStrategy.noWatermarks(),
                        "run-commands")
                .uid("run-commands");
        DataStream<RawBatch> batches = environment
                .fromSource(
                        source(settings, Topic.REQUEST_EVENTS, new RawBatchReader()),
                        WatermarkStrategy.noWatermarks(),
                        "request-events")
                .uid("request-events");
        DataStream<Partial> partials = batches.transform("fold", TypeInformation.of(Partial.class), new BatchFold())
                .uid("fold");
        SingleOutputStreamOperator<Published> windows = partials.keyBy(Partial::runId)
                .connect(commands.keyBy(CommandRecord::runId))
                .process(new RunFunction(settings.waits(), settings.trust()))
                .name("run")
                .uid("run");
        windows.sinkTo(sink(settings, Topic.WINDOW_SUMMARIES))
                .name("window-summaries")
                .uid("window-summaries");
        windows.getSideOutput(RunFunction.VERDICTS)
                .sinkTo(sink(settings, Topic.RUN_VERDICTS))
                .name("run-verdicts")
                .uid("run-verdicts");
        windows.getSideOutput(RunFunction.COMMANDS)
                .sinkTo(sink(settings, Topic.RUN_COMMANDS))
                .name("stop-commands")
                .uid("stop-commands");
    }

    private static <T> KafkaSource<T> source(
            AnalyticsSettings settings, Topic topic, KafkaRecordDeserializationSchema<T> reader) {
        return KafkaSource.<T>builder()
                .setProperties(settings.kafkaProperties())
                .setTopics(topic.name())
                .setGroupId("analytics-job")
                .setStartingOffsets(OffsetsInitializer.earliest())
                // Partitions may be added on a cluster.
                .setProperty("partition.discovery.interval.ms", "30000")
                .setDeserializer(reader)
                .build();
    }

    private static KafkaSink<Published> sink(AnalyticsSettings settings, Topic topic) {
        return KafkaSink.<Published>builder()
                .setKafkaProducerConfig(settings.kafkaProperties())
                .setRecordSerializer(new TopicWriter(topic.name()))
                // Results carry versions: a repeated one replaces its equal, and none waits for a checkpoint.
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }

    private static Optional<Path> takeUp(AnalyticsSettings settings) throws IOException {
        if (settings.checkpoints().folder().isEmpty()) {
            return Optional.empty();
        }
        CheckpointFolder folder =
                new CheckpointFolder(settings.checkpoints().folder().get().toAbsolutePath());
        Files.createDirectories(folder.root());
        Optional<Path> newest = folder.newest();
        folder.sweep(newest);
        LOG.info("Taking up {}", newest.map(path -> "checkpoint " + path).orElse("the topics from their beginning"));
        return newest;
    }

    private static JobStatus awaitRunning(JobClient job) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        JobStatus status = job.getJobStatus().get();
        while (status != JobStatus.RUNNING
                && !status.isGloballyTerminalState()
                && !never.await(50, TimeUnit.MILLISECONDS)) {
            status = job.getJobStatus().get();
        }
        return status;
    }
}
