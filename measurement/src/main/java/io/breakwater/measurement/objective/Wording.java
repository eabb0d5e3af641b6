package io.breakwater.measurement.objective;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers with their units, for sentences. Measured numbers are rounded to the target's disadvantage, so that a sentence
 * never shows a limit as kept that was broken: 94.996 % is not "95.00 %".
 */
final class Wording {

    private Wording() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A demanded share, as many digits as it has: {@code 99.5 %}. */
    static String share(double ratio) {
        return plain(percent(ratio)) + " %";
    }

    /** A measured share with two digits, or as many as the demand has. */
    static String measuredShare(long part, long whole, double demandedRatio, RoundingMode rounding) {
        int digits = Math.max(2, percent(demandedRatio).stripTrailingZeros().scale());
        return BigDecimal.valueOf(part)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(whole), digits, rounding)
                        .toPlainString()
                + " %";
    }

    /** A demanded time in milliseconds, as many digits as it has. */
    static String millis(long micros) {
        return plain(BigDecimal.valueOf(micros, 3)) + " ms";
    }

    /** A measured time in milliseconds with one digit, or as many as the demand has. */
    static String measuredMillis(long micros, long demandedMicros) {
        int digits = Math.max(
                1, BigDecimal.valueOf(demandedMicros, 3).stripTrailingZeros().scale());
        return plain(BigDecimal.valueOf(micros, 3).setScale(digits, RoundingMode.CEILING)) + " ms";
    }

    static String percentile(double percentile) {
        return "p" + plain(BigDecimal.valueOf(percentile));
    }

    private static BigDecimal percent(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2);
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, stripped.scale()) + "f", stripped);
    }
}
