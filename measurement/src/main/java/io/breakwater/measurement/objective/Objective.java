package io.breakwater.measurement.objective;

import io.breakwater.measurement.histogram.LatencyHistogram;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One limit on one measured number, and how it is decided: by counting events, never by asking a histogram.
 *
 * <p>{@code within} includes the limit itself and {@code over} excludes it, so the two always add up to 100 %. A request
 * that failed, and an arrival that was not sent, is over every time limit.
 */
public sealed interface Objective permits ShareObjective, Objective.PercentileAtMost, Objective.MeanAtMost {

    /** Compares what was counted with what is demanded, and says so. */
    Finding evaluate(CountedRequests counted);

    /** How many of these requests decide it. */
    long decidedBy(CountedRequests counted);

    /** Whether the demand is met; not when nothing decides it. */
    boolean holds(CountedRequests counted);

    /** How bad it is, to compare sets of requests that decide it: the higher, the worse. */
    double severity(CountedRequests counted);

    /** The limit: a share from 0 to 1, or microseconds. */
    double limit();

    /** What is limited and its limit, for people: {@code p99 response time <= 400 ms}. */
    String words();

    /** The times whose histogram it reads a figure from, if it does. */
    default Optional<TimeMeasure> readsTimes() {
        return Optional.empty();
    }

    /**
     * At least a share of the requests takes a time or less.
     *
     * @param measure     which time
     * @param limitMicros the time, in microseconds
     * @param shareRatio  the share, 0 to 1
     */
    record WithinAtLeast(TimeMeasure measure, long limitMicros, double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return measure.words() + " within " + Wording.millis(limitMicros);
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.within(measure, limitMicros);
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.timed();
        }

        @Override
        public boolean atLeast() {
            return true;
        }

