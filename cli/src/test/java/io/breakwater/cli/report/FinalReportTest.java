package io.breakwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.terminal.CapturedTerminal;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.TokenTotals;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalReportTest {

    private final FinalReport report = new FinalReport(new CapturedTerminal(false).terminal());

    @Test
    void accountsForEveryRequestWithTheReasons() {
        List<String> lines = report.lines(Verdicts.of(Outcome.PASS, List.of()), List.of());

        assertThat(lines)
                .contains(
                        "  requests       12,000 intended = 11,990 completed + 0 in flight + 10 not sent: no connection 10",
                        "  failed         40 (0.33 %): check failed 10, request timed out 30");
    }

    @Test
    void showsWhatBecameOfEachTokenThatMadeTrouble() {
        assertThat(report.lines(Verdicts.withTokens(new TokenTotals("demo-shop", 1_412, 12, 30, 30)), List.of()))
                .contains(
                        "  token          demo-shop: 1,412 refused (12 after its end), 30 not sent (30 after its end)");
    }

    @Test
    void showsResponseTimeBeforeServiceTime() {
        List<String> lines = report.lines(Verdicts.of(Outcome.PASS, List.of()), List.of());

        assertThat(lines)
                .containsSubsequence(
                        "                        p50        p95        p99        max",
                        "  response time     25.0 ms    90.0 ms     140 ms     1.31 s",
                        "  service time      24.0 ms    88.0 ms     139 ms     1.30 s");
    }

    @Test
    void showsTheTimeForCryptographyBesideServiceTime() {
        assertThat(report.lines(Verdicts.of(Outcome.PASS, List.of()), List.of()))
                .contains("  cryptography   42 us on average for each of 12,000 messages, outside of service time");
    }

    @Test
    void tellsWhenAnObjectiveBroke_andThatNothingDecidedOne() {
        assertThat(report.lines(Verdicts.of(Outcome.FAIL, List.of()), List.of()))
                .contains("  broken over 870 ms: 0.72 % (<= 1 %) (2026-11-20T12:00:41Z)");
        assertThat(report.lines(Verdicts.of(Outcome.INCONCLUSIVE, List.of()), List.of()))
                .contains("  open   over 870 ms: 0.72 % (<= 1 %)");
    }

    @Test
    void showsEachRungAndWhoChangedTheLoad() {
        List<String> lines = report.lines(Verdicts.steered(), List.of());

        assertThat(lines)
                .containsSubsequence(
                        "                          level   requests    failed        p50        p95        p99",
                        "  rung 1                  100/s     12,000    0.33 %    25.0 ms    90.0 ms     140 ms",
                        "  rung 2           100 to 200/s     12,000    0.33 %    25.0 ms    90.0 ms     140 ms",
                        "  load           changed by hand 2 times",
                        "                 2026-11-20T12:00:30Z level set to 12.5/s, by li@example.com",
                        "                 2026-11-20T12:00:40Z paused, session browse, by ci");
    }

    @Test
    void showsTheCorrectedTimeOfAClosedLoadBelowThePlainOne() {
        List<String> lines = report.lines(Verdicts.closed(), List.of());

        assertThat(lines)
                .containsSubsequence(
                        "  response time     25.0 ms    90.0 ms     140 ms     1.31 s",
                        "  corrected         26.0 ms     800 ms     1.20 s     1.31 s",
                        "  iterations     12,000 of at most 20,000 · closed load");
        assertThat(report.lines(Verdicts.of(Outcome.PASS, List.of()), List.of()))
                .noneMatch(line -> line.contains("corrected") || line.contains("iterations"));
    }

    @Test
    void saysWhatTheGeneratorsDropped_andNothingOfWhatTheyDidNot() {
        assertThat(report.lines(Verdicts.of(Outcome.PASS, List.of()), List.of()))
                .filteredOn(line -> line.contains("evidence"))
                .singleElement()
                .asString()
                .contains("0 events lost, 12 samples dropped ·")
                .doesNotContain("resent", "messages");
    }

    @Test
    void endsWithTheVerdictAndEveryReason() {
        List<String> lines = report.lines(
                Verdicts.of(Outcome.INCONCLUSIVE, List.of("the generator was late", "3 batches are missing")),
                List.of("| check point |"));

        assertThat(lines).contains("  | check point |");
        assertThat(lines).endsWith("Verdict: INCONCLUSIVE", "  the generator was late", "  3 batches are missing");
    }
}
