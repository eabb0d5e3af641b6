package io.breakwater.analytics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class BatchFoldTest {

    private static final SyntheticRun RUN = SyntheticRun.named("r-1");

    private final BatchFold fold = new BatchFold();

    @Test
    void countsEveryEventOfEachStepAndSecondAsABruteForceCountDoes() throws Exception {
        List<StepSecond> folded = new ArrayList<>();
        for (Batch batch : RUN.allBatches()) {
            folded.addAll(fold.fold(batch.value()).seconds());
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

        RequestCounts counts =
                fold.fold(writer.toBatch(header)).seconds().get(0).counts();

        assertThat(counts.completed()).isEqualTo(4);
        assertThat(counts.failed()).isEqualTo(2);
        assertThat(counts.businessFailures()).isEqualTo(1);
        assertThat(counts.tokenRefusals()).isEqualTo(1);
        assertThat(counts.responseTimeWithin().get(0)).isEqualTo(2);
        assertThat(counts.plus(counts).tokenRefusals()).isEqualTo(2);
    }

    @Test
    void partsWarmUpFromTheRestByEachEventsIntendedStart() throws Exception {
        for (Batch batch : RUN.batches(0)) {
            assertThat(fold.fold(batch.value()).seconds()).allMatch(group -> group.warmUp() == (group.second() < 1));
        }
    }

    @Test
    void aPartialUnfoldsToWhatWasFolded() throws Exception {
        FoldedBatch folded = fold.fold(RUN.batches(0).get(2).value());

        assertThat(FoldedBatch.of(folded.toPartial()))
                .usingRecursiveComparison()
                .isEqualTo(folded);
    }

    @Test
    void tellsWhoseBatchCannotBeRead_andPassesOverOneThatNobodyOwns() throws Exception {
        List<Partial> out = new ArrayList<>();
        Batch batch = RUN.batches(0).get(0);

        fold.flatMap(new RawBatch(batch.key(), new byte[] {1}, 0, 0), new ListCollector<>(out));
        fold.flatMap(new RawBatch(new byte[0], new byte[0], 0, 1), new ListCollector<>(out));

        assertThat(out).singleElement().satisfies(partial -> {
            assertThat(partial.readable()).isFalse();
            assertThat(partial.runId()).isEqualTo("r-1");
            assertThat(partial.generatorId()).isEqualTo("g-0");
        });
    }
}
