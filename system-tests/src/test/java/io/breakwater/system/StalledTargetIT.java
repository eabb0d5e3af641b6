package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A target that stands still for a while, as in a long garbage collection. */
@ExtendWith(SharedStack.class)
class StalledTargetIT {

    private static final String SCENARIO = """
            scenario: stalled-target
            target: TARGET
            http: { connections: 4 }
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 100/s
                  for: 8s
            objectives:
              also:
                - response-time: p99 <= 500ms
                - service-time: p99 <= 500ms
            """;

    /**
     * Only the four requests under way when the stall begins have a long service time: half a percent of all. The two
     * hundred that should have been sent meanwhile waited for a connection, which service time does not know.
     */
    @Test
    void showsTheStallInResponseTimeWhereServiceTimeHidesIt(SystemStack stack) {
        stack.backend().behave(Map.of("stall", "2s/60s@3s"));
        stack.runs().store(SCENARIO);

        RunView run = stack.runs().awaitEnd(stack.runs().start("stalled-target"));

        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.run().completed()).isEqualTo(800);
        assertThat(verdict.run().responseTimeP99Micros()).isGreaterThan(1_500_000);
        assertThat(verdict.run().serviceTimeP99Micros())
                .as("the control: what a tool would report that measures from the actual start")
                .isLessThan(500_000);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.objectives()).extracting(ObjectiveResult::held).containsExactly(false, true);
        assertThat(verdict.reasons()).singleElement().asString().contains("response time");
    }
}
