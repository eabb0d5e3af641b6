package io.breakwater.measurement.histogram;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Makes and merges encoded histograms, byte for byte what {@link LatencyHistogram#encode} would give, in time that grows
 * with the times that occurred and not with the range. A stream job does this for each batch of each second.
 */
public final class EncodedHistogram {

    private static final Histogram GEOMETRY =
            new Histogram(1, LatencyHistogram.HIGHEST_MICROS, LatencyHistogram.SIGNIFICANT_DIGITS);

    private static final byte[] EMPTY = new LatencyHistogram().encode();

    private EncodedHistogram() {}

    /** The bytes of a histogram without counts. */
    public static byte[] empty() {
        return EMPTY.clone();
    }

    /**
     * The bytes of a histogram of these times.
     *
     * @param micros times in microseconds; its first {@code count} entries are sorted by this
     * @param count  how many entries count
     */
    public static byte[] ofTimes(long[] micros, int count) {
        Arrays.sort(micros, 0, count);
        Counts counts = new Counts(16 + 3 * count);
        long clamped = 0;
        for (int i = 0; i < count; ) {
            long step = resolutionStep(micros[i]);
            int first = i;
            while (i < count && resolutionStep(micros[i]) == step) {
                clamped += micros[i] < 0 || micros[i] > LatencyHistogram.HIGHEST_MICROS ? 1 : 0;
                i++;
            }
            counts.add(step, i - first);
        }
        return counts.encode(clamped);
    }

    /**
     * The bytes of the sum of two histograms.
     *
     * @throws IllegalArgumentException when one of them is not the bytes of a histogram
     */
    public static byte[] merge(byte[] one, byte[] other) {
        if (Arrays.equals(one, EMPTY)) {
            return other;
        }
        if (Arrays.equals(other, EMPTY)) {
            return one;
        }
        Entries left = new Entries(one);
        Entries right = new Entries(other);
        Counts counts = new Counts(one.length + other.length);
        left.next();
        right.next();
        while (left.present || right.present) {
            if (!right.present || (left.present && left.micros < right.micros)) {
                counts.add(left.micros, left.occurrences);
                left.next();
            } else if (!left.present || right.micros < left.micros) {
                counts.add(right.micros, right.occurrences);
                right.next();
            } else {
                counts.add(left.micros, left.occurrences + right.occurrences);
                left.next();
                right.next();
            }
        }
        return counts.encode(left.clamped + right.clamped);
    }

    /**
     * The bytes of the sum of histograms, in one pass: cheaper than merging them one after the other.
     *
     * @throws IllegalArgumentException when one of them is not the bytes of a histogram
     */
    public static byte[] sum(List<byte[]> histograms) {
        List<byte[]> some = histograms.stream()
                .filter(histogram -> !Arrays.equals(histogram, EMPTY))
                .toList();
        if (some.size() <= 2) {
            return some.stream().reduce(EncodedHistogram::merge).orElseGet(EncodedHistogram::empty);
        }
        TimeCounts sum = new TimeCounts();
        some.forEach(sum::addEncoded);
        return sum.encode();
    }

    private static long resolutionStep(long micros) {
        return GEOMETRY.highestEquivalentValue(Math.min(Math.max(micros, 0), LatencyHistogram.HIGHEST_MICROS));
    }

    /** Growing bytes of value and occurrence pairs, values ascending. */
    static final class Counts {

        private byte[] bytes;
        private int size;
        private long values;
        private long previousMicros;

        Counts(int capacityBytes) {
            bytes = new byte[capacityBytes];
        }

        void add(long micros, long occurrences) {
            unsigned(micros - previousMicros);
            unsigned(occurrences);
            previousMicros = micros;
            values++;
        }

        byte[] encode(long clamped) {
            Counts whole = new Counts(size + 21);
            whole.bytes[whole.size++] = LatencyHistogram.VERSION;
            whole.unsigned(clamped);
            whole.unsigned(values);
            System.arraycopy(bytes, 0, whole.bytes, whole.size, size);
            return Arrays.copyOf(whole.bytes, whole.size + size);
        }

        private void unsigned(long value) {
            if (bytes.length - size < 10) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2 + 10);
            }
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }
    }

    /** Walks over the value and occurrence pairs of an encoded histogram. */
    static final class Entries {

        private final byte[] bytes;
        private int position;
        private long left;
        final long clamped;
        long micros;
        long occurrences;
        boolean present;

        Entries(byte[] bytes) {
            this.bytes = bytes;
            if (bytes.length == 0 || bytes[0] != LatencyHistogram.VERSION) {
                throw new IllegalArgumentException("histogram: " + bytes.length + " bytes, version "
                        + (bytes.length == 0 ? "none" : bytes[0]) + " (expected: version " + LatencyHistogram.VERSION
                        + ")");
            }
            position = 1;
            clamped = unsigned();
            left = unsigned();
        }

        void next() {
            present = left > 0;
            if (present) {
                left--;
                micros += unsigned();
                occurrences = unsigned();
            }
        }

        private long unsigned() {
            long value = 0;
            for (int shift = 0; shift < 64 && position < bytes.length; shift += 7) {
                byte next = bytes[position++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("histogram: ends within a number (expected: more bytes)");
        }
    }
}
