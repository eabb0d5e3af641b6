package io.breakwater.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them, with their units. */
public final class Amounts {

    private Amounts() {}

    /** Microseconds as the unit that suits them: {@code 850 us}, {@code 41.2 ms}, {@code 2.31 s}. */
    public static String time(long micros) {
        if (micros < 1_000) {
            return micros + " us";
        }
        if (micros < 1_000_000) {
            double millis = micros / 1_000.0;
            return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
        }
        return String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0);
    }

    /** A count with separators. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * A share as percent with two decimals, rounded towards zero, so that 94.999 % never reads as 95.00 %. The nudge of one
     * part in a thousand million undoes the binary error of a quotient such as 0.29.
     */
    public static String share(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(ratio * 10_000 + 1e-9) / 100);
    }

    /** A duration as minutes and seconds: {@code 01:05}. */
    public static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
