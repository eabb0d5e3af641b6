package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.ObjectiveResult.Breach;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports.Window;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A target that becomes slow, and an objective that stops its run. */
@ExtendWith(SharedStack.class)
class ObjectiveStopIT {

    private static final String SCENARIO = """
            scenario: objective-stop
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 50/s
                  for: 10m
            objectives:
              also:
                - response-time: p95 <= 200ms
                  over-last: 2s
                  minimum-requests: 50
                  stop-run: true
                - errors: "<= 1%"
            """;

    @Test
    void endsARunWithinTwoSecondsOfTheSecondThatBrokeItsObjective(SystemStack stack) {
        stack.runs().store(SCENARIO);
        String runId = stack.runs().start("objective-stop");
        stack.backend().awaitReceived(200);
        stack.backend().behave(Map.of("service-time", "400ms"));
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.outcome()).as(run.toString()).isEqualTo(Outcome.FAIL);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.objectives()).extracting(ObjectiveResult::held).containsExactly(false, true);
        assertThat(verdict.reasons())
                .containsExactly(verdict.objectives().get(0).sentence());
        long broken =
                verdict.objectives().get(0).firstBroke().map(Breach::second).orElseThrow();
        assertThat(broken).as("the first seconds were quick").isGreaterThanOrEqualTo(2);
        long lastSecond = stack.reports().awaitWindows(verdict).stream()
                .mapToLong(Window::second)
                .max()
                .orElseThrow();
        // The second that broke it closes 0.4 s after its end, with its last response; 2 s later nothing is sent any
        // more.
        assertThat(lastSecond).as("the run went on after second %d", broken).isLessThanOrEqualTo(broken + 3);
    }
}
