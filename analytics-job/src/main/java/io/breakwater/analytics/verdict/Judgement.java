package io.breakwater.analytics.verdict;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.analytics.window.OpenWindows;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.measurement.histogram.EncodedHistogram;
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
        List<String> reasons = new ArrayList<>(doubts.about(figures));
        List<ObjectiveResult> results = figures.plan().scenario().objectives().stream()
                .map(objective -> Demand.of(objective).compareWith(figures))
                .toList();
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
                totals("", figures.steps()),
                figures.steps().stream()
                        .map(step -> totals(step.step(), List.of(step)))
                        .toList(),
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
        return result.requests() == 0;
    }

    /**
     * Whether these figures look like a run that was ended early: then the command that did so is worth waiting for, as it
     * comes on another topic.
     */
    public static boolean looksStopped(RunFigures figures) {
        return Doubts.endedEarly(figures);
    }

    /** Response and service times that lay outside of the histograms' range. */
    static long clamped(RunFigures figures) {
        return figures.steps().stream()
                .flatMap(step -> List.of(step.warmUp(), step.measured()).stream())
                .mapToLong(counts -> responseTimes(counts).clampedCount()
                        + serviceTimes(counts).clampedCount())
                .sum();
    }

    private static StepTotals totals(String name, List<StepFigures> steps) {
        RequestCounts counts = steps.stream()
                .flatMap(step -> List.of(step.warmUp(), step.measured()).stream())
                .reduce(RequestCounts::plus)
                .orElseGet(() -> RequestCounts.none(0));
        LatencyHistogram responseTimes = responseTimes(counts);
        LatencyHistogram serviceTimes = serviceTimes(counts);
        return new StepTotals(
                name,
                steps.stream().mapToLong(StepFigures::intended).sum(),
                counts.completed(),
                steps.stream().mapToLong(StepFigures::inFlight).sum(),
                OpenWindows.named(NotSentReason.values(), counts.notSent()),
                OpenWindows.named(RequestOutcome.values(), counts.outcomes()),
                counts.businessFailures(),
                counts.failed(),
                responseTimes.percentileMicros(50),
                responseTimes.percentileMicros(95),
                responseTimes.percentileMicros(99),
                responseTimes.maxMicros(),
                serviceTimes.percentileMicros(50),
                serviceTimes.percentileMicros(95),
                serviceTimes.percentileMicros(99),
                serviceTimes.maxMicros());
    }

    private static LatencyHistogram responseTimes(RequestCounts counts) {
        return LatencyHistogram.decode(EncodedHistogram.merge(counts.responseTimes(), counts.failedResponseTimes()));
    }

    private static LatencyHistogram serviceTimes(RequestCounts counts) {
        return LatencyHistogram.decode(EncodedHistogram.merge(counts.serviceTimes(), counts.failedServiceTimes()));
    }

    private static Evidence evidence(RunFigures figures) {
        LatencyHistogram lags = LatencyHistogram.decode(figures.dispatchLags());
        return new Evidence(
                sum(figures, PartFigures::batchesExpected),
                sum(figures, PartFigures::batchesReceived),
                sum(figures, PartFigures::batchesDuplicate),
                sum(figures, PartFigures::batchesUnreadable),
                sum(figures, PartFigures::eventsLost),
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
