package io.breakwater.measurement.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.measurement.histogram.LatencyHistogram;
import io.breakwater.measurement.objective.CountedRequests.LimitCount;
import io.breakwater.measurement.objective.CountedRequests.Times;
import io.breakwater.measurement.objective.Objective.ErrorsAtMost;
import io.breakwater.measurement.objective.Objective.OverAtMost;
import io.breakwater.measurement.objective.Objective.PercentileAtMost;
import io.breakwater.measurement.objective.Objective.ThroughputAtLeast;
import io.breakwater.measurement.objective.Objective.TokenRefusalsAtMost;
import io.breakwater.measurement.objective.Objective.WithinAtLeast;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

    private static final long LIMIT = 170_000;
    private static final TimeMeasure RESPONSE = TimeMeasure.RESPONSE_TIME;

    @Test
    void withinIncludesTheLimitAndOverExcludesIt() {
        CountedRequests counted = of(0, 0, 0, 169_999, 170_000, 170_001);

        assertThat(new WithinAtLeast(RESPONSE, LIMIT, 0.5).evaluate(counted).measured())
                .isEqualTo(2 / 3.0);
        assertThat(new OverAtMost(RESPONSE, LIMIT, 0.5).evaluate(counted).measured())
                .isEqualTo(1 / 3.0);
    }

    @Test
    void failedAndUnsentRequestsCountAsOver_andAsControlTheSuccessfulOnesAloneWouldPass() {
        WithinAtLeast objective = new WithinAtLeast(RESPONSE, LIMIT, 0.95);
        long[] quick = LongStream.generate(() -> 20_000).limit(90).toArray();

        assertThat(objective.evaluate(of(0, 0, 0, quick)).held()).isTrue();
        assertThat(objective.evaluate(of(6, 0, 0, quick)).held()).isFalse();
        assertThat(objective.evaluate(of(0, 6, 0, quick)).held()).isFalse();
        assertThat(objective.evaluate(of(3, 3, 0, quick)).sentence())
                .isEqualTo("response time within 170 ms: 93.75 % (objective: >= 95 %), 96 requests, of which 3 failed"
                        + " and 3 not sent count as over");
    }

    @Test
    void arrivalsThatWereStoppedCountForNoTimeLimit() {
        Finding finding = new WithinAtLeast(RESPONSE, LIMIT, 0.95).evaluate(of(0, 0, 50, 20_000));

        assertThat(finding.held()).isTrue();
        assertThat(finding.requests()).isEqualTo(1);
    }

    @Test
    void comparesSharesInDecimal_andTheDoubleAsControlDoesNot() {
        CountedRequests counted = ofCounts(100, 7);

        assertThat(new WithinAtLeast(RESPONSE, LIMIT, 0.07).evaluate(counted).held())
                .isTrue();
        assertThat(7 >= 0.07 * 100).isFalse();
    }

    @Test
    void saysWhatWasMeasuredAndWhatWasDemanded() {
        assertThat(new WithinAtLeast(RESPONSE, LIMIT, 0.95)
                        .evaluate(ofCounts(12_000, 11_786))
                        .sentence())
                .isEqualTo("response time within 170 ms: 98.21 % (objective: >= 95 %), 12,000 requests");
        assertThat(new OverAtMost(TimeMeasure.SERVICE_TIME, LIMIT, 0.01)
                        .evaluate(ofCounts(12_000, 11_914))
                        .sentence())
                .isEqualTo("service time over 170 ms: 0.72 % (objective: <= 1 %), 12,000 requests");
        assertThat(new ErrorsAtMost(0.005).evaluate(of(2, 0, 0, 1, 1)).sentence())
                .isEqualTo("failed requests: 50.00 % (objective: <= 0.5 %), 4 requests");
        assertThat(new ThroughputAtLeast(0.99).evaluate(of(0, 1, 1, 1, 1)).sentence())
                .isEqualTo("completed of the intended requests: 50.00 % (objective: >= 99 %), 4 requests");
        assertThat(new PercentileAtMost(RESPONSE, 99.9, LIMIT)
                        .evaluate(of(0, 0, 0, 412_000))
                        .sentence())
                .isEqualTo("p99.9 response time: 412.2 ms (objective: <= 170 ms), 1 requests");
    }

    @Test
    void neverShowsABrokenLimitAsKept_andRoundingAsControlDoes() {
        Finding finding = new WithinAtLeast(RESPONSE, LIMIT, 0.95).evaluate(ofCounts(100_000, 94_996));

        assertThat(finding.held()).isFalse();
        assertThat(finding.sentence()).contains("94.99 % (objective: >= 95 %)");
        assertThat(String.format(Locale.ROOT, "%.2f", 94.996)).isEqualTo("95.00");
        assertThat(new OverAtMost(RESPONSE, LIMIT, 0.01)
                        .evaluate(ofCounts(100_000, 98_999))
                        .sentence())
                .contains("1.01 % (objective: <= 1 %)");
        assertThat(new WithinAtLeast(RESPONSE, LIMIT, 0.99999)
                        .evaluate(ofCounts(1_000_000, 999_989))
                        .sentence())
                .contains("99.998 % (objective: >= 99.999 %)");
    }

    @Test
    void shownSharesOfWithinAndOverAddUpTo100Percent_seeds0To999() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            long all = 1 + random.nextLong(100_000);
            CountedRequests counted = ofCounts(all, random.nextLong(all + 1));
            Finding within = new WithinAtLeast(RESPONSE, LIMIT, 0.95).evaluate(counted);
            Finding over = new OverAtMost(RESPONSE, LIMIT, 0.05).evaluate(counted);

            assertThat(shown(within).add(shown(over))).isEqualByComparingTo("100");
            assertThat(within.measured() + over.measured()).isCloseTo(1, within(1e-12));
            assertThat(within.held()).isEqualTo(over.held());
        }
    }

    private static BigDecimal shown(Finding finding) {
        return new BigDecimal(finding.sentence().replaceAll(".*: ([0-9.]+) % \\(.*", "$1"));
    }

    @Test
    void aPercentileIsDecidedLikeASortedListOfAllRequests_seeds0To1999() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            double percentile = List.of(50.0, 90.0, 95.0, 99.0, 99.9).get(random.nextInt(5));
            long[] micros = LongStream.generate(() -> LIMIT - 300 + random.nextInt(400))
                    .limit(random.nextInt(200))
                    .toArray();
            long failed = random.nextLong(4);
            long notSent = random.nextLong(4);
            Finding finding =
                    new PercentileAtMost(RESPONSE, percentile, LIMIT).evaluate(of(failed, notSent, 0, micros));
            long[] all = LongStream.concat(
                            Arrays.stream(micros),
                            LongStream.generate(() -> LatencyHistogram.HIGHEST_MICROS)
                                    .limit(failed + notSent))
                    .sorted()
                    .toArray();
            if (all.length == 0) {
                assertThat(finding.requests()).isZero();
                assertThat(finding.held()).isFalse();
            } else {
                long exact = all[
                        Math.max(
                                0,
                                BigDecimal.valueOf(percentile)
                                                .multiply(BigDecimal.valueOf(all.length))
                                                .divide(BigDecimal.valueOf(100))
                                                .setScale(0, RoundingMode.CEILING)
                                                .intValue()
                                        - 1)];
                assertThat(finding.held()).as("seed %s", seed).isEqualTo(exact <= LIMIT);
                assertThat(finding.measured() <= LIMIT).as("seed %s", seed).isEqualTo(finding.held());
                assertThat(finding.measured()).isCloseTo((double) exact, within(exact / 1_000.0 + 1));
            }
        }
    }

    @Test
    void aPercentileThatFallsOnAFailedRequestIsNoResponse() {
        Finding finding = new PercentileAtMost(RESPONSE, 95, LIMIT).evaluate(of(1, 1, 0, 20_000));

        assertThat(finding.held()).isFalse();
        assertThat(finding.measured()).isEqualTo(LatencyHistogram.HIGHEST_MICROS);
        assertThat(finding.sentence())
                .isEqualTo(
                        "p95 response time: no response (objective: <= 170 ms), 3 requests, of which 1 failed and 1 not"
                                + " sent count as over");
    }

    @Test
    void refusedTokensAreNoErrorsOfTheTarget_yetOverEveryTimeLimit_andAFigureOfTheirOwn() {
        CountedRequests counted = withRefusals(100, 6, 5, 94);

        assertThat(new ErrorsAtMost(0.02).evaluate(counted).sentence())
                .isEqualTo(
                        "failed requests: 1.06 % (objective: <= 2 %), 95 requests, without 5 refused for their token");
        assertThat(new WithinAtLeast(RESPONSE, LIMIT, 0.95).evaluate(counted).held())
                .isFalse();
        assertThat(new TokenRefusalsAtMost(0.05).evaluate(counted).held()).isTrue();
        assertThat(new TokenRefusalsAtMost(0.049).evaluate(counted).sentence())
                .isEqualTo("requests refused for their token: 5.00 % (objective: <= 4.9 %), 100 requests");
    }

    @Test
    void errorsAreUndecidedWhenEveryRequestWasRefusedForItsToken() {
        assertThat(new ErrorsAtMost(0.5).evaluate(withRefusals(10, 10, 10, 0)).requests())
                .isZero();
    }

    @Test
    void nothingHoldsWhenNoRequestDecides() {
        for (Objective objective : List.of(
                new WithinAtLeast(RESPONSE, LIMIT, 0),
                new OverAtMost(RESPONSE, LIMIT, 1),
                new PercentileAtMost(RESPONSE, 99, LIMIT),
                new ErrorsAtMost(1),
                new TokenRefusalsAtMost(1),
                new ThroughputAtLeast(0))) {
            Finding finding = objective.evaluate(of(0, 0, 0));

            assertThat(finding.held()).isFalse();
            assertThat(finding.requests()).isZero();
            assertThat(finding.sentence()).contains(": no requests (objective: ");
        }
    }

    @Test
    void refusesALimitThatWasNotCounted() {
        assertThatThrownBy(() -> new WithinAtLeast(RESPONSE, 1, 0.5).evaluate(of(0, 0, 0, 5)))
                .hasMessage("limitMicros: 1 us (expected: one of the counted limits [170000])");
    }

    private static CountedRequests of(long failed, long notSent, long stopped, long... micros) {
        LatencyHistogram times = new LatencyHistogram();
        Arrays.stream(micros).forEach(times::record);
        long within = Arrays.stream(micros).filter(time -> time <= LIMIT).count();
        Times both = new Times(Arrays.stream(micros).sum(), times.encode());
        return new CountedRequests(
                micros.length + failed,
                failed,
                0,
                0,
                notSent,
                stopped,
                List.of(new LimitCount(LIMIT, within, within)),
                both,
                both);
    }

    private static CountedRequests withRefusals(long completed, long failed, long refused, long within) {
        return new CountedRequests(
                completed,
                failed,
                0,
                refused,
                0,
                0,
                List.of(new LimitCount(LIMIT, within, within)),
                Times.NONE,
                Times.NONE);
    }

    private static CountedRequests ofCounts(long completed, long within) {
        return new CountedRequests(
                completed, 0, 0, 0, 0, 0, List.of(new LimitCount(LIMIT, within, within)), Times.NONE, Times.NONE);
    }
}
