package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run without a generator ends before it begins. */
@ExtendWith(SharedStack.class)
class NoGeneratorIT {

    private static final String SCENARIO = """
            scenario: no-generator
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 10/s
                  for: 1s
            """;

    @Test
    void failsToStartWithTheReasonWhenNoGeneratorIsAlive(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);
        stack.stop("load-generator");

        RunView run = stack.runs().awaitEnd(stack.runs().start("no-generator"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FAILED_TO_START);
        assertThat(run.reasons())
                .singleElement()
                .asString()
                .contains("generator")
                .contains("expected");
        assertThat(stack.backend().counts().received()).isZero();
    }

    @Test
    void failsToStartNamingTheGeneratorThatDiedUnnoticed(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);
        stack.kill("load-generator");

        RunView run = stack.runs().awaitEnd(stack.runs().start("no-generator"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FAILED_TO_START);
        assertThat(run.reasons()).singleElement().asString().startsWith("generator");
        assertThat(stack.backend().counts().received()).isZero();
    }
}
