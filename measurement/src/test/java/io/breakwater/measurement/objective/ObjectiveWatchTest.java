package io.breakwater.measurement.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.measurement.objective.BruteForce.Answer;
import io.breakwater.measurement.objective.BruteForce.Fate;
import io.breakwater.measurement.objective.BruteForce.Sent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ObjectiveWatchTest {

    private static final long LIMIT = BruteForce.LIMIT_MICROS;
    private static final TimeMeasure RESPONSE = TimeMeasure.RESPONSE_TIME;
    private static final CountedRequests NONE = CountedRequests.none(List.of(LIMIT));

    @Property(tries = 4_000, seed = "42", shrinking = ShrinkingMode.BOUNDED)
    void comesToTheSameAsLookingAtEveryRequestAgain(
            @ForAll("objectives") Objective objective,
            @ForAll("spans") Span span,
            @ForAll @IntRange(min = 1, max = 4) int minimum,
            @ForAll("runs") List<Sent> requests)
            throws IOException {
        Watched watched = watched(objective, span, minimum, requests, false).result();

        Answer expected = new BruteForce(objective, span, minimum).answer(requests);
        assertThat(new Answer(
                        watched.decided(),
                        watched.held(),
                        watched.windows(),
                        watched.windowsBroken(),
                        watched.firstBroken()))
                .as(watched.sentence())
                .isEqualTo(expected);
    }

    @Property(tries = 500, seed = "43", shrinking = ShrinkingMode.BOUNDED)
    void comesToTheSameWhenItIsWrittenAndReadAfterEverySecond(
            @ForAll("objectives") Objective objective, @ForAll("spans") Span span, @ForAll("runs") List<Sent> requests)
            throws IOException {
        assertThat(watched(objective, span, 1, requests, true).result())
                .isEqualTo(watched(objective, span, 1, requests, false).result());
    }

    @Example
    void findsTheSecondsThatAWholeRunHides() throws IOException {
        List<Sent> run = IntStream.range(0, 60)
                .boxed()
                .flatMap(second -> IntStream.range(0, 100)
                        .mapToObj(i -> new Sent(second, Fate.SUCCEEDED, second == 41 && i < 50 ? 9_000 : 100, 100)))
                .toList();
        Objective objective = new Objective.PercentileAtMost(RESPONSE, 99, LIMIT);

        Watched each = watched(objective, new Span.InEvery(1), 1, run, false).result();
        Watched control =
                watched(objective, new Span.Whole(false), 1, run, false).result();

        assertThat(control.held()).as("the whole hides it").isTrue();
        assertThat(each.held()).isFalse();
        assertThat(each.firstBroken()).contains(41L);
        assertThat(each.measured()).isCloseTo(9_000, within(10.0));
        assertThat(each.sentence())
                .isEqualTo(
                        "p99 response time: 9.1 ms (objective: <= 1 ms), 100 requests in the worst of 60 seconds, 41;"
                                + " 1 broken; first broken by second 41");
    }

    @Example
    void aSlidingStretchFindsWhatLiesAcrossTwoFixedOnes() throws IOException {
        List<Sent> run = IntStream.range(0, 20)
                .mapToObj(
                        second -> new Sent(second, second >= 8 && second < 12 ? Fate.FAILED : Fate.SUCCEEDED, 100, 100))
                .toList();
        Objective objective = new Objective.ErrorsAtMost(0.25);

        assertThat(watched(objective, new Span.InEvery(10), 1, run, false)
                        .result()
                        .held())
                .as("2 of 10 on either side")
                .isTrue();
        Watched sliding =
                watched(objective, new Span.OverLast(10), 1, run, false).result();
        assertThat(sliding.held()).isFalse();
        assertThat(sliding.firstBroken()).contains(10L);
        assertThat(sliding.measured()).isEqualTo(0.4);
    }

    @Example
    void tenRequestsMakeNoVerdictWhereMoreAreDemanded() throws IOException {
        List<Sent> ten = IntStream.range(0, 10)
                .mapToObj(i -> new Sent(0, Fate.FAILED, 100, 100))
                .toList();
        Objective objective = new Objective.ErrorsAtMost(0.01);

        Watched few = watched(objective, new Span.Whole(true), 11, ten, false).result();
        assertThat(few.decided()).isFalse();
        assertThat(few.held()).isFalse();
        assertThat(few.firstBroken()).isEmpty();
        assertThat(few.sentence()).endsWith("; too few to decide (expected: at least 11 requests)");
        assertThat(watched(objective, new Span.Whole(true), 10, ten, false)
                        .result()
                        .decided())
                .isTrue();
    }

    @Example
    void whatMustHoldAlwaysDoesNotRecover_andAtTheEndAloneAsControlItDoes() throws IOException {
        List<Sent> run = IntStream.range(0, 100)
                .mapToObj(second -> new Sent(second, second == 0 ? Fate.FAILED : Fate.SUCCEEDED, 100, 100))
                .toList();
        Objective objective = new Objective.ErrorsAtMost(0.05);

        assertThat(watched(objective, new Span.Whole(true), 1, run, false)
                        .result()
                        .held())
                .isFalse();
        assertThat(watched(objective, new Span.Whole(false), 1, run, false)
                        .result()
                        .held())
                .isTrue();
    }

    @Example
    void keepsNoMoreThanAStretchHoweverLongTheRunIs() throws IOException {
        List<Sent> hour = IntStream.range(0, 3_600)
                .mapToObj(second -> new Sent(second, Fate.SUCCEEDED, 100 + second % 7, 100))
                .toList();
        Objective objective = new Objective.PercentileAtMost(RESPONSE, 99, LIMIT);

        for (Span span : List.of(new Span.Whole(true), new Span.InEvery(30), new Span.OverLast(30), new Span.For(30))) {
            assertThat(bytes(watched(objective, span, 1, hour, false)).length)
                    .as(span.toString())
                    .isLessThan(30 * 200);
        }
    }

    @Example
    void secondsThatDecidedNothingEndARow_whereConsecutiveOnesAsControlBreakIt() throws IOException {
        Objective errors = new Objective.ErrorsAtMost(0.5);

        assertThat(watched(errors, new Span.For(3), 2, failed(4, 4, 4), false).firstBroken())
                .contains(2L);
        assertThat(watched(errors, new Span.For(3), 2, failed(4, 0, 4, 0, 4), false)
                        .firstBroken())
                .as("without requests")
                .isEmpty();
        assertThat(watched(errors, new Span.For(3), 2, failed(4, 1, 4, 1, 4), false)
                        .firstBroken())
                .as("with too few requests")
                .isEmpty();
    }

    /** So many failed requests in each second. */
    private static List<Sent> failed(int... bySecond) {
        return IntStream.range(0, bySecond.length)
                .boxed()
                .flatMap(second ->
                        IntStream.range(0, bySecond[second]).mapToObj(i -> new Sent(second, Fate.FAILED, 100, 100)))
                .toList();
    }

    @Example
    void aLongGapCostsNoMoreThanAStretch() throws IOException {
        List<Sent> far = List.of(new Sent(0, Fate.SUCCEEDED, 100, 100), new Sent(2_000_000_000, Fate.FAILED, 100, 100));

        Watched sliding = watched(new Objective.ErrorsAtMost(0.5), new Span.OverLast(10), 1, far, false)
                .result();

        assertThat(sliding.firstBroken()).contains(2_000_000_000L);
    }

    private static ObjectiveWatch watched(
            Objective objective, Span span, long minimum, List<Sent> requests, boolean stored) throws IOException {
        ObjectiveWatch watch = new ObjectiveWatch(objective, span, minimum, NONE);
        TreeMap<Integer, List<Sent>> seconds =
                requests.stream().collect(Collectors.groupingBy(Sent::second, TreeMap::new, Collectors.toList()));
        for (var second : seconds.entrySet()) {
            watch.second(second.getKey(), BruteForce.counted(second.getValue()));
            if (stored) {
                byte[] bytes = bytes(watch);
                watch = new ObjectiveWatch(objective, span, minimum, NONE);
                watch.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            }
        }
        watch.finish();
        return watch;
    }

    private static byte[] bytes(ObjectiveWatch watch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        watch.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Provide
    Arbitrary<Objective> objectives() {
        Arbitrary<TimeMeasure> measures = Arbitraries.of(TimeMeasure.values());
        Arbitrary<Double> shares = Arbitraries.of(0.0, 0.25, 0.5, 0.75, 0.9, 1.0);
        return Arbitraries.oneOf(
                Combinators.combine(measures, shares).as((m, share) -> new Objective.WithinAtLeast(m, LIMIT, share)),
                Combinators.combine(measures, shares).as((m, share) -> new Objective.OverAtMost(m, LIMIT, share)),
                Combinators.combine(measures, Arbitraries.of(1.0, 50.0, 75.0, 99.0, 100.0))
                        .as((m, percentile) -> new Objective.PercentileAtMost(m, percentile, LIMIT)),
                measures.map(m -> new Objective.MeanAtMost(m, LIMIT)),
                shares.map(Objective.ErrorsAtMost::new),
                shares.map(Objective.BusinessFailuresAtMost::new),
                shares.map(Objective.TokenRefusalsAtMost::new),
                shares.map(Objective.ThroughputAtLeast::new));
    }

    @Provide
    Arbitrary<Span> spans() {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 6);
        Arbitrary<Boolean> always = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                always.map(Span.Whole::new),
                lengths.map(Span.InEvery::new),
                lengths.map(Span.OverLast::new),
                lengths.map(Span.For::new),
                Combinators.combine(Arbitraries.of(0.25, 0.5, 0.75, 1.0), always)
                        .as(Span.SecondsHeld::new));
    }

    /** Up to forty requests in the first twenty seconds, some of which are empty; many times lie at the limit. */
    @Provide
    Arbitrary<List<Sent>> runs() {
        Arbitrary<Integer> times = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 3_000)), Tuple.of(2, Arbitraries.of(999, 1_000, 1_001)));
        Arbitrary<Fate> fates = Arbitraries.frequency(
                Tuple.of(8, Fate.SUCCEEDED),
                Tuple.of(2, Fate.FAILED),
                Tuple.of(2, Fate.FAILED_ITS_CHECK),
                Tuple.of(1, Fate.REFUSED_FOR_ITS_TOKEN),
                Tuple.of(1, Fate.NOT_SENT),
                Tuple.of(1, Fate.STOPPED));
        return Combinators.combine(Arbitraries.integers().between(0, 20), fates, times, times)
                .as(Sent::new)
                .list()
                .ofMaxSize(40);
    }
}
