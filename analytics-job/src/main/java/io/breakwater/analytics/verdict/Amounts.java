package io.breakwater.analytics.verdict;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as the sentences of a verdict show them, with their units. */
final class Amounts {

    private Amounts() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f ms", micros / 1_000.0);
    }

    /** A limit, with all its digits. */
    static String share(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** A measured share, in whole percent. */
    static String percent(double ratio) {
        return Math.round(ratio * 100) + " %";
    }
}
