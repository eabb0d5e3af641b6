package io.breakwater.events.run;

/**
 * Arrivals of a Poisson process on the axis of the expected number of arrivals, where their rate is 1. Computed from seed and
 * index alone: generators that share a run, and the job that judges it, come to the same arrivals.
 *
 * <p>Arrivals come in blocks. Block {@code b} holds those with index {@code b·B} to {@code (b+1)·B − 1} at the places of
 * {@code B} independent, evenly distributed points between {@code b·B} and {@code (b+1)·B}, in order: a Poisson process of
 * which is known that it has {@code B} arrivals there. Nothing is added up from block to block, so nothing drifts, and any
 * index can be asked for. The points are sums of exponential gaps, scaled to the block. Not thread-safe: it keeps one block.
 */
public final class PoissonArrivals {

    /** Gaps differ from exponential ones by 1/B; a block of 4,096 takes some 100 µs to compute. */
    static final int BLOCK = 4_096;

    private static final double TWO_TO_THE_53 = 0x1p53;

    private final long seed;
    private final double[] places = new double[BLOCK];
    private long block = -1;

    /** The arrivals of this seed. */
    public PoissonArrivals(long seed) {
        this.seed = seed;
    }

    /**
     * Where the arrival lies; never before the previous one.
     *
     * @param index from 0
     */
    public double position(long index) {
        long wanted = index / BLOCK;
        if (wanted != block) {
            fill(wanted);
            block = wanted;
        }
        return wanted * BLOCK + places[(int) (index % BLOCK)];
    }

    /** How many arrivals lie below a position, which is their mean number. */
    public long countBelow(double position) {
        long before = (long) Math.floor(position / BLOCK);
        long low = before * BLOCK;
        long high = low + BLOCK;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (position(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void fill(long wanted) {
        long state = mixed(seed ^ mixed(wanted + 0x5851_F42D_4C95_7F2DL));
        double sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            state += 0x9E37_79B9_7F4A_7C15L;
            sum += gap(state);
            places[i] = sum;
        }
        sum += gap(state + 0x9E37_79B9_7F4A_7C15L);
        double scale = BLOCK / sum;
        for (int i = 0; i < BLOCK; i++) {
            places[i] *= scale;
        }
    }

    /** StrictMath, because parts of one run may be computed by different machines. */
    private static double gap(long state) {
        return -StrictMath.log(((mixed(state) >>> 11) + 1) / TWO_TO_THE_53);
    }

    /** SplitMix64's finisher. */
    private static long mixed(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
