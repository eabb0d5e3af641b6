package io.breakwater.generator.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The values that sessions of one run handed over to all others of the same generator: the last one of each name. A virtual
 * user without such a value of its own sees them. Thread-safe.
 */
public final class HandedValues {

    private final ValueNames names;
    private final AtomicReferenceArray<byte[]> bySlot;

    /** None yet. */
    public HandedValues(ValueNames names) {
        this.names = names;
        bySlot = new AtomicReferenceArray<>(names.size());
    }

    /** Keeps a copy of a value for all who read it later. */
    public void set(int slot, byte[] bytes, int from, int length) {
        bySlot.set(slot, Arrays.copyOfRange(bytes, from, from + length));
    }

    /** The texts of those of these values that were handed over, by name. */
    public Map<String, String> texts(Collection<String> wanted) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : wanted) {
            byte[] bytes = bytes(names.slot(name));
            if (bytes != null) {
                texts.put(name, new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** Takes values that were handed over elsewhere; those that nothing refers to are passed over. */
    public void setAll(Map<String, String> texts) {
        texts.forEach((name, text) -> {
            if (names.has(name)) {
                bySlot.set(names.slot(name), text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** The value's bytes, which nobody changes; nothing when none was handed over. */
    public byte @Nullable [] bytes(int slot) {
        return bySlot.get(slot);
    }
}
