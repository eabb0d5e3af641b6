package io.breakwater.events.scenario;

import java.util.Optional;

/**
 * How a value is taken from an answer. Where nothing is found and there is no default the step's business outcome is a
 * failure.
 *
 * @param source     what it is taken from
 * @param expression where in it: a JSON path, also in a widget's data, a regular expression whose first group (or whole match) is the value, an XPath,
 *                   a header's or a cookie's name; empty for the status
 * @param match      which of several matches: from 0, or from -1 backwards; only for {@link Source#TEXT}
 * @param random     whether any of the matches is taken instead, evenly
 * @param otherwise  the default
 */
public record Extraction(Source source, String expression, int match, boolean random, Optional<String> otherwise) {

    /** What a value is taken from. */
    public enum Source {
        JSON,
        TEXT,
        XML,
        /** The data that the answer to a widget message holds, decrypted. */
        WIDGET_DATA,
        HEADER,
        COOKIE,
        STATUS
    }
}
