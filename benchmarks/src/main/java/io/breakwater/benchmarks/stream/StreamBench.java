package io.breakwater.benchmarks.stream;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Fills topics with runs that are over, and measures how fast the stream job reads them through: from the first window of the
 * second at which the job counts as warm, by when all events up to that second were read, to its last final verdict, or for the
 * naive job to its end. Prints one JSON object, with the time since the job was ready beside.
 *
 * <p>Arguments: options {@code --job} (ours or naive), {@code --runs}, {@code --steps}, {@code --parts} (of each run), {@code
 * --rate} (arrivals a second of each run), {@code --seconds}, {@code --warm} (the second from which it counts), {@code --batch} (most events in a batch), {@code --parallelism},
 * {@code --unaligned}, {@code --flags} (of the job's JVM) and {@code --work} (a folder for data and logs).
 */
public final class StreamBench {

    private static final Pattern CLOSED_SECOND = Pattern.compile("\"second\":(\\d+)");
    private static final Pattern NAIVE_START = Pattern.compile("^\\S+ (\\d+) ");
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<String, String> options;

    private StreamBench(Map<String, String> options) {
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of(
                "--job", "ours",
                "--runs", "1",
                "--steps", "20",
                "--parts", "8",
                "--rate", "1000000",
                "--seconds", "10",
                "--batch", "10000"));
        options.put("--parallelism", "1");
        options.put("--warm", "0");
        options.put("--unaligned", "false");
        options.put("--flags", "-Xmx384m -XX:+UseSerialGC");
        options.put("--work", System.getProperty("java.io.tmpdir"));
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (options.put(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException(
                        arguments[i] + ": unknown (expected: one of " + options.keySet() + ")");
            }
        }
        new StreamBench(options).run();
    }

    private void run() throws Exception {
        Path work = Files.createTempDirectory(Path.of(option("--work")), "stream-bench");
        List<SteadyRun> runs = IntStream.range(0, number("--runs"))
                .mapToObj(run -> new SteadyRun(
                        "run-" + run,
                        START,
                        number("--parts"),
                        number("--steps"),
                        number("--rate"),
                        number("--seconds")))
                .toList();
        boolean naive = option("--job").equals("naive");
        try (LocalKafka kafka = LocalParts.kafka(work);
                FilledTopics topics = FilledTopics.create(kafka.bootstrapServers())) {
            if (naive) {
                topics.events(runs);
            } else {
                runs.forEach(topics::start);
                topics.batches(runs, number("--batch"));
            }
            long bytes = bytesOf(work, naive ? FilledTopics.NAIVE_EVENTS : Topic.REQUEST_EVENTS.name());
            long events = runs.stream().mapToLong(SteadyRun::events).sum();
            Path folder = work.resolve("job");
            try (JobRun job = naive ? naive(kafka, folder) : ours(kafka, folder)) {
                job.await(naive ? "naive ready" : "analytics-job ready");
                double cpuBefore = job.cpuSeconds();
                long readyNanos = System.nanoTime();
                Mark ready = new Mark(readyNanos, cpuBefore);
                Mark warm = number("--warm") == 0 ? ready : awaitWarm(kafka, job, naive);
                Mark end = naive ? awaitNaive(job) : awaitVerdicts(kafka, job, runs);
                long left = number("--warm") == 0
                        ? events
                        : events - (long) number("--runs") * number("--rate") * readBy(number("--warm"), naive);
                System.out.println(json(job, events, bytes, left, ready, warm, end));
            }
        } finally {
            delete(work);
        }
    }

    /** An instant, and the processor seconds that the job had used by then. */
    private record Mark(long nanos, double cpuSeconds) {}

    /** How many seconds of the runs were read when the first window of a second comes out. */
    private static int readBy(int second, boolean naive) {
        // The naive job waits for its watermark, two seconds behind what it has read.
        return second + (naive ? 3 : 1);
    }

    /** Waits for the first closed window of the second that is named, or of a later one. */
    private Mark awaitWarm(LocalKafka kafka, JobRun job, boolean naive) throws IOException {
        String topic = naive ? FilledTopics.NAIVE_WINDOWS : Topic.WINDOW_SUMMARIES.name();
        long millis = START.plusSeconds(number("--warm")).toEpochMilli();
        // Windows of very many runs would keep this process busy rather than the job: a quarter of them will do.
        int partitions = number("--runs") > 4 ? 1 : Topic.WINDOW_SUMMARIES.partitions();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, topic, partitions)) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(10))) {
                    String text = new String(record.value(), StandardCharsets.ISO_8859_1);
                    Matcher second = (naive ? NAIVE_START : CLOSED_SECOND).matcher(text);
                    if (second.find()
                            && Long.parseLong(second.group(1)) >= (naive ? millis : number("--warm"))
                            && (naive || text.contains("\"complete\":true"))) {
                        return new Mark(System.nanoTime(), job.cpuSeconds());
                    }
                }
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(LocalKafka kafka, String topic, int partitions) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "fetch.max.wait.ms", "50"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> assigned = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        return consumer;
    }

    private JobRun ours(LocalKafka kafka, Path folder) throws IOException {
        return JobRun.ours(
                folder,
                option("--flags"),
                List.of(
                        "--bootstrap-servers=" + kafka.bootstrapServers(),
                        "--parallelism=" + option("--parallelism"),
                        "--checkpoint-folder=" + folder.resolve("checkpoints"),
                        "--checkpoint-unaligned=" + option("--unaligned"),
                        "--checkpoint-interval=2s"));
    }

    private JobRun naive(LocalKafka kafka, Path folder) throws IOException {
        return JobRun.naive(
                folder,
                option("--flags"),
                List.of(
                        kafka.bootstrapServers(),
                        FilledTopics.NAIVE_EVENTS,
                        FilledTopics.NAIVE_WINDOWS,
                        option("--parallelism"),
                        folder.resolve("checkpoints").toString()));
    }

    private static Mark awaitNaive(JobRun job) throws IOException, InterruptedException {
        job.await("naive done");
        return new Mark(System.nanoTime(), job.cpuSeconds());
    }

    /** Waits for each run's final verdict, and looks whether it counted every event. */
    private static Mark awaitVerdicts(LocalKafka kafka, JobRun job, List<SteadyRun> runs)
            throws IOException, UnreadableEventException {
        Map<String, Long> expected = new HashMap<>();
        runs.forEach(run -> expected.put(run.runId(), run.events()));
        Set<String> left = new HashSet<>(expected.keySet());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, Topic.RUN_VERDICTS.name(), 1)) {
            while (!left.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    RunVerdict verdict = EventCodec.decode(record.value(), RunVerdict.class);
                    if (verdict.last()) {
                        Long events = expected.get(verdict.runId());
                        if (events == null || verdict.run().completed() != events) {
                            throw new IllegalStateException("verdict of " + verdict.runId() + ": "
                                    + verdict.run().completed() + " (expected: " + events + ")");
                        }
                        left.remove(verdict.runId());
                    }
                }
            }
            return new Mark(System.nanoTime(), job.cpuSeconds());
        }
    }

    private static String json(JobRun job, long events, long bytes, long left, Mark ready, Mark warm, Mark end)
            throws IOException {
        double seconds = (end.nanos() - warm.nanos()) / 1e9;
        List<long[]> checkpoints = job.checkpoints();
        return String.format(
                Locale.ROOT,
                "{\"events\":%d,\"seconds\":%.3f,\"cpuSeconds\":%.2f,\"counted\":%d,\"eventsPerSecond\":%.0f,\"cpuNanosPerEvent\":%.1f,\"bytesPerEvent\":%.2f,"
                        + "\"peakResidentMiB\":%d,\"checkpoints\":%d,\"checkpointMostKiB\":%d,\"checkpointMostMillis\":%d}",
                events,
                (end.nanos() - ready.nanos()) / 1e9,
                end.cpuSeconds() - ready.cpuSeconds(),
                left,
                left / seconds,
                (end.cpuSeconds() - warm.cpuSeconds()) * 1e9 / left,
                (double) bytes / events,
                job.peakResidentMebibytes(),
                checkpoints.size(),
                checkpoints.stream()
                                .mapToLong(checkpoint -> checkpoint[0])
                                .max()
                                .orElse(0)
                        / 1_024,
                checkpoints.stream()
                        .mapToLong(checkpoint -> checkpoint[1])
                        .max()
                        .orElse(0));
    }

    private static long bytesOf(Path work, String topic) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file ->
                            file.toString().endsWith(".log") && file.toString().contains("/" + topic + "-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private int number(String name) {
        return Integer.parseInt(option(name));
    }
}
