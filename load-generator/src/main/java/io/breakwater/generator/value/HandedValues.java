package io.breakwater.generator.value;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The values that sessions of one run handed over to all others of the same generator: the last one of each name. A virtual
 * user without such a value of its own sees them. Thread-safe.
 */
public final class HandedValues {

    private final AtomicReferenceArray<byte[]> bySlot;

    /** None yet. */
    public HandedValues(ValueNames names) {
        bySlot = new AtomicReferenceArray<>(names.size());
    }

    /** Keeps a copy of a value for all who read it later. */
    public void set(int slot, byte[] bytes, int from, int length) {
        bySlot.set(slot, Arrays.copyOfRange(bytes, from, from + length));
    }

    /** The value's bytes, which nobody changes; nothing when none was handed over. */
    public byte @Nullable [] bytes(int slot) {
        return bySlot.get(slot);
    }
}
