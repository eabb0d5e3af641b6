package io.breakwater.events.run;

import java.util.Optional;

/** A change of the load while a run goes on. */
public sealed interface Adjustment {

    /** The session whose own load it is about; empty for the common load. */
    Optional<String> session();

    /**
     * Hold this level until the planned end.
     *
     * @param session the session
     * @param level   iterations per second (open model) or virtual users (closed model); 0 or more
     */
    record SetLevel(Optional<String> session, double level) implements Adjustment {}

    /**
     * Multiply what the plan says from here on.
     *
     * @param session the session
     * @param factor  0 or more; 1.1 is a tenth more than now
     */
    record Scale(Optional<String> session, double factor) implements Adjustment {}

    /**
     * Begin no iteration until {@link Resume}; the plan waits.
     *
     * @param session the session
     */
    record Pause(Optional<String> session) implements Adjustment {}

    /**
     * Go on where the plan was when it was paused.
     *
     * @param session the session
     */
    record Resume(Optional<String> session) implements Adjustment {}
}
