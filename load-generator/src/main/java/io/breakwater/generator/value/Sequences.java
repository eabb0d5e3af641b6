package io.breakwater.generator.value;

import java.util.Arrays;

/**
 * The numbers that {@code sequence(NAME)} gives out on one event loop: 1, 2, 3 and so on, of which each sharer of a run takes
 * its own, so that no number comes twice in a run. Not thread-safe.
 */
public final class Sequences {

    private final long sharers;
    private final long[] next;

    /**
     * Sequences from their beginning.
     *
     * @param count   how many there are: {@link Sources#sequences()}
     * @param sharer  which of the run's sharers (event loops of all generators) this is, from 0
     * @param sharers how many there are
     */
    public Sequences(int count, int sharer, int sharers) {
        if (sharer < 0 || sharer >= sharers) {
            throw new IllegalArgumentException("sharer: " + sharer + " (expected: 0 to " + (sharers - 1) + ")");
        }
        this.sharers = sharers;
        this.next = new long[count];
        Arrays.fill(next, sharer + 1L);
    }

    long next(int sequence) {
        long number = next[sequence];
        next[sequence] = number + sharers;
        return number;
    }
}
