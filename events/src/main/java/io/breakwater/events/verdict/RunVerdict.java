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
        Evidence evidence) {

    public RunVerdict {
        reasons = List.copyOf(reasons);
        objectives = List.copyOf(objectives);
        steps = List.copyOf(steps);
    }
}
