package io.breakwater.cli.rest;

import io.breakwater.events.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What scenario-service says of a run, as far as the command needs it.
 *
 * @param runId       the run
 * @param status      where it stands
 * @param startAt     when its load starts or started
 * @param plannedEnd  when its load ends as it was last changed; empty while it is paused
 * @param paused      whether a load is paused
 * @param reasons     why, where the status needs a reason
 * @param adjustments changes of its load, the first one first
 * @param after       how far the sessions after its load have come; empty until they are due
 */
public record RunView(
        String runId,
        RunStatus status,
        Optional<Instant> startAt,
        Optional<Instant> plannedEnd,
        boolean paused,
        List<String> reasons,
        List<LoadChange> adjustments,
        Optional<After> after) {

    /**
     * A change of a run's load.
     *
     * @param effectiveAt from when on
     * @param by          who asked
     * @param session     the session whose own load it is about; empty for the common load
     * @param change      what changed, in words with units
     */
    public record LoadChange(Instant effectiveAt, String by, Optional<String> session, String change) {}

    /**
     * How far the sessions after a run's load have come.
     *
     * @param pending  whether they are still to be walked through to their end
     * @param problems what failed
     */
    public record After(boolean pending, List<String> problems) {
        public After {
            problems = List.copyOf(problems);
        }
    }

    public RunView {
        reasons = List.copyOf(reasons);
        adjustments = List.copyOf(adjustments);
    }

    /** Whether nothing follows any more, the sessions after the load included. */
    public boolean isOver() {
        return status.isLast() && after.filter(After::pending).isEmpty();
    }
}
