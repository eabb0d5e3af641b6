package io.breakwater.analytics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BatchKey;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.GeneratorHealth;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class BatchFoldTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");
    private static final TokenAccounting TOKEN = new TokenAccounting("demo-shop", 9, 1, 2, 3);

    private final SimpleCounter requests = new SimpleCounter();
    private final SimpleCounter stepsBeyond = new SimpleCounter();
    private final BatchCounts counts = new BatchCounts(
            new HighestNumbers(), new FoldMetrics(new SimpleCounter(), requests, new SimpleCounter(), stepsBeyond));

    @Test
    void countsEveryEventOfEachStepAndSecondAsABruteForceCountDoes() throws Exception {
        List<StepSecond> folded = new ArrayList<>();
        for (FoldedBatch together : folded(RUN.allBatches())) {
            folded.addAll(together.seconds());
        }
        for (int step = 0; step < 2; step++) {
            for (long second = 0; second < 6; second++) {
                int wantedStep = step;
                long wantedSecond = second;
                RequestCounts counts = folded.stream()
                        .filter(group -> group.step() == wantedStep && group.second() == wantedSecond)
                        .map(StepSecond::counts)
                        .reduce(RequestCounts.none(2), RequestCounts::plus);
                List<Event> events = RUN.allEvents().stream()
                        .filter(event ->
                                event.step() == wantedStep && event.intendedMicros() / 1_000_000 == wantedSecond)
                        .toList();
                assertThat(counts.events()).isEqualTo(events.size());
                assertThat(counts.completed())
                        .isEqualTo(events.stream().filter(Event::sent).count());
                assertThat(counts.failed())
                        .isEqualTo(events.stream()
                                .filter(event -> event.sent() && !event.succeeded())
                                .count());
                assertThat(counts.responseTimeWithin())
                        .containsExactly(within(events, 170_000), within(events, 870_000));
                LatencyHistogram times = new LatencyHistogram();
                events.stream().filter(Event::succeeded).forEach(event -> times.record(event.responseMicros()));
                assertThat(counts.responseTimes()).isEqualTo(times.encode());
            }
        }
    }

    private static long within(List<Event> events, long limitMicros) {
        return events.stream()
                .filter(event -> event.succeeded() && event.responseMicros() <= limitMicros)
                .count();
    }

    @Test
    void countsRefusedTokensApartFromBusinessFailures_andBothAsFailed() throws Exception {
        RequestEventWriter writer = new RequestEventWriter();
        for (BusinessOutcome business : BusinessOutcome.values()) {
            writer.completed(0, 1_000, 0, 40_000, 0, 0, 0, 300, 500, RequestOutcome.SUCCEEDED, 200, business);
        }
        BatchHeader header = new RequestEventReader().read(RUN.batches(0).get(2).value());

        RequestCounts counts = folded(
                        List.of(new Batch("g-0", 2, BatchKey.of(header).toBytes(), writer.toBatch(header))))
                .get(0)
                .seconds()
                .get(0)
                .counts();

        assertThat(counts.completed()).isEqualTo(4);
        assertThat(counts.failed()).isEqualTo(2);
        assertThat(counts.businessFailures()).isEqualTo(1);
        assertThat(counts.tokenRefusals()).isEqualTo(1);
        assertThat(counts.responseTimeWithin().get(0)).isEqualTo(2);
        assertThat(counts.plus(counts).tokenRefusals()).isEqualTo(2);
    }

    @Test
    void partsWarmUpFromTheRestByEachEventsIntendedStart() throws Exception {
        for (FoldedBatch together : folded(RUN.batches(0))) {
            assertThat(together.seconds()).allMatch(group -> group.warmUp() == (group.second() < 1));
        }
    }

    @Test
    void aPartialUnfoldsToWhatWasFolded() throws Exception {
        FoldedBatch folded = folded(RUN.batches(0).subList(0, 3)).get(0);

        assertThat(FoldedBatch.of(folded.toPartial()))
                .usingRecursiveComparison()
                .isEqualTo(folded);
    }

    @Test
    void tellsWhoseBatchCannotBeRead_andPassesOverOneThatNobodyOwns() throws Exception {
        Batch batch = RUN.batches(0).get(0);

        List<Partial> out = partials(
                List.of(new RawBatch(batch.key(), new byte[] {1}, 0, 0), new RawBatch(new byte[0], new byte[0], 0, 1)));

        assertThat(out).singleElement().satisfies(partial -> {
            assertThat(partial.readable()).isFalse();
            assertThat(partial.runId()).isEqualTo("r-1");
            assertThat(partial.generatorId()).isEqualTo("g-0");
        });
    }

    @Test
    void countsConsecutiveBatchesTogether_butNeverOneThatMayHaveComeBefore() throws Exception {
        List<Batch> batches = RUN.batches(0);
        List<Batch> sent = new ArrayList<>(batches.subList(0, 4));
        sent.addAll(batches.subList(2, 6));
        sent.add(batches.get(7));

        assertThat(folded(sent))
                .extracting(together -> together.headers().stream()
                        .map(BatchHeader::batchNumber)
                        .toList())
                .containsExactly(List.of(0L, 1L, 2L, 3L), List.of(2L), List.of(3L), List.of(4L, 5L), List.of(7L));
    }

    @Test
    void countsABatchApartThatHasEventsBelowAnEarlierFrontier() throws Exception {
        List<Batch> batches = new ArrayList<>();
        for (long number = 0; number < 4; number++) {
            // The third one breaks the promise of the second.
            batches.add(one(number, number == 2 ? 500_000 : number * 1_000_000, List.of("query")));
        }
        assertThat(folded(batches))
                .extracting(together -> together.headers().size())
                .containsExactly(2, 2);
    }

    @Test
    void leavesOutWhatNoGeneratorWouldSend() throws Exception {
        long tenYears = 3_650L * 24 * 3_600 * 1_000_000;
        List<Batch> poison = List.of(
                one(0, tenYears * 2, List.of("query")),
                one(0, Long.MAX_VALUE - 1, List.of("query")),
                one(0, Long.MIN_VALUE + 1, List.of("query")),
                one(0, 0, List.of("q".repeat(70_000))));
        for (Batch batch : poison) {
            assertThat(partials(List.of(new RawBatch(batch.key(), batch.value(), 0, 0))))
                    .singleElement()
                    .matches(partial -> !partial.readable());
        }
        assertThat(requests.getCount()).isZero();
    }

    @Test
    void countsFiftyThousandNamesUnderFiveHundred_andSaysHowManyAreUnderTheLast() throws Exception {
        List<String> names =
                IntStream.range(0, 50_000).mapToObj(step -> "step-" + step).toList();

        FoldedBatch folded = folded(List.of(one(0, 0, names))).get(0);

        BatchHeader header = folded.headers().get(0);
        assertThat(header.steps()).hasSize(500).endsWith("(further steps)");
        assertThat(folded.seconds()).hasSize(500);
        assertThat(folded.seconds().stream().filter(second -> second.step() == 499))
                .singleElement()
                .satisfies(further -> assertThat(further.counts().events()).isEqualTo(49_501));
        assertThat(header.accounting().get(499).intended()).isEqualTo(49_501);
        assertThat(header.accounting().get(499).cryptography()).isEqualTo(new CryptographyTime(49_501, 49_501 * 7_000));
        assertThat(header.tokens()).containsExactly(TOKEN);
        assertThat(stepsBeyond.getCount()).isEqualTo(49_500);
    }

    /** A batch with one request of each step. */
    private static Batch one(long number, long intendedMicros, List<String> steps) {
        RequestEventWriter writer = new RequestEventWriter();
        for (int step = 0; step < steps.size(); step++) {
            writer.completed(
                    step,
                    intendedMicros,
                    10,
                    20_000,
                    10_000,
                    0,
                    0,
                    300,
                    500,
                    RequestOutcome.SUCCEEDED,
                    200,
                    BusinessOutcome.SUCCEEDED);
        }
        BatchHeader header = new BatchHeader(
                "r-1",
                "g-0",
                "cn-east",
                0,
                1,
                number,
                SyntheticRun.START,
                number * 1_000_000,
                0,
                List.of(),
                steps,
                steps.stream()
                        .map(step -> new StepAccounting(
                                number + 1, number + 1, 0, 0, new CryptographyTime(number + 1, (number + 1) * 7_000)))
                        .toList(),
                LoadProgress.NONE,
                List.of(TOKEN),
                new GeneratorHealth(0.1, 0, 0, 0, 0, 0, new byte[0]),
                false);
        return new Batch("g-0", number, BatchKey.of(header).toBytes(), writer.toBatch(header));
    }

    private List<FoldedBatch> folded(List<Batch> batches) throws Exception {
        List<FoldedBatch> folded = new ArrayList<>();
        for (Partial partial : partials(batches.stream()
                .map(batch -> new RawBatch(batch.key(), batch.value(), 0, 0))
                .toList())) {
            folded.add(FoldedBatch.of(partial));
        }
        return folded;
    }

    private List<Partial> partials(List<RawBatch> batches) throws Exception {
        List<Partial> partials = new ArrayList<>();
        for (RawBatch batch : batches) {
            counts.add(batch, partials::add);
        }
        counts.flush(partials::add);
        return partials;
    }
}
