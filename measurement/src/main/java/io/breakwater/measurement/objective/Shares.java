package io.breakwater.measurement.objective;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A counted share beside a demanded one. Compared in decimal, so that 95 % of 12,000 is 11,400 and not a double near it.
 *
 * @param what       what is counted, for people
 * @param part       how many requests are in the share
 * @param whole      of how many
 * @param atLeast    whether the demand is a lower bound
 * @param shareRatio the demand, 0 to 1
 */
record Shares(String what, long part, long whole, boolean atLeast, double shareRatio) {

    /** Whether the demand is met; not when there is nothing to share. */
    boolean held() {
        int difference = BigDecimal.valueOf(part)
                .compareTo(BigDecimal.valueOf(shareRatio).multiply(BigDecimal.valueOf(whole)));
        return whole > 0 && (atLeast ? difference >= 0 : difference <= 0);
    }

    /** The same with what is demanded, for people; a remark follows. */
    Finding finding(String remark) {
        String demand = " (objective: " + (atLeast ? ">= " : "<= ") + Wording.share(shareRatio) + ")";
        if (whole == 0) {
            return new Finding(0, 0, false, what + ": no requests" + demand);
        }
        RoundingMode against = atLeast ? RoundingMode.FLOOR : RoundingMode.CEILING;
        return new Finding(
                (double) part / whole,
                whole,
                held(),
                what + ": " + Wording.measuredShare(part, whole, shareRatio, against) + demand + ", "
                        + Wording.count(whole) + " requests" + remark);
    }

    /** Says how many requests are over every time limit without having taken that long. */
    static String countedAsOver(CountedRequests counted) {
        if (counted.failed() == 0 && counted.notSent() == 0) {
            return "";
        }
        return ", of which " + Wording.count(counted.failed()) + " failed and " + Wording.count(counted.notSent())
                + " not sent count as over";
    }
}
