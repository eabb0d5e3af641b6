package io.breakwater.analytics.verdict;

import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Session;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what makes a measurement unfit for a verdict. One sentence each, in a fixed order. */
final class Doubts {

    private final TrustLimits limits;

    Doubts(TrustLimits limits) {
        this.limits = limits;
    }

    List<String> about(RunFigures figures) {
        List<String> doubts = new ArrayList<>();
        figures.stop()
                .filter(stop -> endedEarly(figures))
                .ifPresent(stop ->
                        doubts.add("stopped by " + stop.by() + ": " + stop.reason() + " (expected: run to its end)"));
        figures.parts().forEach(part -> aboutPart(part, doubts));
        aboutDispatch(figures, doubts);
        aboutLoad(figures, doubts);
        aboutTimes(figures, doubts);
        aboutObjectives(figures, doubts);
        return List.copyOf(doubts);
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

    private void aboutDispatch(RunFigures figures, List<String> doubts) {
        LatencyHistogram lags = LatencyHistogram.decode(figures.dispatchLags());
        long p99Micros = lags.percentileMicros(99);
        if (p99Micros > micros(limits.dispatchLagP99AtMost())) {
            doubts.add("generator dispatch lag p99: " + millis(p99Micros) + " (expected: <= "
                    + millis(micros(limits.dispatchLagP99AtMost())) + "; the generator was the bottleneck)");
        }
        if (lags.percentileMicros(100 * (1 - limits.longDispatchLagShare())) > micros(limits.longDispatchLag())) {
            doubts.add("generator dispatch lag: up to " + millis(lags.maxMicros()) + " (expected: over "
                    + millis(micros(limits.longDispatchLag())) + " for at most "
                    + share(limits.longDispatchLagShare()) + " of the arrivals; the generator stood still)");
        }
    }

    private static void aboutLoad(RunFigures figures, List<String> doubts) {
        if (figures.stop().isEmpty() || !endedEarly(figures)) {
            long planned = PlannedArrivals.of(figures.plan().scenario().load().phases());
            long intended = intendedArrivals(figures);
            if (figures.last() && intended != planned) {
                doubts.add("arrivals intended by the generators: " + count(intended) + " (expected: " + count(planned)
                        + " by the load of the scenario)");
            }
            long neverBegun = stepsNeverBegun(figures);
            if (figures.last() && neverBegun > 0) {
                doubts.add("steps not begun though the step before succeeded: " + count(neverBegun) + " (expected: 0)");
            }
            notSent(figures, NotSentReason.STOPPED, "as a generator stopped, though nobody stopped the run", doubts);
        }
        notSent(figures, NotSentReason.TOKEN_MISSING, "for want of a valid token", doubts);
        notSent(figures, NotSentReason.DATA_USED_UP, "because the data was used up", doubts);
    }

    /**
     * Whether less was sent than the scenario asks for. A command to stop that was written when all had been sent has
     * stopped nothing: whether it is read before the verdict is chance, so it must not count.
     */
    static boolean endedEarly(RunFigures figures) {
        return intendedArrivals(figures)
                        < PlannedArrivals.of(figures.plan().scenario().load().phases())
                || stepsNeverBegun(figures) > 0
                || notSent(figures, NotSentReason.STOPPED) > 0;
    }

    private static void notSent(RunFigures figures, NotSentReason reason, String words, List<String> doubts) {
        long notSent = notSent(figures, reason);
        if (notSent > 0) {
            doubts.add("requests not sent " + words + ": " + count(notSent) + " (expected: 0)");
        }
    }

    private static long notSent(RunFigures figures, NotSentReason reason) {
        return figures.steps().stream()
                .mapToLong(
                        step -> step.warmUp().notSent(reason) + step.measured().notSent(reason))
                .sum();
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

    /** Every iteration begins with the first step of a session, so these steps' requests are the arrivals. */
    private static long intendedArrivals(RunFigures figures) {
        Set<String> firstSteps = figures.plan().scenario().sessions().stream()
                .map(session -> session.steps().get(0).name())
                .collect(Collectors.toSet());
        return figures.steps().stream()
                .filter(step -> firstSteps.contains(step.step()))
                .mapToLong(StepFigures::intended)
                .sum();
    }

    /** In a session each success begins the next step, unless the generator has stopped: that one leaves no event. */
    private static long stepsNeverBegun(RunFigures figures) {
        Map<String, StepFigures> byName =
                figures.steps().stream().collect(Collectors.toMap(StepFigures::step, Function.identity()));
        long neverBegun = 0;
        for (Session session : figures.plan().scenario().sessions()) {
            for (int step = 1; step < session.steps().size(); step++) {
                StepFigures before = byName.get(session.steps().get(step - 1).name());
                StepFigures next = byName.get(session.steps().get(step).name());
                if (before != null && next != null) {
                    neverBegun += Math.max(0, succeeded(before) - next.intended());
                }
            }
        }
        return neverBegun;
    }

    private static long succeeded(StepFigures step) {
        return step.warmUp().completed()
                - step.warmUp().failed()
                + step.measured().completed()
                - step.measured().failed();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f ms", micros / 1_000.0);
    }

    private static String share(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
