package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A target that is too slow fails, with the reasons. */
@ExtendWith(SharedStack.class)
class SlowTargetIT {

    private static final String SCENARIO = """
            scenario: slow-target
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 50/s
                  for: 4s
            objectives:
              profile: wechat-widget-local
            """;

    @Test
    void failsTheTargetWithEachBrokenObjective(SystemStack stack) {
        stack.backend().behave(Map.of("service-time", "250ms"));
        stack.runs().store(SCENARIO);

        RunView run = stack.runs().awaitEnd(stack.runs().start("slow-target"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.outcome()).isEqualTo(Outcome.FAIL);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons())
                .as("95 % within 170 ms is broken, 1 % over 870 ms is not")
                .hasSize(1);
        assertThat(verdict.reasons().get(0)).contains("170");
        assertThat(run.reasons()).isEqualTo(verdict.reasons());
        assertThat(verdict.run().completed()).isEqualTo(200);
        assertThat(verdict.run().failed()).isZero();
        assertThat(stack.reports().acceptanceTable(run.runId(), "en"))
                .contains("| Processed within 170 ms | 0.00% | >= 95% |");
    }
}
