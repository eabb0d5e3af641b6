package io.breakwater.target.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the platform simulator is away, and for how long: {@code silent}, or {@code silent:5s} for 5 s from the moment it was
 * set.
 *
 * <p>Each reading of the setting is an outage of its own, even with the same text: it begins anew.
 */
public final class Outage {

    /** The ways of being away. */
    public enum Kind {
        /** Not away. */
        NONE("none"),
        /** Each call is answered that the platform is busy. */
        BUSY("busy"),
        /** A proxy before the platform answers HTTP 502. */
        BAD_GATEWAY("http-502"),
        /** The connection is reset without an answer. */
        RESET("reset"),
        /** No answer comes, ever. */
        SILENT("silent");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the word for it in settings. */
        public String text() {
            return text;
        }
    }

    static final String EXPECTED = "one of "
            + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "))
            + ", with its length if it ends by itself, such as silent:5s";

    private final Kind kind;
    private final Optional<Duration> length;

    private Outage(Kind kind, Optional<Duration> length) {
        this.kind = kind;
        this.length = length;
    }

    static Outage none() {
        return new Outage(Kind.NONE, Optional.empty());
    }

    /** Returns how it is away. */
    public Kind kind() {
        return kind;
    }

    /** Returns how long from the moment it was set; empty for until it is set otherwise. */
    public Optional<Duration> length() {
        return length;
    }

    String text() {
        return kind.text() + length.map(of -> ":" + Amounts.text(of)).orElse("");
    }

    static Outage parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.text.equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(EXPECTED));
        if (colon < 0) {
            return new Outage(kind, Optional.empty());
        }
        try {
            Duration length = Amounts.duration(text.substring(colon + 1));
            if (kind != Kind.NONE && length.compareTo(Duration.ofHours(24)) <= 0) {
                return new Outage(kind, Optional.of(length));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
        throw new IllegalArgumentException(EXPECTED);
    }
}
