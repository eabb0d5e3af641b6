package io.breakwater.generator.sample;

import java.nio.charset.StandardCharsets;

/** Trace contexts (W3C Trace Context, section 3.2) of one event loop, the same ones again from the same seed. */
final class TraceParent {

    /** Version 00, 32 and 16 hexadecimal digits, sampled. */
    static final int LENGTH = 55;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private long state;

    TraceParent(long seed) {
        // Neighbouring seeds would otherwise give the same series, one place further on.
        this.state = mixed(seed);
    }

    /** Writes the next one. */
    void next(byte[] into) {
        into[0] = '0';
        into[1] = '0';
        into[2] = '-';
        write(nonZero(), into, 3);
        write(nonZero(), into, 19);
        into[35] = '-';
        write(nonZero(), into, 36);
        into[52] = '-';
        into[53] = '0';
        into[54] = '1';
    }

    /** All zeros is an invalid id. */
    private long nonZero() {
        long number = following();
        return number == 0 ? 1 : number;
    }

    private long following() {
        state += 0x9E3779B97F4A7C15L;
        return mixed(state);
    }

    /** SplitMix64's finisher. */
    private static long mixed(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static void write(long number, byte[] into, int from) {
        for (int i = 0; i < 16; i++) {
            into[from + i] = HEX[(int) (number >>> (60 - 4 * i)) & 0xF];
        }
    }
}
