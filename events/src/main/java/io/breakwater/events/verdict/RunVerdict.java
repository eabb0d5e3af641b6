package io.breakwater.events.verdict;

import java.time.Instant;
import java.util.List;

/**
 * What came of a run so far, or in the end. A run has many provisional verdicts and one final; readers keep the one with
 * the highest version.
 *
 * <p>Version 1: first version.
 *
 * @param runId         the run
 * @param organisation  whose run it is
 * @param scenario      the scenario's name
 * @param startAt       the run's start
 * @param elapsedMicros since the start: the frontier over all parts, below which everything is counted
 * @param version       grows with each publication for the run
 * @param last          whether it is the final verdict
 * @param outcome       what it says; while provisional, what it would say if the run ended now
 * @param reasons       why, one sentence each: broken objectives, or what makes it inconclusive
 * @param objectives    each objective of the scenario with its measured value
 * @param run           figures of the run as a whole
 * @param steps         figures of each step
 * @param loads         what each load asked for, and what came of it
 * @param rungs         figures of each rung of a ladder, in order; empty without one
 * @param changes       changes of the load by hand, in order
 * @param tokens        platform tokens for which requests were refused or not sent, in order of their names
 * @param evidence      what shows whether the measurement can be believed
 */
public record RunVerdict(
        String runId,
        String organisation,
        String scenario,
        Instant startAt,
        long elapsedMicros,
        long version,
        boolean last,
        Outcome outcome,
        List<String> reasons,
        List<ObjectiveResult> objectives,
        StepTotals run,
        List<StepTotals> steps,
        List<LoadTotals> loads,
        List<RungResult> rungs,
        List<LoadChange> changes,
        List<TokenTotals> tokens,
        Evidence evidence) {

    public RunVerdict {
        reasons = List.copyOf(reasons);
        objectives = List.copyOf(objectives);
        steps = List.copyOf(steps);
        loads = List.copyOf(loads);
        rungs = List.copyOf(rungs);
        changes = List.copyOf(changes);
        tokens = List.copyOf(tokens);
    }

    /** Of a run without a ladder or trouble with tokens, whose load nobody changed and of whose loads nothing is told. */
    public RunVerdict(
            String runId,
            String organisation,
            String scenario,
            Instant startAt,
            long elapsedMicros,
            long version,
            boolean last,
            Outcome outcome,
            List<String> reasons,
            List<ObjectiveResult> objectives,
            StepTotals run,
            List<StepTotals> steps,
            Evidence evidence) {
        this(
                runId,
                organisation,
                scenario,
                startAt,
                elapsedMicros,
                version,
                last,
                outcome,
                reasons,
                objectives,
                run,
                steps,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                evidence);
    }
}
