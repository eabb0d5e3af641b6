package io.breakwater.target.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in which the backend answers nothing at all while requests wait, as in a long garbage collection.
 *
 * <p>They come round periodically, counted from the first request after the settings were changed or the counters
 * reset, so that a test knows where in its load they lie whatever the start-up took.
 *
 * @param length how long one stall lasts; zero when there is none
 * @param every  from the begin of one stall to the begin of the next, over {@code length}
 * @param first  from the first request to the begin of the first stall
 */
public record Stall(Duration length, Duration every, Duration first) {

    // Before NONE, which is checked against it.
    private static final Duration LONGEST = Duration.ofHours(24);

    /** No stall at all. */
    public static final Stall NONE = new Stall(Duration.ZERO, Duration.ofHours(1), Duration.ZERO);

    /** The forms that {@link #parse} reads. */
    public static final String EXPECTED =
            "none, or 2s/20s (stall for 2s every 20s, first after 10s) or 2s/20s@5s (first after 5s),"
                    + " the length over 0 and below the period, none over 24h";

    private static final Pattern FORM = Pattern.compile("([^/@]+)/([^/@]+)(?:@([^/@]+))?");

    /** Refuses a stall that never ends. */
    public Stall {
        if (length.compareTo(every) >= 0 || every.compareTo(LONGEST) > 0 || first.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /**
     * Reads one of the forms in {@link #EXPECTED}.
     *
     * @throws IllegalArgumentException with what was expected, when it is none of them
     */
    public static Stall parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        Duration length = Amounts.duration(matcher.group(1));
        Duration every = Amounts.duration(matcher.group(2));
        String first = matcher.group(3);
        if (length.isZero()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new Stall(length, every, first == null ? every.dividedBy(2) : Amounts.duration(first));
    }

    /**
     * Returns how long an answer has to wait for the end of a stall, in nanoseconds; 0 outside of stalls.
     *
     * @param sinceFirstRequestNanos time since the first request, in nanoseconds
     */
    public long waitNanos(long sinceFirstRequestNanos) {
        long sinceFirstStall = sinceFirstRequestNanos - first.toNanos();
        if (length.isZero() || sinceFirstStall < 0) {
            return 0;
        }
        return Math.max(0, length.toNanos() - sinceFirstStall % every.toNanos());
    }

    /** Returns the text that {@link #parse} reads as this value. */
    public String text() {
        return length.isZero() ? "none" : Amounts.text(length) + "/" + Amounts.text(every) + "@" + Amounts.text(first);
    }
}
