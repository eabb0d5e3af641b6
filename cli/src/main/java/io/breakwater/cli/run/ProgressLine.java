package io.breakwater.cli.run;

import static io.breakwater.cli.terminal.Amounts.clock;
import static io.breakwater.cli.terminal.Amounts.count;
import static io.breakwater.cli.terminal.Amounts.share;
import static io.breakwater.cli.terminal.Amounts.time;

import io.breakwater.cli.rest.RunView;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import java.time.Duration;
import java.util.Locale;

/** One line a second on how a run is doing, from its provisional verdicts. Remembers the last to tell the throughput. */
final class ProgressLine {

    private static final int BAR_WIDTH = 20;

    private Duration planned = Duration.ZERO;
    private long lastCompleted;
    private long lastElapsedMicros;
    private double throughputPerSecond;

    /**
     * The line.
     *
     * @param verdict what has come so far
     * @param view    how long the load still is, and whether it is paused
     */
    String of(RunVerdict verdict, RunView view) {
        StepTotals run = verdict.run();
        if (view.startAt().isPresent() && view.plannedEnd().isPresent()) {
            planned = Duration.between(view.startAt().get(), view.plannedEnd().get());
        }
        if (verdict.elapsedMicros() > lastElapsedMicros) {
            throughputPerSecond =
                    (run.completed() - lastCompleted) * 1e6 / (verdict.elapsedMicros() - lastElapsedMicros);
            lastCompleted = run.completed();
            lastElapsedMicros = verdict.elapsedMicros();
        }
        Duration elapsed = Duration.ofNanos(verdict.elapsedMicros() * 1_000);
        if (elapsed.compareTo(planned) > 0 && !view.paused()) {
            elapsed = planned;
        }
        StringBuilder line = new StringBuilder(bar(elapsed))
                .append(' ')
                .append(clock(elapsed))
                .append('/')
                .append(clock(planned))
                .append(view.paused() ? "  paused" : "")
                .append(String.format(Locale.ROOT, "  %,.0f/s", throughputPerSecond))
                .append("  p95 ")
                .append(time(run.responseTimeP95Micros()))
                .append("  p99 ")
                .append(time(run.responseTimeP99Micros()));
        verdict.objectives().forEach(result -> line.append(kept(result)));
        long notSent =
                run.notSent().values().stream().mapToLong(Long::longValue).sum();
        return line.append("  not sent ")
                .append(count(notSent))
                .append("  failed ")
                .append(count(run.failed()))
                .toString();
    }

    private static String kept(ObjectiveResult result) {
        String limit = time(result.objective().limitMicros()).replace(".0 ", " ");
        Objective.Kind kind = result.objective().kind();
        if (kind == Objective.Kind.WITHIN_AT_LEAST) {
            return "  within " + limit + " " + share(result.measured());
        }
        return kind == Objective.Kind.OVER_AT_MOST ? "  over " + limit + " " + share(result.measured()) : "";
    }

    private String bar(Duration elapsed) {
        long filledUp = planned.isZero() ? 0 : BAR_WIDTH * elapsed.toMillis() / planned.toMillis();
        int filled = (int) Math.min(BAR_WIDTH, filledUp);
        return "[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
    }
}
