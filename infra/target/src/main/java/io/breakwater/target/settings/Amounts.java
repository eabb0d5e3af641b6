package io.breakwater.target.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and shares as people write them: {@code 20ms}, {@code 1.5s}, {@code 2%}. */
final class Amounts {

    private static final Map<String, Long> NANOS_PER_UNIT =
            Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m|h)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");

    private Amounts() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration with its unit (us, ms, s, m, h), such as 20ms");
        }
        long nanosPerUnit = NANOS_PER_UNIT.getOrDefault(matcher.group(2), 0L);
        return Duration.ofNanos(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(nanosPerUnit))
                .longValue());
    }

    /** Returns the ratio, from 0 to 1, that a text such as {@code 2.5%} says. */
    static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (matcher.matches()) {
            BigDecimal percent = new BigDecimal(matcher.group(1));
            if (percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
                return percent.movePointLeft(2).doubleValue();
            }
        }
        throw new IllegalArgumentException("a share from 0% to 100%, such as 2.5%");
    }

    static String text(Duration duration) {
        long nanos = duration.toNanos();
        for (String unit : new String[] {"h", "m", "s", "ms"}) {
            long nanosPerUnit = NANOS_PER_UNIT.getOrDefault(unit, 1L);
            if (nanos >= nanosPerUnit && nanos % nanosPerUnit == 0) {
                return nanos / nanosPerUnit + unit;
            }
        }
        return nanos == 0
                ? "0ms"
                : BigDecimal.valueOf(nanos, 3).stripTrailingZeros().toPlainString() + "us";
    }

    static String text(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
