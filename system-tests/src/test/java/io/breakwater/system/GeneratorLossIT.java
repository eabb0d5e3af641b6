package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A generator that vanishes in mid-run makes the verdict inconclusive, by its name. */
@ExtendWith(SharedStack.class)
class GeneratorLossIT {

    private static final String SCENARIO = """
            scenario: generator-loss
            target: TARGET
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
                - errors: "<= 1%"
            """;

    @Test
    void isInconclusiveAndNamesTheGeneratorThatVanished(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("generator-loss");
        stack.backend().awaitReceived(250);
        stack.kill("load-generator");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        String generator = run.parts().get(0).generatorId();
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.reasons()).anySatisfy(reason -> assertThat(reason).contains(generator));
        assertThat(verdict.run().completed())
                .isPositive()
                .isLessThanOrEqualTo(stack.backend().counts().received());
    }
}
