package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.supervise.PartState;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A generator that cannot do what it was asked for says so instead of blaming the target. */
@ExtendWith(SharedStack.class)
class GeneratorOverloadIT {

    private static final String SCENARIO = """
            scenario: generator-overload
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 4000000/s
                  for: 2s
            objectives:
              also:
                - response-time: p99 <= 400ms
            """;

    @Test
    void isInconclusiveWithTheFigureThatShowsTheGeneratorToBeTheBottleneck(SystemStack stack) {
        stack.runs().store(SCENARIO);

        RunView run = stack.runs().awaitEnd(stack.runs().start("generator-overload"));

        assertThat(run.outcome()).as(run.toString()).isEqualTo(Outcome.INCONCLUSIVE);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .anySatisfy(reason -> assertThat(reason).matches("generator dispatch lag p99: [0-9,.]+ ms .*"));
        assertThat(verdict.run().intended())
                .isEqualTo(verdict.run().completed()
                        + verdict.run().notSent().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
        assertThat(stack.status("load-generator").state())
                .as("it has survived, in 256 MB of heap")
                .isEqualTo(PartState.READY);
    }
}
