package io.breakwater.scenario.run;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.scenario.run.ListedRun.Consent;
import io.breakwater.scenario.run.Move.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run with its history, as {@code GET /api/runs/{runId}} shows it.
 *
 * @param plannedEnd  when its load ends as it was last changed; empty before its start, and while a load is paused
 * @param paused      whether a load is paused
 * @param reasons     those of its last change
 * @param parts       its shares
 * @param adjustments changes of its load, the first one first
 * @param after       how far the sessions after its load have come; empty until they are due
 * @param history     all changes of its status, the first one first
 */
record RunView(
        String runId,
        String organisation,
        String idempotencyKey,
        String scenario,
        int scenarioVersion,
        String requestedBy,
        Consent permitted,
        RunStatus status,
        Instant changedAt,
        Optional<Instant> startAt,
        Optional<Instant> plannedEnd,
        boolean paused,
        Optional<Outcome> outcome,
        List<String> reasons,
        List<Part> parts,
        List<AdjustmentView> adjustments,
        Optional<AfterView> after,
        List<Change> history) {

    /**
     * A change of a run's load.
     *
     * @param number      which change of the run it is, from 1
     * @param at          when it was asked for
     * @param effectiveAt from when on it holds
     * @param by          who asked
     * @param session     the session whose own load it is about; empty for the common load
     * @param change      what changed, such as {@code level 250/s}, {@code factor 1.1}, {@code pause}, {@code resume}
     */
    record AdjustmentView(
            int number, Instant at, Instant effectiveAt, String by, Optional<String> session, String change) {

        static AdjustmentView of(LoadChange change) {
            return new AdjustmentView(
                    change.number(), change.at(), change.effectiveAt(), change.by(), change.session(), change.change());
        }
    }

    /**
     * How far the sessions after a run's load have come.
     *
     * @param stage       how far
     * @param pending     whether that may still change
     * @param dueAt       since when they are due
     * @param generatorId who was asked last; empty before anybody was
     * @param problems    what failed
     */
    record AfterView(
            AfterWalk.Stage stage,
            boolean pending,
            Instant dueAt,
            Optional<String> generatorId,
            List<String> problems) {

        static AfterView of(AfterWalk walk) {
            return new AfterView(walk.stage(), walk.isPending(), walk.dueAt(), walk.lastAsked(), walk.problems());
        }
    }

    /** Of a run whose plan can be read. */
    static RunView of(Run run, List<Change> history) {
        Optional<RunLoads> loads = run.startAt().map(started -> RunLoads.of(run));
        boolean over = run.status().isLast();
        return view(
                run.listed(),
                loads.flatMap(RunLoads::plannedEnd),
                !over && loads.filter(RunLoads::isPaused).isPresent(),
                run.parts(),
                run.loadChanges(),
                run.afterWalk(),
                history);
    }

    /** Of a run whose plan cannot be read. */
    static RunView ofUnreadable(ListedRun run, List<Part> parts, List<Change> history) {
        return view(run, Optional.empty(), false, parts, List.of(), Optional.empty(), history);
    }

    private static RunView view(
            ListedRun run,
            Optional<Instant> plannedEnd,
            boolean paused,
            List<Part> parts,
            List<LoadChange> loadChanges,
            Optional<AfterWalk> afterWalk,
            List<Change> history) {
        return new RunView(
                run.runId(),
                run.organisation(),
                run.idempotencyKey(),
                run.scenario(),
                run.scenarioVersion(),
                run.permitted().by(),
                run.permitted(),
                run.status(),
                run.changedAt(),
                run.startAt(),
                plannedEnd,
                paused,
                run.outcome(),
                history.isEmpty() ? List.of() : history.get(history.size() - 1).reasons(),
                parts,
                loadChanges.stream().map(AdjustmentView::of).toList(),
                afterWalk.map(AfterView::of),
                history);
    }
}
