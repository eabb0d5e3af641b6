package io.breakwater.benchmarks.stream;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Writes the events of one run as they would happen to a stack that is up, and measures how soon they can be searched: from the
 * instant at which a batch was acknowledged to the first answer of Elasticsearch whose windows count all of its events. Then from
 * the run's last batch to its final verdict. Prints one JSON object.
 *
 * <p>Arguments: Kafka's address, Elasticsearch's address, arrivals a second, steps, parts, seconds.
 */
public final class LiveBench {

    /** As often as generators write at such rates. */
    private static final long BATCH_MICROS = 100_000;

    private static final Pattern SECOND =
            Pattern.compile("\"key\":(\\d+)[^{}]*\"doc_count\":\\d+,\"completed\":\\{\"value\":([0-9.E]+)\\}");

    private final String kafka;
    private final URI search;
    private final SteadyRun run;
    private final ConcurrentLinkedQueue<Written> waiting = new ConcurrentLinkedQueue<>();
    private final LatencyHistogram searchable = new LatencyHistogram();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch never = new CountDownLatch(1);

    /** Events of a second that were acknowledged at an instant, with all before them of that second. */
    private record Written(long second, long eventsSoFar, long atNanos) {}

    private LiveBench(String kafka, URI search, SteadyRun run) {
        this.kafka = kafka;
        this.search = search;
        this.run = run;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        SteadyRun run = new SteadyRun(
                "live-" + System.currentTimeMillis(),
                Instant.now().plusMillis(500).truncatedTo(ChronoUnit.MICROS),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[5]));
        new LiveBench(arguments[0], URI.create(arguments[1] + "/window-summaries/_search"), run).run();
    }

    private void run() throws Exception {
        Thread looking = new Thread(this::look, "searches");
        looking.start();
        long lastNanos;
        long behindNanos = 0;
        try (FilledTopics topics = FilledTopics.of(kafka)) {
            topics.start(run);
            List<SteadyRun.Part> parts = new ArrayList<>(IntStream.range(0, run.parts())
                    .mapToObj(part -> run.new Part(part))
                    .toList());
            long startNanos = System.nanoTime()
                    + Duration.between(Instant.now(), run.startAt()).toNanos();
            for (long until = BATCH_MICROS; parts.get(0).hasNext(); until += BATCH_MICROS) {
                long lateNanos = System.nanoTime() - startNanos - until * 1_000;
                if (lateNanos < 0 && never.await(-lateNanos, TimeUnit.NANOSECONDS)) {
                    return;
                }
                behindNanos = Math.max(behindNanos, lateNanos);
                for (SteadyRun.Part part : parts) {
                    topics.batch(part, part.nextBatch(until, Integer.MAX_VALUE));
                }
                topics.flush();
                long second = (until - 1) / 1_000_000;
                waiting.add(new Written(
                        second, (until - second * 1_000_000) * run.perSecond() / 1_000_000, System.nanoTime()));
            }
            lastNanos = System.nanoTime();
        }
        RunVerdict verdict = awaitVerdict();
        double verdictSeconds = (System.nanoTime() - lastNanos) / 1e9;
        looking.join();
        System.out.println(String.format(
                Locale.ROOT,
                "{\"events\":%d,\"completed\":%d,\"eventsPerSecond\":%d,\"writerBehindMillis\":%d,\"batches\":%d,"
                        + "\"searchableSeconds\":{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f},\"verdictSeconds\":%.2f}",
                run.events(),
                verdict.run().completed(),
                run.perSecond(),
                behindNanos / 1_000_000,
                searchable.count(),
                searchable.percentileMicros(50) / 1e6,
                searchable.percentileMicros(99) / 1e6,
                searchable.maxMicros() / 1e6,
                verdictSeconds));
    }

    /** Asks again and again what each second's windows count, until all is there. */
    private void look() {
        long found = 0;
        long expected = run.seconds() * 1_000_000L / BATCH_MICROS;
        long deadlineNanos =
                System.nanoTime() + Duration.ofSeconds(run.seconds() + 60L).toNanos();
        try {
            while (found < expected && System.nanoTime() < deadlineNanos && !never.await(20, TimeUnit.MILLISECONDS)) {
                Map<Long, Long> completed = completedBySecond();
                long nowNanos = System.nanoTime();
                for (Written written : List.copyOf(waiting)) {
                    if (completed.getOrDefault(written.second(), 0L) >= written.eventsSoFar()) {
                        waiting.remove(written);
                        searchable.record((nowNanos - written.atNanos()) / 1_000);
                        found++;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, Long> completedBySecond() throws InterruptedException {
        String question = """
                {"size": 0, "query": {"term": {"runId": "%s"}}, "aggs": {"seconds": {"terms": {"field": "second", "size": 1000},
                 "aggs": {"completed": {"sum": {"field": "completed"}}}}}}
                """.formatted(run.runId());
        Map<Long, Long> completed = new HashMap<>();
        try {
            String answer = http.send(
                            HttpRequest.newBuilder(search)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(question))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher second = SECOND.matcher(answer);
            while (second.find()) {
                completed.put(Long.parseLong(second.group(1)), (long) Double.parseDouble(second.group(2)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("search: no answer (expected: Elasticsearch)", e);
        }
        return completed;
    }

    private RunVerdict awaitVerdict() throws UnreadableEventException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition verdicts = new TopicPartition(Topic.RUN_VERDICTS.name(), 0);
            consumer.assign(List.of(verdicts));
            consumer.seekToBeginning(List.of(verdicts));
            long deadlineNanos = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (System.nanoTime() < deadlineNanos) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    RunVerdict verdict = EventCodec.decode(record.value(), RunVerdict.class);
                    if (verdict.last() && verdict.runId().equals(run.runId())) {
                        return verdict;
                    }
                }
            }
        }
        throw new IllegalStateException("verdict: none (expected: within two minutes)");
    }
}
