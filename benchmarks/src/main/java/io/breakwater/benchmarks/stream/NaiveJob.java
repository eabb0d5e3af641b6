package io.breakwater.benchmarks.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The job as one would write it at first: one record an event, {@code keyBy}, windows of a second by watermarks, each with two
 * histograms and a few sums that grow with each event. Written with care: plain objects that need no Kryo, an aggregate rather
 * than a list, objects reused, the same checkpoints and memory as ours. It counts less than ours, and judges nothing.
 *
 * <p>Arguments: Kafka's address, the topic of events, the topic for windows, the parallelism, the checkpoint folder. Reads what is
 * there, says when it is done, and waits to be ended.
 */
public final class NaiveJob {

    private NaiveJob() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + arguments[4]);
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(4));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        environment.setParallelism(Integer.parseInt(arguments[3]));
        environment
                .fromSource(
                        KafkaSource.<NaiveEvent>builder()
                                .setBootstrapServers(arguments[0])
                                .setTopics(arguments[1])
                                .setStartingOffsets(OffsetsInitializer.earliest())
                                .setBounded(OffsetsInitializer.latest())
                                .setValueOnlyDeserializer(new Reading())
                                .build(),
                        WatermarkStrategy.<NaiveEvent>forBoundedOutOfOrderness(Duration.ofSeconds(2))
                                .withTimestampAssigner((event, before) -> event.intendedMillis),
                        "events")
                .keyBy(event -> event.key)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .aggregate(
                        new Counting(),
                        new Publishing(),
                        new NaiveWindowType(),
                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .sinkTo(KafkaSink.<byte[]>builder()
                        .setBootstrapServers(arguments[0])
                        .setRecordSerializer(KafkaRecordSerializationSchema.<byte[]>builder()
                                .setTopic(arguments[2])
                                .setValueSerializationSchema(new Bytes())
                                .build())
                        .build());
        JobClient job = environment.executeAsync("naive");
        CountDownLatch never = new CountDownLatch(1);
        while (job.getJobStatus().get() != JobStatus.RUNNING && !never.await(20, TimeUnit.MILLISECONDS)) {
            if (job.getJobStatus().get().isGloballyTerminalState()) {
                break;
            }
        }
        System.out.println("naive ready");
        job.getJobExecutionResult().get();
        System.out.println("naive done");
        // Its figures are read meanwhile, and then it is ended.
        never.await();
    }

    private static final class Reading extends AbstractDeserializationSchema<NaiveEvent> {

        private static final long serialVersionUID = 1L;

        Reading() {
            super(TypeInformation.of(NaiveEvent.class));
        }

        @Override
        public NaiveEvent deserialize(byte[] message) throws IOException {
            return NaiveEvent.of(message);
        }
    }

    private static final class Counting implements AggregateFunction<NaiveEvent, NaiveWindow, NaiveWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public NaiveWindow createAccumulator() {
            return new NaiveWindow();
        }

        @Override
        public NaiveWindow add(NaiveEvent event, NaiveWindow window) {
            window.add(event);
            return window;
        }

        @Override
        public NaiveWindow getResult(NaiveWindow window) {
            return window;
        }

        @Override
        public NaiveWindow merge(NaiveWindow one, NaiveWindow other) {
            throw new UnsupportedOperationException("windows do not merge");
        }
    }

    private static final class Publishing implements WindowFunction<NaiveWindow, byte[], String, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void apply(String key, TimeWindow second, Iterable<NaiveWindow> windows, Collector<byte[]> out) {
            for (NaiveWindow window : windows) {
                byte[] head = String.format(
                                Locale.ROOT,
                                "%s %d %d %d %d %d ",
                                key,
                                second.getStart(),
                                window.responseTimes.count(),
                                window.failed,
                                window.bytesSent,
                                window.bytesReceived)
                        .getBytes(StandardCharsets.UTF_8);
                byte[] response = window.responseTimes.encode();
                byte[] service = window.serviceTimes.encode();
                out.collect(ByteBuffer.allocate(head.length + response.length + service.length)
                        .put(head)
                        .put(response)
                        .put(service)
                        .array());
            }
        }
    }

    private static final class Bytes implements SerializationSchema<byte[]> {

        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(byte[] element) {
            return element;
        }
    }
}