        @Override
        public String remark(CountedRequests counted) {
            return Shares.countedAsOver(counted);
        }
    }

    /**
     * At most a share of the requests takes more than a time.
     *
     * @param measure     which time
     * @param limitMicros the time, in microseconds
     * @param shareRatio  the share, 0 to 1
     */
    record OverAtMost(TimeMeasure measure, long limitMicros, double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return measure.words() + " over " + Wording.millis(limitMicros);
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.timed() - counted.within(measure, limitMicros);
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.timed();
        }

        @Override
        public String remark(CountedRequests counted) {
            return Shares.countedAsOver(counted);
        }
    }

    /**
     * A percentile is a time or less: nearest rank, over all requests that time objectives are about. The longest time is the
     * percentile 100.
     *
     * <p>Whether it held is decided by counting. The measured percentile is read from the histogram, which rounds up by at
     * most one part in a thousand; where counting says that the limit was kept, the figure is cut at the limit. A
     * percentile that falls on a failed or unsent request is {@link LatencyHistogram#HIGHEST_MICROS}.
     *
     * @param measure     which time
     * @param percentile  in percent, such as 99.9
     * @param limitMicros the time, in microseconds
     */
    record PercentileAtMost(TimeMeasure measure, double percentile, long limitMicros) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            long timed = counted.timed();
            if (timed == 0) {
                return new Finding(0, 0, false, what() + ": no requests" + demand());
            }
            boolean held = holds(counted);
            String requests = demand() + ", " + Wording.count(timed) + " requests" + Shares.countedAsOver(counted);
            if (rank(timed) > counted.succeeded()) {
                return new Finding(LatencyHistogram.HIGHEST_MICROS, timed, false, what() + ": no response" + requests);
            }
            long read = counted.times(measure).histogram().micros(rank(timed));
            long micros = held ? Math.min(read, limitMicros) : Math.max(read, limitMicros + 1);
            return new Finding(
                    micros, timed, held, what() + ": " + Wording.measuredMillis(micros, limitMicros) + requests);
        }

        @Override
        public long decidedBy(CountedRequests counted) {
            return counted.timed();
        }

        @Override
        public boolean holds(CountedRequests counted) {
            long timed = counted.timed();
            return timed > 0 && counted.within(measure, limitMicros) >= rank(timed);
        }

        @Override
        public double severity(CountedRequests counted) {
            return 1 - (double) counted.within(measure, limitMicros) / counted.timed();
        }

        @Override
        public double limit() {
            return limitMicros;
        }

        @Override
        public String words() {
            return what() + " <= " + Wording.millis(limitMicros);
        }

        @Override
        public Optional<TimeMeasure> readsTimes() {
            return Optional.of(measure);
        }

        private String what() {
            return percentile == 100
                    ? "longest " + measure.words()
                    : Wording.percentile(percentile) + " " + measure.words();
        }

        private String demand() {
            return " (objective: <= " + Wording.millis(limitMicros) + ")";
        }

        private long rank(long timed) {
            return Math.max(
                    1,
                    BigDecimal.valueOf(percentile)
                            .multiply(BigDecimal.valueOf(timed))
                            .movePointLeft(2)
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact());
        }
    }

    /**
     * The mean time is a time or less. It is about successful requests alone, for there is no time that would do for one that
     * failed or was not sent; how many these are is said beside it. Decided by the exact sum of the times.
     *
     * @param measure     which time
     * @param limitMicros the time, in microseconds
     */
    record MeanAtMost(TimeMeasure measure, long limitMicros) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            String what = "mean " + measure.words();
            String demand = " (objective: <= " + Wording.millis(limitMicros) + ")";
            long succeeded = counted.succeeded();
            if (succeeded == 0) {
                return new Finding(0, 0, false, what + ": no successful requests" + demand);
            }
            double mean = (double) counted.times(measure).sumMicros() / succeeded;
            // Rounded up: a mean a hair over the limit is not shown as kept.
            String shown = Wording.measuredMillis((long) Math.ceil(mean), limitMicros);
            return new Finding(
                    mean,
                    succeeded,
                    holds(counted),
                    what + ": " + shown + demand + ", " + Wording.count(succeeded) + " requests" + left(counted));
        }

        private static String left(CountedRequests counted) {
            return counted.failed() == 0 && counted.notSent() == 0
                    ? ""
                    : "; " + Wording.count(counted.failed()) + " failed and " + Wording.count(counted.notSent())
                            + " not sent are not in it";
        }

        @Override
        public long decidedBy(CountedRequests counted) {
            return counted.succeeded();
        }

        @Override
        public boolean holds(CountedRequests counted) {
            long succeeded = counted.succeeded();
            return succeeded > 0
                    && BigDecimal.valueOf(counted.times(measure).sumMicros())
                                    .compareTo(BigDecimal.valueOf(limitMicros).multiply(BigDecimal.valueOf(succeeded)))
                            <= 0;
        }

        @Override
        public double severity(CountedRequests counted) {
            return (double) counted.times(measure).sumMicros() / counted.succeeded();
        }

        @Override
        public double limit() {
            return limitMicros;
        }

        @Override
        public String words() {
            return "mean " + measure.words() + " <= " + Wording.millis(limitMicros);
        }
    }

    /**
     * At most a share of the requests that were sent fails, by transport, status or check. Those that were refused for their
     * platform token say nothing of the target's errors, so they are neither in the share nor in the whole.
     *
     * @param shareRatio the share, 0 to 1
     */
    record ErrorsAtMost(double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return "failed requests";
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.failed() - counted.tokenRefused();
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.completed() - counted.tokenRefused();
        }

        @Override
        public String remark(CountedRequests counted) {
            long refused = counted.tokenRefused();
            return refused == 0 ? "" : ", without " + Wording.count(refused) + " refused for their token";
        }
    }

    /**
     * At most a share of the requests that were sent is refused for its platform token.
     *
     * @param shareRatio the share, 0 to 1
     */
    record TokenRefusalsAtMost(double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return "requests refused for their token";
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.tokenRefused();
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.completed();
        }
    }

    /**
     * At most a share of the requests that were sent fails a check, and so says that the business failed.
     *
     * @param shareRatio the share, 0 to 1
     */
    record BusinessFailuresAtMost(double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return "business failures";
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.businessFailures();
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.completed();
        }
    }

    /**
     * At least a share of the intended requests was sent and ended.
     *
     * @param shareRatio the share, 0 to 1
     */
    record ThroughputAtLeast(double shareRatio) implements ShareObjective {
        @Override
        public String what() {
            return "completed of the intended requests";
        }

        @Override
        public long part(CountedRequests counted) {
            return counted.completed();
        }

        @Override
        public long whole(CountedRequests counted) {
            return counted.timed() + counted.stopped();
        }

        @Override
        public boolean atLeast() {
            return true;
        }
    }
}
