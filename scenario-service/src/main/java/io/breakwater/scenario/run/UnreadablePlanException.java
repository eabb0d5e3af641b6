package io.breakwater.scenario.run;

import io.breakwater.events.codec.UnreadableEventException;

/** A recorded plan cannot be read, such as one that another version has written. */
final class UnreadablePlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadablePlanException(String runId, UnreadableEventException cause) {
        super(cause);
        this.reason = "plan of run " + runId + ": unreadable (expected: a RunPlan)";
    }

    @Override
    public String getMessage() {
        return reason;
    }

    /** Which plan, in the words of a run's reasons. */
    String reason() {
        return reason;
    }
}
