package io.breakwater.target.settings;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the platform simulator is away, if it is. */
public enum Outage {
    /** Not away. */
    NONE("none"),
    /** A proxy before the platform answers HTTP 502. */
    BAD_GATEWAY("http-502"),
    /** The connection is reset without an answer. */
    RESET("reset"),
    /** No answer comes, ever. */
    SILENT("silent");

    static final String EXPECTED =
            "one of " + Arrays.stream(values()).map(Outage::text).collect(Collectors.joining(", "));

    private final String text;

    Outage(String text) {
        this.text = text;
    }

    /** Returns the word for it in settings. */
    public String text() {
        return text;
    }

    static Outage parse(String text) {
        return Arrays.stream(values())
                .filter(outage -> outage.text.equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(EXPECTED));
    }
}
