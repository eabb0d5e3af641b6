package io.breakwater.analytics.verdict;

import java.io.Serializable;
import java.time.Duration;

/**
 * Beyond what a measurement cannot be believed, so that its verdict is INCONCLUSIVE whatever the objectives say.
 *
 * @param dispatchLagP99AtMost how late the generators may come to 99 % of their arrivals. 10 ms: a tenth of the shortest
 *                             limit that platforms set is a few of them, and an idle generator stays below 1 ms
 * @param longDispatchLag      what counts as a stall of the generator. 1 s: longer than any service time that passes an
 *                             acceptance, so one arrival in it is decided by the generator alone
 * @param longDispatchLagShare which share of the arrivals may meet such a stall. 0.001: a tenth of the tightest share that
 *                             a platform's acceptance counts (1 % over), so it cannot turn a verdict
 * @param clampedShareAtMost   which share of the times may lie below zero or beyond an hour. 0.0001: fewer move no
 *                             percentile that is reported
 */
public record TrustLimits(
        Duration dispatchLagP99AtMost, Duration longDispatchLag, double longDispatchLagShare, double clampedShareAtMost)
        implements Serializable {

    /** From this use of its processors on a generator has nothing left to give: what is left is the system's own. */
    public static final double BUSY_CPU_RATIO = 0.95;

    /**
     * Which share of a generator's batches may be busy in a closed load, where no dispatch lag tells that it came late to
     * responses. Half: a shorter time moves no median, and starts are busy.
     */
    static final double BUSY_SHARE_AT_MOST = 0.5;

    /**
     * Which share of a step's requests may be refused for their platform token where no objective limits it. 0.001: a tenth of
     * the tightest share that a platform's acceptance counts, as above; beyond it the token was measured, not the target.
     */
    static final double TOKEN_REFUSALS_AT_MOST = 0.001;

    /** The values given with each component. */
    public static final TrustLimits DEFAULT =
            new TrustLimits(Duration.ofMillis(10), Duration.ofSeconds(1), 0.001, 0.000_1);

    public TrustLimits {
        positive("dispatchLagP99AtMost", dispatchLagP99AtMost);
        positive("longDispatchLag", longDispatchLag);
        share("longDispatchLagShare", longDispatchLagShare);
        share("clampedShareAtMost", clampedShareAtMost);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: longer than 0)");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
        }
    }
}
