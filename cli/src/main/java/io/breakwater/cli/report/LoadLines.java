package io.breakwater.cli.report;

import static io.breakwater.cli.terminal.Amounts.count;
import static io.breakwater.cli.terminal.Amounts.share;
import static io.breakwater.cli.terminal.Amounts.time;

import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.RungResult;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a report says of the run's loads: iterations, rungs, and changes by hand. */
final class LoadLines {

    private static final String RUNG = "  %-14s %14s %10s %9s %10s %10s %10s";

    private LoadLines() {}

    static List<String> of(RunVerdict verdict) {
        List<String> lines = new ArrayList<>();
        if (verdict.loads().stream().anyMatch(LoadLines::isWorthALine)) {
            lines.add("");
            verdict.loads().forEach(load -> lines.add(iterations(load)));
        }
        if (!verdict.rungs().isEmpty()) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, RUNG, "", "level", "requests", "failed", "p50", "p95", "p99"));
            verdict.rungs().forEach(rung -> lines.add(rung(rung, verdict.loads())));
        }
        if (!verdict.changes().isEmpty()) {
            lines.add("");
            lines.add("  load           " + timesChanged(verdict.changes().size()));
            verdict.changes().forEach(change -> lines.add("                 " + change(change, verdict.loads())));
        }
        return lines;
    }

    /** One open load for all says no more than the requests do. */
    private static boolean isWorthALine(LoadTotals load) {
        return load.session().isPresent() || load.model() == LoadTotals.Model.CLOSED;
    }

    private static String iterations(LoadTotals load) {
        String bound = load.planned()
                .map(planned -> " of " + (load.model() == LoadTotals.Model.CLOSED ? "at most " : "") + count(planned))
                .orElse("");
        return "  iterations     " + count(load.iterations()) + bound + " · "
                + load.model().name().toLowerCase(Locale.ROOT) + " load"
                + load.session().map(session -> " of session " + session).orElse("");
    }

    private static String rung(RungResult rung, List<LoadTotals> loads) {
        String name = "rung " + rung.number()
                + rung.session().map(session -> " " + session).orElse("");
        long completed = Math.max(1, rung.run().completed());
        return String.format(
                Locale.ROOT,
                RUNG,
                name,
                level(rung, unit(rung.session(), loads)),
                count(rung.run().intended()),
                share(rung.run().failed() / (double) completed),
                time(rung.run().responseTimeP50Micros()),
                time(rung.run().responseTimeP95Micros()),
                time(rung.run().responseTimeP99Micros()));
    }

    private static String level(RungResult rung, String unit) {
        return rung.fromLevel() == rung.toLevel()
                ? number(rung.toLevel()) + unit
                : number(rung.fromLevel()) + " to " + number(rung.toLevel()) + unit;
    }

    private static String unit(Optional<String> session, List<LoadTotals> loads) {
        boolean closed = loads.stream()
                .anyMatch(load -> load.session().equals(session) && load.model() == LoadTotals.Model.CLOSED);
        return closed ? " users" : "/s";
    }

    static String timesChanged(int changes) {
        return "changed by hand " + (changes == 1 ? "once" : changes + " times");
    }

    private static String change(LoadChange change, List<LoadTotals> loads) {
        String what = switch (change.kind()) {
            case SET_LEVEL -> "level set to " + number(change.value()) + unit(change.session(), loads);
            case SCALE -> "level multiplied by " + number(change.value());
            case PAUSE -> "paused";
            case RESUME -> "resumed";
        };
        return change.effectiveAt().truncatedTo(ChronoUnit.MILLIS) + " " + what
                + change.session().map(session -> ", session " + session).orElse("") + ", by " + change.by();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
