package io.breakwater.measurement.objective;

import io.breakwater.measurement.histogram.LatencyHistogram;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One limit on one measured number, and how it is decided: by counting events, never by asking a histogram.
 *
 * <p>{@code within} includes the limit itself and {@code over} excludes it, so the two always add up to 100 %. A request
 * that failed, and an arrival that was not sent, is over every time limit.
 */
public sealed interface Objective {

    /** Compares what was counted with what is demanded. */
    Finding evaluate(CountedRequests counted);

    /**
     * At least a share of the requests takes a time or less.
     *
     * @param measure     which time
     * @param limitMicros the time, in microseconds
     * @param shareRatio  the share, 0 to 1
     */
    record WithinAtLeast(TimeMeasure measure, long limitMicros, double shareRatio) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            String what = measure.words() + " within " + Wording.millis(limitMicros);
            return Shares.atLeast(what, counted.within(measure, limitMicros), counted.timed(), shareRatio)
                    .finding(Shares.countedAsOver(counted));
        }
    }

    /**
     * At most a share of the requests takes more than a time.
     *
     * @param measure     which time
     * @param limitMicros the time, in microseconds
     * @param shareRatio  the share, 0 to 1
     */
    record OverAtMost(TimeMeasure measure, long limitMicros, double shareRatio) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            String what = measure.words() + " over " + Wording.millis(limitMicros);
            long over = counted.timed() - counted.within(measure, limitMicros);
            return Shares.atMost(what, over, counted.timed(), shareRatio).finding(Shares.countedAsOver(counted));
        }
    }

    /**
     * A percentile is a time or less: nearest rank, over all requests that time objectives are about.
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
            String what = Wording.percentile(percentile) + " " + measure.words();
            String demand = " (objective: <= " + Wording.millis(limitMicros) + ")";
            long timed = counted.timed();
            if (timed == 0) {
                return new Finding(0, 0, false, what + ": no requests" + demand);
            }
            long rank = Math.max(
                    1,
                    BigDecimal.valueOf(percentile)
                            .multiply(BigDecimal.valueOf(timed))
                            .movePointLeft(2)
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact());
            boolean held = counted.within(measure, limitMicros) >= rank;
            String requests = demand + ", " + Wording.count(timed) + " requests" + Shares.countedAsOver(counted);
            if (rank > counted.succeeded()) {
                return new Finding(LatencyHistogram.HIGHEST_MICROS, timed, false, what + ": no response" + requests);
            }
            long read = counted.times(measure).micros(rank);
            long micros = held ? Math.min(read, limitMicros) : Math.max(read, limitMicros + 1);
            return new Finding(
                    micros, timed, held, what + ": " + Wording.measuredMillis(micros, limitMicros) + requests);
        }
    }

    /**
     * At most a share of the requests that were sent fails, by transport, status or check. Those that were refused for their
     * platform token say nothing of the target's errors, so they are neither in the share nor in the whole.
     *
     * @param shareRatio the share, 0 to 1
     */
    record ErrorsAtMost(double shareRatio) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            long refused = counted.tokenRefused();
            return Shares.atMost(
                            "failed requests", counted.failed() - refused, counted.completed() - refused, shareRatio)
                    .finding(refused == 0 ? "" : ", without " + Wording.count(refused) + " refused for their token");
        }
    }

    /**
     * At most a share of the requests that were sent is refused for its platform token.
     *
     * @param shareRatio the share, 0 to 1
     */
    record TokenRefusalsAtMost(double shareRatio) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            return Shares.atMost(
                            "requests refused for their token", counted.tokenRefused(), counted.completed(), shareRatio)
                    .finding("");
        }
    }

    /**
     * At least a share of the intended requests was sent and ended.
     *
     * @param shareRatio the share, 0 to 1
     */
    record ThroughputAtLeast(double shareRatio) implements Objective {
        @Override
        public Finding evaluate(CountedRequests counted) {
            long intended = counted.timed() + counted.stopped();
            return Shares.atLeast("completed of the intended requests", counted.completed(), intended, shareRatio)
                    .finding("");
        }
    }
}
