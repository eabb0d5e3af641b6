package io.breakwater.scenario.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that came from outside, looked at one by one, so that all reasons are found at once. */
final class Members {

    private static final int MAX_CHARACTERS = 128;
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]*");

    private final Map<?, ?> byName;

    private Members(Map<?, ?> byName) {
        this.byName = byName;
    }

    /**
     * Reads an object.
     *
     * @throws UnreadableEventException when the bytes are none
     */
    static Members of(byte[] bytes) throws UnreadableEventException {
        return new Members(EventCodec.decode(bytes, Map.class));
    }

    @Nullable
    Object get(String name) {
        return byName.get(name);
    }

    /** A text that can be shown and stored; otherwise a reason is added. */
    Optional<String> text(String name, List<String> reasons) {
        Object value = get(name);
        if (value instanceof String text
                && !text.isBlank()
                && text.length() <= MAX_CHARACTERS
                && PRINTABLE.matcher(text).matches()) {
            return Optional.of(text);
        }
        reasons.add(name + ": " + shown(value) + " (expected: a text of 1 to " + MAX_CHARACTERS
                + " characters, no control characters)");
        return Optional.empty();
    }

    static String shown(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        String text = value instanceof String ? "\"" + value + "\"" : value.toString();
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD");
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
    }
}
