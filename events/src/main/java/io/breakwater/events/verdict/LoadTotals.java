package io.breakwater.events.verdict;

import java.util.Optional;

/**
 * What one of the run's loads asked for, and what came of it.
 *
 * @param session    the session whose own load it is; empty for the common load
 * @param model      open or closed
 * @param planned    open model: the arrivals that the load asks for, changes during the run included; closed model: the most
 *                   iterations that it allows. Empty when it sets no bound, and while nobody knows how a pause ends
 * @param iterations iterations that came due or were begun, as the generators say
 */
public record LoadTotals(Optional<String> session, Model model, Optional<Long> planned, long iterations) {

    /** Whether arrivals wait for responses. */
    public enum Model {
        /** Arrivals do not wait. */
        OPEN,
        /** Virtual users wait for responses. */
        CLOSED
    }
}
