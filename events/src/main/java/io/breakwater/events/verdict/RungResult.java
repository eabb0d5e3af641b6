package io.breakwater.events.verdict;

import java.util.List;
import java.util.Optional;

/**
 * What came of one rung of a ladder: of the requests intended in its whole seconds that nothing more can come to.
 *
 * @param session    the session whose own load the ladder is; empty for the common load
 * @param number     which rung, from 1
 * @param fromLevel  planned level at its beginning: iterations per second (open model) or virtual users (closed model)
 * @param toLevel    planned level at its end
 * @param fromSecond its first whole second since the run's start
 * @param toSecond   the second after its last whole one
 * @param run        figures of all steps that the load sends; their {@code intended} are those that ended or were not sent
 * @param steps      figures of each of those steps
 */
public record RungResult(
        Optional<String> session,
        int number,
        double fromLevel,
        double toLevel,
        long fromSecond,
        long toSecond,
        StepTotals run,
        List<StepTotals> steps) {

    public RungResult {
        steps = List.copyOf(steps);
    }
}
