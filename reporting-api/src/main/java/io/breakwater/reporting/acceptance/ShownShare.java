package io.breakwater.reporting.acceptance;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share in percent as it is shown. It is cut to two decimals away from the limit, never towards it: down where at least
 * the limit is demanded, up where at most. So 94.996 % does not read as 95.00 %, whatever the limit, as long as the limit
 * itself is shown in full.
 */
final class ShownShare {

    private static final int DECIMALS = 2;

    private ShownShare() {}

    /** Where at least {@code limitRatio} is demanded. */
    static String atLeast(double measuredRatio, double limitRatio) {
        return percent(measuredRatio, limitRatio, RoundingMode.FLOOR);
    }

    /** Where at most {@code limitRatio} is demanded. */
    static String atMost(double measuredRatio, double limitRatio) {
        return percent(measuredRatio, limitRatio, RoundingMode.CEILING);
    }

    /** A limit, in full and no longer than that. */
    static String limit(double limitRatio) {
        return limitPercent(limitRatio).toPlainString() + "%";
    }

    private static String percent(double measuredRatio, double limitRatio, RoundingMode rounding) {
        int decimals = Math.max(DECIMALS, limitPercent(limitRatio).scale());
        // valueOf takes the shortest decimal that names the double: 0.95 is 0.95, not 0.9499999999999999556.
        return BigDecimal.valueOf(measuredRatio)
                        .movePointRight(2)
                        .setScale(decimals, rounding)
                        .toPlainString()
                + "%";
    }

    private static BigDecimal limitPercent(double limitRatio) {
        BigDecimal percent = BigDecimal.valueOf(limitRatio).movePointRight(2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0, RoundingMode.UNNECESSARY) : percent;
    }
}
