package io.breakwater.generator.schedule;

import java.util.List;

/**
 * Which session an arrival walks through: a smooth weighted round robin over the arrival's index, so that sessions mix
 * evenly and every generator and every replay chooses alike. Each period begins at another place of the round, so that
 * those who send every n-th arrival, as parts and their loops do, meet all sessions whatever n is; within a period each
 * session still has exactly its weight. Immutable.
 */
public final class SessionRotation {

    /** The rotation is a table of one period; weights as people write them stay far below. */
    private static final int LONGEST_PERIOD = 100_000;

    private final int[] sessionByTurn;

    private SessionRotation(int[] sessionByTurn) {
        this.sessionByTurn = sessionByTurn;
    }

    /**
     * The rotation of sessions with these weights.
     *
     * @throws IllegalArgumentException when there is no weight, one is below 1, or the period is too long
     */
    public static SessionRotation of(List<Integer> weights) {
        long period = 0;
        int divisor = 0;
        for (int weight : weights) {
            if (weight < 1) {
                throw new IllegalArgumentException("weight: " + weight + " (expected: 1 or more)");
            }
            divisor = greatestCommonDivisor(weight, divisor);
            period += weight;
        }
        if (period == 0 || period / divisor > LONGEST_PERIOD) {
            throw new IllegalArgumentException("weights: sum " + period + ", common divisor " + divisor
                    + " (expected: a quotient of 1 to " + LONGEST_PERIOD + ")");
        }
        int[] table = new int[(int) (period / divisor)];
        long[] credit = new long[weights.size()];
        for (int turn = 0; turn < table.length; turn++) {
            int richest = 0;
            for (int session = 0; session < credit.length; session++) {
                credit[session] += weights.get(session) / divisor;
                if (credit[session] > credit[richest]) {
                    richest = session;
                }
            }
            credit[richest] -= table.length;
            table[turn] = richest;
        }
        return new SessionRotation(table);
    }

    /** The session of the arrival with this index. */
    public int session(long index) {
        int length = sessionByTurn.length;
        // A fraction of 2^32 times the length, which is below 2^17.
        long begin = ((mixed(index / length) >>> 32) * length) >>> 32;
        return sessionByTurn[(int) ((index + begin) % length)];
    }

    /**
     * SplitMix64's output for this counter. An even sequence, such as the multiples of the golden ratio, would move slowly for
     * some strides, and those would meet one session for a long while.
     */
    private static long mixed(long counter) {
        long mixed = counter * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
