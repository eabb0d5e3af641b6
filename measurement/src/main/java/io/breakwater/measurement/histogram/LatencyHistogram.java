package io.breakwater.measurement.histogram;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Times in microseconds, counted by value at three significant digits from 1 microsecond to 1 hour. All modules use this
 * geometry, so that histograms of generators, windows, steps and runs add up exactly; percentiles are read from sums of
 * histograms, never averaged.
 *
 * <p>A time beyond an hour, or below zero, is counted at the nearest end and in {@link #clampedCount()}. Not thread-safe.
 */
public final class LatencyHistogram {

    /** The longest time that is told apart: one hour. */
    public static final long HIGHEST_MICROS = 3_600_000_000L;

    /** A percentile's error is at most one part in 10 to the power of this. */
    static final int SIGNIFICANT_DIGITS = 3;

    /** First byte of the encoding; a later geometry or encoding would have another. */
    static final byte VERSION = 1;

    /** The upper end of the resolution step that the longest time lies in. */
    private static final long HIGHEST_ENCODED_MICROS =
            new Histogram(1, HIGHEST_MICROS, SIGNIFICANT_DIGITS).highestEquivalentValue(HIGHEST_MICROS);

    private final Histogram counts = new Histogram(1, 2, SIGNIFICANT_DIGITS);
    private long clampedCount;

    /** An empty histogram; it grows to the range of the values that it sees. */
    public LatencyHistogram() {
        counts.setAutoResize(true);
    }

    /** Counts a time. */
    public void record(long micros) {
        if (micros < 0 || micros > HIGHEST_MICROS) {
            clampedCount++;
        }
        counts.recordValue(Math.min(Math.max(micros, 0), HIGHEST_MICROS));
    }

    /** Adds all counts of another histogram. */
    public void add(LatencyHistogram other) {
        counts.add(other.counts);
        clampedCount += other.clampedCount;
    }

    /** How many times were counted. */
    public long count() {
        return counts.getTotalCount();
    }

    /** How many of them lay outside of the range. */
    public long clampedCount() {
        return clampedCount;
    }

    /**
     * The smallest time that at least {@code percentile} percent of the counted times do not exceed, rounded up to the
     * geometry's resolution; 0 when nothing was counted.
     *
     * @param percentile in percent, 0 to 100
     */
    public long percentileMicros(double percentile) {
        // Percentile 0 itself would be rounded down.
        double above = Math.max(percentile, Double.MIN_VALUE);
        return count() == 0 ? 0 : Math.min(counts.getValueAtPercentile(above), maxMicros());
    }

    /**
     * The time that stands at this place when all counted times are sorted, rounded up to the geometry's resolution.
     *
     * @param rank 1 for the shortest, {@link #count()} for the longest
     */
    public long micros(long rank) {
        if (rank < 1 || rank > count()) {
            throw new IllegalArgumentException("rank: " + rank + " (expected: 1 to " + count() + ")");
        }
        for (HistogramIterationValue value : counts.recordedValues()) {
            if (value.getTotalCountToThisValue() >= rank) {
                return value.getValueIteratedTo();
            }
        }
        throw new IllegalStateException("rank: " + rank + " (expected: found among " + count() + " counts)");
    }

    /** The longest time, at the geometry's resolution; 0 when nothing was counted. */
    public long maxMicros() {
        return counts.getMaxValue();
    }

    /** The mean time, at the geometry's resolution; 0 when nothing was counted. */
    public double meanMicros() {
        return count() == 0 ? 0 : counts.getMean();
    }

    /**
     * The same with what a caller that waits for responses did not measure: for each time longer than the interval at which it
     * should have measured, one time for each interval that it waited meanwhile, each shorter than the one before by the
     * interval. As HdrHistogram's {@code copyCorrectedForCoordinatedOmission}, but in time that grows with the geometry's steps
     * and not with the times over the interval.
     *
     * @param expectedIntervalMicros above 0
     */
    public LatencyHistogram correctedForCoordinatedOmission(long expectedIntervalMicros) {
        if (expectedIntervalMicros <= 0) {
            throw new IllegalArgumentException(
                    "expectedIntervalMicros: " + expectedIntervalMicros + " us (expected: above 0)");
        }
        LatencyHistogram corrected = new LatencyHistogram();
        corrected.add(this);
        for (HistogramIterationValue value : counts.recordedValues()) {
            long missing = value.getValueIteratedTo() - expectedIntervalMicros;
            while (missing >= expectedIntervalMicros) {
                long lowest = Math.max(counts.lowestEquivalentValue(missing), expectedIntervalMicros);
                long alike = (missing - lowest) / expectedIntervalMicros + 1;
                corrected.counts.recordValueWithCount(missing, alike * value.getCountAtValueIteratedTo());
                missing -= alike * expectedIntervalMicros;
            }
        }
        return corrected;
    }

    /** Forgets all counts. */
    public void reset() {
        counts.reset();
        clampedCount = 0;
    }

    /**
     * Bytes that {@link #decode} reads, the same for equal counts in whatever order they came: a version, the clamped
     * count, the number of values that occurred, then for each its difference to the one before and how often it occurred;
     * all LEB128. HdrHistogram's own encoding is not used because it also tells how far a histogram had to grow.
     */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        writeUnsigned(bytes, clampedCount);
        int values = 0;
        for (HistogramIterationValue ignored : counts.recordedValues()) {
            values++;
        }
        writeUnsigned(bytes, values);
        long previous = 0;
        for (HistogramIterationValue value : counts.recordedValues()) {
            writeUnsigned(bytes, value.getValueIteratedTo() - previous);
            writeUnsigned(bytes, value.getCountAtValueIteratedTo());
            previous = value.getValueIteratedTo();
        }
        return bytes.toByteArray();
    }

    /**
     * The histogram that {@link #encode} made these bytes of.
     *
     * @throws IllegalArgumentException when they are not such bytes
     */
    public static LatencyHistogram decode(byte[] bytes) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.addEncoded(bytes);
        return histogram;
    }

    /**
     * Adds all counts of the histogram that {@link #encode} made these bytes of, without making that histogram: it would
     * take as much memory as the range of its values demands, however few there are.
     *
     * @throws IllegalArgumentException when they are not such bytes; some of their counts may have been added by then
     */
    public void addEncoded(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length == 0 || buffer.get() != VERSION) {
            throw new IllegalArgumentException("histogram: " + bytes.length + " bytes, version "
                    + (bytes.length == 0 ? "none" : bytes[0]) + " (expected: version " + VERSION + ")");
        }
        clampedCount += readUnsigned(buffer);
        long values = readUnsigned(buffer);
        long micros = 0;
        for (long left = values; left > 0; left--) {
            micros += readUnsigned(buffer);
            long occurrences = readUnsigned(buffer);
            if (micros < 0 || micros > HIGHEST_ENCODED_MICROS || occurrences <= 0) {
                throw new IllegalArgumentException("histogram: " + occurrences + " times " + micros
                        + " us (expected: at least once, 0 to " + HIGHEST_ENCODED_MICROS + " us)");
            }
            counts.recordValueWithCount(Math.min(micros, HIGHEST_MICROS), occurrences);
        }
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(
                    "histogram: " + buffer.remaining() + " bytes left over (expected: none)");
        }
    }

    private static void writeUnsigned(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long readUnsigned(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; shift < 64 && buffer.hasRemaining(); shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("histogram: ends within a number (expected: more bytes)");
    }
}
