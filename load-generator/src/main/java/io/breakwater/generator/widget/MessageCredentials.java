package io.breakwater.generator.widget;

import io.breakwater.generator.token.TokenSlot;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mini program as token-service hands them out under a binding: read anew only when it hands out others.
 * Thread-safe.
 */
public final class MessageCredentials {

    private final String binding;
    private final TokenSlot slot;
    private volatile @Nullable Known known;

    /** Keys and the fields that they were made of. */
    private record Known(
            Map<String, String> fields, @Nullable MessageKeys keys) {}

    /**
     * The credentials of a binding.
     *
     * @param binding the binding's name
     * @param slot    where its fields are found
     */
    public MessageCredentials(String binding, TokenSlot slot) {
        this.binding = binding;
        this.slot = slot;
    }

    /** The binding's name. */
    public String binding() {
        return binding;
    }

    /** The keys in force; nothing when there are none. */
    @SuppressWarnings(
            "ReferenceEquality") // To compare their texts for each message would cost more than to read them anew.
    public @Nullable MessageKeys keys(long nowMillis) {
        Map<String, String> fields = slot.fields(nowMillis);
        if (fields == null) {
            return null;
        }
        Known now = known;
        if (now == null || now.fields() != fields) {
            now = new Known(fields, complaint(binding, fields).isEmpty() ? made(fields) : null);
            known = now;
        }
        return now.keys();
    }

    /** Why the fields of a binding are no message credentials; no value of theirs is in it. Empty when they are. */
    public static Optional<String> complaint(String binding, Map<String, String> fields) {
        try {
            Objects.requireNonNull(made(fields));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("message credentials of " + binding + ": " + e.getMessage());
        }
    }

    private static MessageKeys made(Map<String, String> fields) {
        return MessageKeys.of(
                fields.getOrDefault("token", ""),
                fields.getOrDefault("encoding_aes_key", ""),
                fields.getOrDefault("app_id", ""));
    }
}
