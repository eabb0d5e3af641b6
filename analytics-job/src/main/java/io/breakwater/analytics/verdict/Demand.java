package io.breakwater.analytics.verdict;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.measurement.histogram.LatencyHistogram;
import io.breakwater.measurement.objective.CountedRequests;
import io.breakwater.measurement.objective.CountedRequests.LimitCount;
import io.breakwater.measurement.objective.Finding;
import io.breakwater.measurement.objective.Objective;
import io.breakwater.measurement.objective.Objective.ErrorsAtMost;
import io.breakwater.measurement.objective.Objective.OverAtMost;
import io.breakwater.measurement.objective.Objective.PercentileAtMost;
import io.breakwater.measurement.objective.Objective.ThroughputAtLeast;
import io.breakwater.measurement.objective.Objective.TokenRefusalsAtMost;
import io.breakwater.measurement.objective.Objective.WithinAtLeast;
import io.breakwater.measurement.objective.TimeMeasure;
import java.util.ArrayList;
import java.util.List;

/**
 * An objective of a scenario, and the same as measurement understands it.
 *
 * @param stated   as the scenario says it
 * @param measured as it is evaluated
 */
record Demand(io.breakwater.events.scenario.Objective stated, Objective measured) {

    static Demand of(io.breakwater.events.scenario.Objective stated) {
        TimeMeasure measure = switch (stated.measure()) {
            case RESPONSE_TIME -> TimeMeasure.RESPONSE_TIME;
            case SERVICE_TIME -> TimeMeasure.SERVICE_TIME;
        };
        Objective measured = switch (stated.kind()) {
            case WITHIN_AT_LEAST -> new WithinAtLeast(measure, stated.limitMicros(), stated.shareRatio());
            case OVER_AT_MOST -> new OverAtMost(measure, stated.limitMicros(), stated.shareRatio());
            case PERCENTILE_AT_MOST -> new PercentileAtMost(measure, stated.percentile(), stated.limitMicros());
            case ERRORS_AT_MOST -> new ErrorsAtMost(stated.shareRatio());
            case TOKEN_REFUSALS_AT_MOST -> new TokenRefusalsAtMost(stated.shareRatio());
            case THROUGHPUT_AT_LEAST -> new ThroughputAtLeast(stated.shareRatio());
        };
        return new Demand(stated, measured);
    }

    /** Evaluates it on the requests after warm-up of its step, or of all steps. */
    ObjectiveResult compareWith(RunFigures figures) {
        RequestCounts counts = figures.steps().stream()
                .filter(step -> stated.step().isEmpty()
                        || step.step().equals(stated.step().get()))
                .map(StepFigures::measured)
                .reduce(RequestCounts::plus)
                .orElseGet(() -> RequestCounts.none(figures.limitsMicros().size()));
        String step = stated.step().map(name -> name + " ").orElse("");
        List<Long> limitsMicros = figures.limitsMicros();
        if (stated.limitMicros() > 0 && !limitsMicros.contains(stated.limitMicros())) {
            if (counts.events() > 0) {
                return new ObjectiveResult(
                        stated,
                        0,
                        0,
                        false,
                        step + "limit of " + stated.limitMicros()
                                + " us: requests were not compared with it (expected: "
                                + "one of the limits in their batches, " + limitsMicros + " us)");
            }
            limitsMicros = List.of(stated.limitMicros());
            counts = RequestCounts.none(1);
        }
        CountedRequests counted = counted(counts, limitsMicros);
        Finding finding = measured.evaluate(counted);
        return new ObjectiveResult(
                stated, finding.measured(), finding.requests(), finding.held(), step + finding.sentence());
    }

    private static CountedRequests counted(RequestCounts counts, List<Long> limitsMicros) {
        List<LimitCount> limits = new ArrayList<>();
        for (int limit = 0; limit < limitsMicros.size(); limit++) {
            limits.add(new LimitCount(
                    limitsMicros.get(limit),
                    counts.responseTimeWithin().get(limit),
                    counts.serviceTimeWithin().get(limit)));
        }
        long stopped = counts.notSent(NotSentReason.STOPPED);
        return new CountedRequests(
                counts.completed(),
                counts.failed(),
                counts.tokenRefusals(),
                counts.notSentTotal() - stopped,
                stopped,
                limits,
                LatencyHistogram.decode(counts.responseTimes()),
                LatencyHistogram.decode(counts.serviceTimes()));
    }
}
