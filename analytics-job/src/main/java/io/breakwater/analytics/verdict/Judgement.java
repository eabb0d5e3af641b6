package io.breakwater.analytics.verdict;

import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Makes the verdict of a run. A reason to doubt the measurement beats everything, and makes it INCONCLUSIVE; then a broken
 * objective makes it FAIL; then one that no request decided makes it INCONCLUSIVE; PASS is what is left.
 */
public final class Judgement {

    private final Doubts doubts;

    /** Judges with these limits. */
    public Judgement(TrustLimits limits) {
        doubts = new Doubts(limits);
    }

    /** The verdict on these figures. */
    public RunVerdict of(RunFigures figures) {
        List<ObjectiveResult> results = figures.results();
        List<String> reasons = new ArrayList<>(doubts.about(figures, results));
        Totals totals = new Totals(figures);
        Outcome outcome = outcome(reasons.isEmpty(), results);
        results.stream()
                .filter(outcome == Outcome.FAIL ? result -> !result.held() : Judgement::isUndecided)
                .map(ObjectiveResult::sentence)
                .forEach(reasons::add);
        return new RunVerdict(
                figures.plan().runId(),
                figures.plan().organisation(),
                figures.plan().scenario().name(),
                figures.startAt(),
                figures.elapsedMicros(),
                figures.version(),
                figures.last(),
                outcome,
                reasons,
                results,
                totals.run(),
                totals.steps(),
                totals.loads(),
                totals.rungs(),
                totals.changes(),
                totals.tokens(),
                evidence(figures));
    }

    private static Outcome outcome(boolean trusted, List<ObjectiveResult> results) {
        if (!trusted) {
            return Outcome.INCONCLUSIVE;
        }
        // That nothing decided one objective does not mend another one that is broken.
        if (results.stream().anyMatch(result -> !result.held() && !isUndecided(result))) {
            return Outcome.FAIL;
        }
        return results.stream().anyMatch(Judgement::isUndecided) ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private static boolean isUndecided(ObjectiveResult result) {
        return !result.decided();
    }

    /**
     * Whether these figures look like a run that was ended early: then the command that did so is worth waiting for, as it
     * comes on another topic.
     */
    public static boolean looksStopped(RunFigures figures) {
        return LoadDoubts.endedEarly(figures);
    }

    /** Response and service times that lay outside of the histograms' range. */
    static long clamped(RunFigures figures) {
        return figures.steps().stream()
                .map(StepFigures::all)
                .mapToLong(counts -> Totals.responseTimes(counts).clampedCount()
                        + Totals.serviceTimes(counts).clampedCount())
                .sum();
    }

    private static Evidence evidence(RunFigures figures) {
        LatencyHistogram lags = LatencyHistogram.decode(figures.dispatchLags());
        return new Evidence(
                sum(figures, PartFigures::batchesExpected),
                sum(figures, PartFigures::batchesReceived),
                sum(figures, PartFigures::batchesDuplicate),
                sum(figures, PartFigures::batchesUnreadable),
                sum(figures, PartFigures::eventsLost),
                sum(figures, PartFigures::requestsResent),
                sum(figures, PartFigures::samplesDropped),
                sum(figures, PartFigures::messagesDropped),
                lags.percentileMicros(99),
                lags.maxMicros(),
                figures.parts().stream()
                        .mapToLong(PartFigures::longestPauseMicros)
                        .max()
                        .orElse(0),
                figures.parts().stream()
                        .mapToDouble(PartFigures::cpuRatioMax)
                        .max()
                        .orElse(0),
                clamped(figures));
    }

    private static long sum(RunFigures figures, ToLongFunction<PartFigures> figure) {
        return figures.parts().stream().mapToLong(figure).sum();
    }
}
