package io.breakwater.system.client;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import java.time.Instant;
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
 * @param adjustments changes of its load, the first one first
 * @param after   how far the sessions after its load have come, null until they are due
 * @param history all its changes, the first one first
 */
public record RunView(
        String runId,
        RunStatus status,
        @Nullable Outcome outcome,
        List<String> reasons,
        List<PartView> parts,
        List<Adjustment> adjustments,
        @Nullable After after,
        List<Change> history) {

    /**
     * A generator's share.
     *
     * @param generatorId the generator
     */
    public record PartView(String generatorId) {}

    /**
     * A change of the load.
     *
     * @param effectiveAt from when on
     * @param by          who asked
     * @param change      what changed, in words
     */
    public record Adjustment(Instant effectiveAt, String by, String change) {}

    /**
     * Sessions after the load.
     *
     * @param stage    how far
     * @param pending  whether that may still change
     * @param problems what failed
     */
    public record After(String stage, boolean pending, List<String> problems) {

        public After {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A change.
     *
     * @param status what the run became
     * @param at     when
     */
    public record Change(RunStatus status, Instant at) {}

    public RunView {
        reasons = List.copyOf(reasons);
        parts = List.copyOf(parts);
        adjustments = List.copyOf(adjustments);
        history = List.copyOf(history);
    }

    /** What the run became, one after the other. */
    public List<RunStatus> statuses() {
        return history.stream().map(Change::status).toList();
    }

    /** When the run became this. */
    public Instant since(RunStatus wanted) {
        return history.stream()
                .filter(change -> change.status() == wanted)
                .map(Change::at)
                .findFirst()
                .orElseThrow();
    }
}
