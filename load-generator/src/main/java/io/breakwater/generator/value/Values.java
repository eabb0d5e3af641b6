package io.breakwater.generator.value;

import io.breakwater.generator.token.HeldToken;
import io.breakwater.generator.widget.MessageKeys;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one virtual user by the slots of {@link ValueNames}, and its random numbers. Reused from iteration to
 * iteration, and then allocates nothing. Not thread-safe.
 */
public final class Values implements LongSupplier {

    /** No slot keeps a longer array for the next iteration: ten thousand virtual users may have one each. */
    private static final int KEPT_CAPACITY_BYTES = 1024;

    private static final int ABSENT = -1;

    private final HandedValues handed;
    private final byte[][] bytes;
    private final int[] lengths;
    private @Nullable HeldToken[] tokens = {};
    private @Nullable MessageKeys sealedWith;
    private long user;
    private long random;

    /**
     * No values.
     *
     * @param names  which there can be
     * @param handed what is seen where the virtual user has no value of its own
     */
    public Values(ValueNames names, HandedValues handed) {
        this.handed = handed;
        this.bytes = new byte[names.size()][];
        this.lengths = new int[names.size()];
        Arrays.fill(bytes, new byte[0]);
        Arrays.fill(lengths, ABSENT);
    }

    /**
     * Forgets all values, and begins a series of random numbers that these two alone decide.
     *
     * @param seed  the run's
     * @param index the iteration's: no other one of the run has it
     */
    public void begin(long seed, long index) {
        clear();
        Arrays.fill(tokens, null);
        sealedWith = null;
        random = mixed(seed ^ mixed(index));
    }

    /** From now on these are the values of the virtual user with this number. */
    public void ofUser(long number) {
        user = number;
    }

    /** The number of the virtual user, which decides what it gets of a pool. */
    long user() {
        return user;
    }

    /** Notes the token that a request is about to carry. */
    void sends(int token, HeldToken held) {
        if (token >= tokens.length) {
            tokens = Arrays.copyOf(tokens, token + 1);
        }
        tokens[token] = held;
    }

    /**
     * The token that this iteration sent last, whatever came in its place since; nothing when it sent none.
     *
     * @param token which of the run's tokens
     */
    public @Nullable HeldToken sent(int token) {
        return token < tokens.length ? tokens[token] : null;
    }

    /** Notes the keys that a message is about to be sealed with. */
    public void seals(MessageKeys keys) {
        sealedWith = keys;
    }

    /** The keys that sealed this iteration's last message, whatever came in their place since; nothing when it sealed none. */
    public @Nullable MessageKeys sealedWith() {
        return sealedWith;
    }

    /** Forgets all values of its own. */
    public void clear() {
        for (int slot = 0; slot < lengths.length; slot++) {
            lengths[slot] = ABSENT;
            if (bytes[slot].length > KEPT_CAPACITY_BYTES) {
                bytes[slot] = new byte[0];
            }
        }
    }

    /** Sets a value to a copy of these bytes. */
    public void set(int slot, byte[] source, int from, int length) {
        if (bytes[slot].length < length) {
            bytes[slot] = new byte[Math.max(length, 32)];
        }
        System.arraycopy(source, from, bytes[slot], 0, length);
        lengths[slot] = length;
    }

    /** Forgets one value. */
    public void unset(int slot) {
        lengths[slot] = ABSENT;
    }

    /** Whether there is a value, its own or one that was handed over. */
    public boolean isSet(int slot) {
        return lengths[slot] != ABSENT || handed.bytes(slot) != null;
    }

    /** Hands a value over to all sessions of the generator; false when there is none. */
    public boolean handOver(int slot) {
        if (lengths[slot] == ABSENT) {
            return handed.bytes(slot) != null;
        }
        handed.set(slot, bytes[slot], 0, lengths[slot]);
        return true;
    }

    /** Its own value's bytes, of which {@link #ownLength} count; nothing when there is none of its own. */
    byte @Nullable [] own(int slot) {
        return lengths[slot] == ABSENT ? null : bytes[slot];
    }

    int ownLength(int slot) {
        return lengths[slot];
    }

    byte @Nullable [] handed(int slot) {
        return handed.bytes(slot);
    }

    /** The next random number: SplitMix64, whose every state is as good as any other. */
    public long nextRandom() {
        random += 0x9E3779B97F4A7C15L;
        return mixed(random);
    }

    @Override
    public long getAsLong() {
        return nextRandom();
    }

    private static long mixed(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
