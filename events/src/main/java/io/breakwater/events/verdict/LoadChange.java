package io.breakwater.events.verdict;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of the load that somebody made while the run went on, and that the generators obeyed.
 *
 * @param number      which change of the run it is, from 1
 * @param effectiveAt from when on
 * @param session     the session whose own load it was about; empty for the common load
 * @param kind        what was changed
 * @param value       the level or the factor; 0 for a pause and its end
 * @param by          who asked
 */
public record LoadChange(
        int number, Instant effectiveAt, Optional<String> session, Kind kind, double value, String by) {

    /** What was changed. */
    public enum Kind {
        /** The level was set. */
        SET_LEVEL,
        /** What the plan says was multiplied. */
        SCALE,
        /** No iteration began any more. */
        PAUSE,
        /** The plan went on. */
        RESUME
    }
}
