package io.breakwater.analytics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.batch.RawBatch;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.analytics.synthetic.SyntheticRun.Batch;
import io.breakwater.analytics.synthetic.SyntheticRun.Event;
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
