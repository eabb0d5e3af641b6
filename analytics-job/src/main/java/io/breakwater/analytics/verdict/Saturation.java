package io.breakwater.analytics.verdict;

import static io.breakwater.analytics.verdict.Amounts.count;
import static io.breakwater.analytics.verdict.Amounts.millis;
import static io.breakwater.analytics.verdict.Amounts.percent;
import static io.breakwater.analytics.verdict.Amounts.share;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.time.Duration;
import java.util.List;

/** Finds a resource of ours that was used up before the target was, and names it with its figure. */
final class Saturation {

    private final TrustLimits limits;

    Saturation(TrustLimits limits) {
        this.limits = limits;
    }

    /** Processors and event loops of the generators. */
    void ofGenerators(RunFigures figures, List<String> doubts) {
        LatencyHistogram lags = LatencyHistogram.decode(figures.dispatchLags());
        long p99Micros = lags.percentileMicros(99);
        if (p99Micros > micros(limits.dispatchLagP99AtMost())) {
            doubts.add("generator dispatch lag p99: " + millis(p99Micros) + " (expected: <= "
                    + millis(micros(limits.dispatchLagP99AtMost())) + "; the generator was the bottleneck: "
                    + ownFigures(figures) + ")");
        }
        if (lags.percentileMicros(100 * (1 - limits.longDispatchLagShare())) > micros(limits.longDispatchLag())) {
            doubts.add("generator dispatch lag: up to " + millis(lags.maxMicros()) + " (expected: over "
                    + millis(micros(limits.longDispatchLag())) + " for at most "
                    + share(limits.longDispatchLagShare()) + " of the arrivals; the generator stood still: "
                    + ownFigures(figures) + ")");
        }
        long skipped = LoadDoubts.notSent(figures, NotSentReason.TOO_LATE);
        long iterations = figures.progress().iterations().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (skipped > limits.longDispatchLagShare() * iterations) {
            doubts.add("arrivals skipped because the generator came too late to them: " + count(skipped)
                    + " (expected: at most " + share(limits.longDispatchLagShare()) + " of " + count(iterations) + "; "
                    + ownFigures(figures) + ")");
        }
        if (figures.lanes().stream()
                .anyMatch(lane -> lane.closed() && !lane.sessions().isEmpty())) {
            figures.parts().forEach(part -> ofClosedLoad(part, doubts));
        }
    }

    /** A generator that comes late to responses makes the target look slow, and a closed load has no arrivals to tell. */
    private void ofClosedLoad(PartFigures part, List<String> doubts) {
        String generator = "generator " + part.generatorId() + ": ";
        if (part.longestPauseMicros() > micros(limits.longDispatchLag())) {
            doubts.add(generator + "event loop stood still for up to " + millis(part.longestPauseMicros())
                    + " (expected: <= " + millis(micros(limits.longDispatchLag()))
                    + "; in a closed load that is within the measured times)");
        }
        if (part.batchesBusy() > TrustLimits.BUSY_SHARE_AT_MOST * part.batchesReceived()) {
            doubts.add(generator + "CPU at " + share(TrustLimits.BUSY_CPU_RATIO) + " or more in "
                    + count(part.batchesBusy()) + " of " + count(part.batchesReceived())
                    + " batches (expected: at most " + share(TrustLimits.BUSY_SHARE_AT_MOST)
                    + " of them; the generator was the bottleneck)");
        }
    }

    private static String ownFigures(RunFigures figures) {
        double cpuRatio = figures.parts().stream()
                .mapToDouble(PartFigures::cpuRatioMax)
                .max()
                .orElse(0);
        long pauseMicros = figures.parts().stream()
                .mapToLong(PartFigures::longestPauseMicros)
                .max()
                .orElse(0);
        return "CPU up to " + percent(cpuRatio) + ", event loop stood still for up to " + millis(pauseMicros);
    }

    /**
     * The bounds under {@code http}. They are the target's fault when it does not give back what it holds; they were simply too
     * narrow when it answered each request, without a failure, sooner than the shortest time limit and an objective is broken
     * nevertheless.
     */
    void ofBounds(RunFigures figures, List<ObjectiveResult> results, List<String> doubts) {
        if (results.stream().allMatch(result -> result.held() || result.requests() == 0)) {
            return;
        }
        RequestCounts all = figures.steps().stream()
                .map(StepFigures::all)
                .reduce(RequestCounts::plus)
                .orElseGet(() -> RequestCounts.none(0));
        long longestMicros = longestMicros(all.serviceTimes()) + longestMicros(all.connectTimes());
        if (all.completed() == 0 || all.failed() > 0 || longestMicros > shortestLimitMicros(figures)) {
            return;
        }
        HttpSettings http = figures.plan().scenario().http();
        String answered = "though the target answered each request within " + millis(longestMicros);
        long noUser = LoadDoubts.notSent(figures, NotSentReason.NO_VIRTUAL_USER);
        long noConnection = LoadDoubts.notSent(figures, NotSentReason.NO_CONNECTION);
        long waitedMicros = longestMicros(all.scheduleLags());
        if (noUser > 0) {
            doubts.add("requests not sent for want of a virtual user: " + count(noUser) + ", " + answered
                    + " (expected: 0; virtual-users: " + count(http.virtualUsers()) + " was the bottleneck)");
        }
        if (noConnection > 0) {
            doubts.add("requests not sent for want of a connection: " + count(noConnection) + ", " + answered
                    + " (expected: 0; connections: " + count(http.connections()) + " was the bottleneck)");
        } else if (noUser == 0 && waitedMicros > shortestLimitMicros(figures)) {
            doubts.add("requests waited for a connection for up to " + millis(waitedMicros) + ", " + answered
                    + " (connections: " + count(http.connections()) + " was the bottleneck)");
        }
    }

    private long shortestLimitMicros(RunFigures figures) {
        return figures.plan().scenario().objectives().stream()
                .mapToLong(Objective::limitMicros)
                .filter(limit -> limit > 0)
                .min()
                .orElse(micros(limits.longDispatchLag()));
    }

    private static long longestMicros(byte[] histogram) {
        return LatencyHistogram.decode(histogram).maxMicros();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
