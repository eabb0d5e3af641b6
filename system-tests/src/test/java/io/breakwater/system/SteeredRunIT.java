package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports.Window;
import io.breakwater.system.client.RunView;
import io.breakwater.system.client.RunView.Adjustment;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A load that people change while it goes on. */
@ExtendWith(SharedStack.class)
class SteeredRunIT {

    private static final String SCENARIO = """
            scenario: steered-run
            target: TARGET
            http: { request-timeout: 60s }
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 40/s
                  for: 10m
            objectives:
              also:
                - errors: "<= 1%"
            """;

    /** One run: raised, paused, resumed, and cut off while the target answers nothing. */
    @Test
    void obeysEachChangeFromItsInstantOnAndTellsWhoMadeIt(SystemStack stack) {
        stack.runs().store(SCENARIO);
        String runId = stack.runs().start("steered-run");
        stack.backend().awaitReceived(50);

        Adjustment raised = stack.runs().adjust(runId, Map.of("by", "ann", "level", "90/s"));
        stack.backend().awaitReceived(300);
        Adjustment paused = stack.runs().adjust(runId, Map.of("by", "ben", "pause", true));
        Instant wholeSecondPaused = paused.effectiveAt().plusMillis(1_500);
        await("a whole second of the pause").until(() -> Instant.now().isAfter(wholeSecondPaused));
        long beforeThePause = stack.backend().counts().received();
        Adjustment resumed = stack.runs().adjust(runId, Map.of("by", "ann", "resume", true));
        stack.backend().awaitReceived(beforeThePause + 220);
        stack.backend().behave(Map.of("service-time", "60s"));
        stack.backend().awaitWaiting(20);
        stack.runs().stopAtOnce(runId, "ann", "enough seen");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.adjustments())
                .as("in the record of the run")
                .containsExactly(raised, paused, resumed)
                .extracting(Adjustment::by)
                .containsExactly("ann", "ben", "ann");
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.changes())
                .as("in the report")
                .extracting(LoadChange::effectiveAt, LoadChange::by, LoadChange::kind)
                .containsExactly(
                        tuple(raised.effectiveAt(), "ann", LoadChange.Kind.SET_LEVEL),
                        tuple(paused.effectiveAt(), "ben", LoadChange.Kind.PAUSE),
                        tuple(resumed.effectiveAt(), "ann", LoadChange.Kind.RESUME));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .anySatisfy(
                        reason -> assertThat(reason).contains("stopped by ann").contains("enough seen"));

        assertRates(verdict, stack.reports().awaitWindows(verdict), List.of(raised, paused, resumed));

        assertThat(Duration.between(run.since(RunStatus.STOPPING), run.since(RunStatus.AWAITING_VERDICT)))
                .as("requests in flight, which would have gone on for a minute, are cut off")
                .isLessThan(Duration.ofSeconds(5));
        assertThat(verdict.run().outcomes().get("ABORTED")).isGreaterThanOrEqualTo(20);
    }

    private static void assertRates(RunVerdict verdict, List<Window> windows, List<Adjustment> changes) {
        Map<Long, Long> intended = windows.stream()
                .collect(Collectors.groupingBy(
                        Window::second,
                        TreeMap::new,
                        Collectors.summingLong(window -> window.completed() + window.notSentTotal())));
        Instant start = verdict.startAt();
        long raised = secondOf(start, changes.get(0));
        long paused = secondOf(start, changes.get(1));
        long resumed = secondOf(start, changes.get(2));
        assertSeconds(intended, 0, raised, 40);
        assertSeconds(intended, raised + 1, paused, 90);
        assertSeconds(intended, paused + 1, resumed, 0);
        assertSeconds(intended, resumed + 1, resumed + 2, 90);
    }

    private static long secondOf(Instant start, Adjustment change) {
        return Duration.between(start, change.effectiveAt()).toSeconds();
    }

    private static void assertSeconds(Map<Long, Long> intended, long from, long to, long rate) {
        assertThat(LongStream.range(from, to).map(second -> intended.getOrDefault(second, 0L)))
                .as("arrivals in seconds %d to %d of %s", from, to, intended)
                .isNotEmpty()
                .containsOnly(rate);
    }
}
