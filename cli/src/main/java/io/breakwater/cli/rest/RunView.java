package io.breakwater.cli.rest;

import io.breakwater.events.run.RunStatus;
import java.util.List;

/**
 * What scenario-service says of a run, as far as the command needs it.
 *
 * @param runId   the run
 * @param status  where it stands
 * @param reasons why, where the status needs a reason
 */
public record RunView(String runId, RunStatus status, List<String> reasons) {

    public RunView {
        reasons = List.copyOf(reasons);
    }
}
