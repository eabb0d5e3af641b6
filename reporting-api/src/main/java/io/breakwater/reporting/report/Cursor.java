package io.breakwater.reporting.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended: the values by which its last document is sorted. Callers hand it back and do not look inside.
 *
 * @param kind   what the page was of
 * @param number the first sort value: a start in epoch milliseconds, or a second of a run
 * @param text   the second sort value: a run, or a step
 */
record Cursor(Kind kind, long number, String text) {

    /** What a page is of; a cursor of one is of no use for the other. */
    enum Kind {
        REPORTS,
        WINDOWS,
        SAMPLES
    }

    String encode() {
        String plain = kind + " " + number + " " + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor that {@link #encode} wrote; empty when it did not. */
    static Optional<Cursor> parse(String encoded, Kind kind) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            String[] parts = plain.split(" ", 3);
            return parts.length == 3 && parts[0].equals(kind.name())
                    ? Optional.of(new Cursor(kind, Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
