package io.breakwater.system.client;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scenario-service says of a run.
 *
 * @param runId   the run
 * @param status  where it stands
 * @param outcome the final verdict, null as long as there is none
 * @param reasons those of its last change
 * @param parts   who sends which share
 * @param history all its changes, the first one first
 */
public record RunView(
        String runId,
        RunStatus status,
        @Nullable Outcome outcome,
        List<String> reasons,
        List<PartView> parts,
        List<Change> history) {

    /**
     * A generator's share.
     *
     * @param generatorId the generator
     */
    public record PartView(String generatorId) {}

    /**
     * A change.
     *
     * @param status what the run became
     */
    public record Change(RunStatus status) {}

    public RunView {
        reasons = List.copyOf(reasons);
        parts = List.copyOf(parts);
        history = List.copyOf(history);
    }

    /** What the run became, one after the other. */
    public List<RunStatus> statuses() {
        return history.stream().map(Change::status).toList();
    }
}
