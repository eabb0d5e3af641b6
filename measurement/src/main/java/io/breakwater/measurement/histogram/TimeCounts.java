package io.breakwater.measurement.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times in microseconds, counted for {@link #encode}: the same bytes as {@link LatencyHistogram#encode} gives, at a fraction of
 * the cost. A few times are kept as they are and sorted in the end; from {@value #LISTED} on they are counted in pages of
 * {@value #PAGE_STEPS} steps of the geometry, made as they are needed, so that memory grows with the range that occurs.
 *
 * <p>Reused by {@link #reset}. Not thread-safe.
 */
public final class TimeCounts {

    /** Up to here sorting costs less than walking through pages that are mostly empty. */
    private static final int LISTED = 512;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_STEPS = 1 << PAGE_BITS;

    /** Below this many microseconds, twice a page, each value is a step of its own: three significant digits. */
    private static final int SINGLE_STEPS = 2 * PAGE_STEPS;

    private static final int PAGES = page(LatencyHistogram.HIGHEST_MICROS) + 1;

    /** The upper end of the step that the longest time lies in. */
    private static final long HIGHEST_STEP_END = LatencyHistogram.HIGHEST_MICROS | ((1L << (PAGES - 2)) - 1);

    private final long[][] pages = new long[PAGES][];
    private long[] listed = new long[16];
    private int count;
    private boolean paged;
    private long clamped;

    /** Counts a time; one beyond the geometry's range counts at its end and as clamped. */
    public void record(long micros) {
        if (paged) {
            countInPage(micros);
        } else {
            list(micros);
        }
    }

    private void list(long micros) {
        if (count == listed.length) {
            if (count == LISTED) {
                page();
                countInPage(micros);
                return;
            }
            listed = Arrays.copyOf(listed, count * 2);
        }
        listed[count++] = micros;
    }

    /**
     * Counts what an encoded histogram counts.
     *
     * @throws IllegalArgumentException when they are not the bytes of a histogram
     */
    void addEncoded(byte[] bytes) {
        if (!paged) {
            page();
        }
        EncodedHistogram.Entries entries = new EncodedHistogram.Entries(bytes);
        clamped += entries.clamped;
        for (entries.next(); entries.present; entries.next()) {
            if (entries.micros < 0 || entries.micros > HIGHEST_STEP_END) {
                throw new IllegalArgumentException(
                        "histogram: " + entries.micros + " us (expected: 0 to " + HIGHEST_STEP_END + " us)");
            }
            count(entries.micros, entries.occurrences);
        }
    }

    private void page() {
        paged = true;
        for (int i = 0; i < count; i++) {
            countInPage(listed[i]);
        }
    }

    private void countInPage(long micros) {
        long inRange = micros;
        if (micros < 0 || micros > LatencyHistogram.HIGHEST_MICROS) {
            clamped++;
            inRange = micros < 0 ? 0 : LatencyHistogram.HIGHEST_MICROS;
        }
        count(inRange, 1);
    }

    private void count(long micros, long occurrences) {
        // Halvings until three significant digits are left: 0 below 2,048.
        int halvings = 63 - PAGE_BITS - Long.numberOfLeadingZeros(micros | (SINGLE_STEPS - 1));
        int step = (halvings << PAGE_BITS) + (int) (micros >>> halvings);
        long @Nullable [] page = pages[step >>> PAGE_BITS];
        if (page == null) {
            page = new long[PAGE_STEPS];
            pages[step >>> PAGE_BITS] = page;
        }
        page[step & (PAGE_STEPS - 1)] += occurrences;
    }

    /** The bytes of a histogram of the times since the last reset. Only to be followed by {@link #reset}. */
    public byte[] encode() {
        if (!paged) {
            return EncodedHistogram.ofTimes(listed, count);
        }
        EncodedHistogram.Counts counts = new EncodedHistogram.Counts(1 << PAGE_BITS);
        for (int number = 0; number < PAGES; number++) {
            long[] page = pages[number];
            if (page == null) {
                continue;
            }
            int halvings = Math.max(0, number - 1);
            long first = number == 0 ? 0 : PAGE_STEPS;
            for (int slot = 0; slot < PAGE_STEPS; slot++) {
                if (page[slot] != 0) {
                    counts.add(((first + slot + 1) << halvings) - 1, page[slot]);
                }
            }
        }
        return counts.encode(clamped);
    }

    /** Forgets all times; keeps the memory for the next ones. */
    public void reset() {
        if (paged) {
            for (long[] page : pages) {
                if (page != null) {
                    Arrays.fill(page, 0);
                }
            }
        }
        count = 0;
        paged = false;
        clamped = 0;
    }

    private static int page(long micros) {
        int halvings = 63 - PAGE_BITS - Long.numberOfLeadingZeros(micros | (SINGLE_STEPS - 1));
        return ((halvings << PAGE_BITS) + (int) (micros >>> halvings)) >>> PAGE_BITS;
    }
}
