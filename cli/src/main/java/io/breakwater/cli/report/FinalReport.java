package io.breakwater.cli.report;

import static io.breakwater.cli.terminal.Amounts.count;
import static io.breakwater.cli.terminal.Amounts.share;
import static io.breakwater.cli.terminal.Amounts.time;

import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.terminal.Terminal.Style;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.verdict.Evidence;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.verdict.TokenTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report of a run as lines of text: what was counted, what was demanded, the platform's table, the verdict. */
public final class FinalReport {

    private static final String TIMES = "  %-14s %10s %10s %10s %10s";

    private final Terminal terminal;

    /** A report for this terminal's styles. */
    public FinalReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The lines.
     *
     * @param verdict    provisional or final
     * @param acceptance the platform's table in each language, as Markdown; empty when the run has no such objectives
     */
    public List<String> lines(RunVerdict verdict, List<String> acceptance) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(terminal.styled(Style.BOLD, "Run " + verdict.runId() + " · " + verdict.scenario())
                + (verdict.last() ? "" : " · provisional"));
        lines.add("");
        counts(verdict.run(), lines);
        lines.add("");
        lines.add(String.format(Locale.ROOT, TIMES, "", "p50", "p95", "p99", "max"));
        times(verdict.run(), lines);
        cryptography(verdict.run(), lines);
        if (verdict.steps().size() > 1) {
            for (StepTotals step : verdict.steps()) {
                lines.add("");
                lines.add("  step " + step.step());
                counts(step, lines);
                times(step, lines);
                cryptography(step, lines);
            }
        }
        lines.addAll(LoadLines.of(verdict));
        verdict.tokens().forEach(token -> lines.add(token(token)));
        if (!verdict.objectives().isEmpty()) {
            lines.add("");
            verdict.objectives().forEach(objective -> lines.add(objective(objective)));
        }
        for (String table : acceptance) {
            lines.add("");
            table.lines().forEach(row -> lines.add(row.isBlank() ? "" : "  " + row));
        }
        lines.add("");
        lines.add(evidence(verdict.evidence()));
        lines.add("");
        lines.add("Verdict: "
                + terminal.styled(styleOf(verdict.outcome()), verdict.outcome().name()));
        verdict.reasons().forEach(reason -> lines.add("  " + reason));
        return lines;
    }

    private static void counts(StepTotals totals, List<String> lines) {
        lines.add("  requests       " + count(totals.intended()) + " intended = " + count(totals.completed())
                + " completed + " + count(totals.inFlight()) + " in flight + "
                + count(sum(totals.notSent())) + " not sent" + reasons(totals.notSent()));
        long completed = Math.max(1, totals.completed());
        lines.add("  failed         " + count(totals.failed()) + " (" + share(totals.failed() / (double) completed)
                + ")" + reasons(failures(totals)));
    }

    private static Map<String, Long> failures(StepTotals totals) {
        Map<String, Long> failures = new TreeMap<>(totals.outcomes());
        failures.remove("SUCCEEDED");
        if (totals.businessFailures() > 0) {
            failures.put("CHECK_FAILED", totals.businessFailures());
        }
        if (totals.tokenRefusals() > 0) {
            failures.put("TOKEN_REFUSED", totals.tokenRefusals());
        }
        return failures;
    }

    private static String token(TokenTotals token) {
        return "  token          " + token.token() + ": " + count(token.refused()) + " refused ("
                + count(token.refusedExpired()) + " after its end), " + count(token.notSent()) + " not sent ("
                + count(token.notSentExpired()) + " after its end)";
    }

    private static void times(StepTotals totals, List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                TIMES,
                "response time",
                time(totals.responseTimeP50Micros()),
                time(totals.responseTimeP95Micros()),
                time(totals.responseTimeP99Micros()),
                time(totals.responseTimeMaxMicros())));
        lines.add(String.format(
                Locale.ROOT,
                TIMES,
                "service time",
                time(totals.serviceTimeP50Micros()),
                time(totals.serviceTimeP95Micros()),
                time(totals.serviceTimeP99Micros()),
                time(totals.serviceTimeMaxMicros())));
        totals.correctedResponseTime()
                .ifPresent(corrected -> lines.add(String.format(
                        Locale.ROOT,
                        TIMES,
                        "corrected",
                        time(corrected.p50Micros()),
                        time(corrected.p95Micros()),
                        time(corrected.p99Micros()),
                        time(corrected.maxMicros()))));
    }

    private static void cryptography(StepTotals totals, List<String> lines) {
        CryptographyTime cryptography = totals.cryptography();
        if (cryptography.messages() > 0) {
            lines.add("  cryptography   " + time(Math.round(cryptography.meanMicros())) + " on average for each of "
                    + count(cryptography.messages()) + " messages, outside of service time");
        }
    }

    private String objective(ObjectiveResult result) {
        String mark = result.held()
                ? terminal.styled(Style.GREEN, "held  ")
                : result.decided() ? terminal.styled(Style.RED, "broken") : terminal.styled(Style.YELLOW, "open  ");
        return "  " + mark + " " + told(result);
    }

    /** An objective's sentence, with the instant at which it broke. */
    static String told(ObjectiveResult result) {
        return result.sentence()
                + result.firstBroke().map(broke -> " (" + broke.at() + ")").orElse("");
    }

    private static String evidence(Evidence evidence) {
        return "  evidence       " + count(evidence.batchesReceived()) + " of " + count(evidence.batchesExpected())
                + " batches, " + count(evidence.eventsLost()) + " events lost"
                + ifAny(evidence.requestsResent(), "requests resent")
                + ifAny(evidence.samplesDropped(), "samples dropped")
                + ifAny(evidence.messagesDropped(), "early WebSocket messages dropped")
                + " · generator late by p99 "
                + time(evidence.dispatchLagP99Micros()) + ", max " + time(evidence.dispatchLagMaxMicros())
                + " · generator CPU up to " + share(evidence.cpuRatioMax());
    }

    private static String ifAny(long number, String words) {
        return number > 0 ? ", " + count(number) + " " + words : "";
    }

    private static String reasons(Map<String, Long> counts) {
        Map<String, Long> some = new TreeMap<>(counts);
        some.values().removeIf(value -> value == 0);
        if (some.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        some.forEach((name, value) -> parts.add(name.toLowerCase(Locale.ROOT).replace('_', ' ') + " " + count(value)));
        return ": " + String.join(", ", parts);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The colour in which an outcome is told. */
    static Style styleOf(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Style.GREEN;
            case FAIL -> Style.RED;
            case INCONCLUSIVE -> Style.YELLOW;
        };
    }
}
