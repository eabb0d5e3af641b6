package io.breakwater.analytics.verdict;

import static io.breakwater.analytics.verdict.Amounts.count;
import static io.breakwater.analytics.verdict.Amounts.share;

import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.ObjectiveResult;
import java.util.ArrayList;
import java.util.List;

/** Finds what makes a measurement unfit for a verdict. One sentence each, in a fixed order. */
final class Doubts {

    private final TrustLimits limits;
    private final Saturation saturation;

    Doubts(TrustLimits limits) {
        this.limits = limits;
        this.saturation = new Saturation(limits);
    }

    /** The doubts about these figures, of which these results were made. */
    List<String> about(RunFigures figures, List<ObjectiveResult> results) {
        List<String> doubts = new ArrayList<>();
        figures.stop()
                .filter(stop -> LoadDoubts.endedEarly(figures) && !isByObjective(stop, results))
                .ifPresent(stop ->
                        doubts.add("stopped by " + stop.by() + ": " + stop.reason() + " (expected: run to its end)"));
        figures.parts().forEach(part -> aboutPart(part, doubts));
        saturation.ofGenerators(figures, doubts);
        LoadDoubts.about(figures, doubts);
        TokenDoubts.about(figures, doubts);
        saturation.ofBounds(figures, results, doubts);
        aboutTimes(figures, doubts);
        aboutObjectives(figures, doubts);
        return List.copyOf(doubts);
    }

    /** What a broken objective stops was measured as far as it was to be. */
    private static boolean isByObjective(StopRun stop, List<ObjectiveResult> results) {
        return stop.by().equals(StopRun.BY_OBJECTIVE)
                && results.stream()
                        .anyMatch(result -> result.objective().terms().stopRun() && result.decided() && !result.held());
    }

    private static void aboutPart(PartFigures part, List<String> doubts) {
        String generator = "generator " + part.generatorId() + ": ";
        if (!part.planned()) {
            doubts.add(generator + "sent " + count(part.batchesReceived()) + " batches (expected: none, not planned)");
        }
        part.abandoned().ifPresent(reason -> doubts.add(generator + "abandoned, " + reason));
        if (part.silent()) {
            doubts.add(generator + "fell silent after " + count(part.batchesReceived())
                    + " batches (expected: a closing batch)");
        }
        if (!part.batchesMissing().isEmpty()) {
            doubts.add(generator + "missing batches " + part.batchesMissing() + " (expected: none missing)");
        }
        if (part.batchesUnreadable() > 0) {
            doubts.add(generator + "unreadable batches: " + count(part.batchesUnreadable()) + " (expected: 0)");
        }
        if (part.eventsLost() > 0) {
            doubts.add(generator + "events lost: " + count(part.eventsLost())
                    + " (expected: 0; its backlog of unpublished events was full)");
        }
        if (part.requestsTooLate() > 0) {
            doubts.add(
                    generator + "requests below its own frontier: " + count(part.requestsTooLate()) + " (expected: 0)");
        }
        part.contradictions().forEach(contradiction -> doubts.add(generator + contradiction));
    }

    private void aboutTimes(RunFigures figures, List<String> doubts) {
        long clamped = Judgement.clamped(figures);
        long times = 2
                * figures.steps().stream()
                        .mapToLong(step ->
                                step.warmUp().completed() + step.measured().completed())
                        .sum();
        if (clamped > limits.clampedShareAtMost() * times) {
            doubts.add("times below zero or beyond an hour: " + count(clamped) + " of " + count(times)
                    + " (expected: at most " + share(limits.clampedShareAtMost()) + ")");
        }
    }

    private static void aboutObjectives(RunFigures figures, List<String> doubts) {
        List<Objective> objectives = figures.plan().scenario().objectives();
        if (objectives.isEmpty()) {
            doubts.add("objectives: none (expected: at least one)");
        }
        if (figures.steps().stream().allMatch(step -> step.measured().events() == 0)) {
            doubts.add("measured requests: 0 (expected: at least 1 after warm-up)");
        }
    }
}
