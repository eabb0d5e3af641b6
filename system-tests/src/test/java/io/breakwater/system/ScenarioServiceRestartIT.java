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

/** A scenario service that is killed in mid-run takes up the run where it stood. */
@ExtendWith(SharedStack.class)
class ScenarioServiceRestartIT {

    private static final String SCENARIO = """
            scenario: service-restart
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
                - errors: "<= 0.1%"
                - throughput: ">= 99.9%"
            """;

    @Test
    void finishesTheRunThatWasUnderWay(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("service-restart");
        stack.backend().awaitReceived(150);
        stack.kill("scenario-service");
        stack.backend().awaitReceived(350);
        stack.startAgain("scenario-service");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(run.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.run().completed()).isEqualTo(800);
        assertThat(stack.backend().counts().received()).isEqualTo(800);
    }

    @Test
    void finishesTheRunThatEndedWhileItWasAway(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("service-restart");
        stack.backend().awaitReceived(150);
        stack.kill("scenario-service");
        assertThat(stack.reports().awaitFinalVerdict(runId).outcome()).isEqualTo(Outcome.PASS);
        stack.startAgain("scenario-service");

        RunView run = stack.runs().awaitEnd(runId);
        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.outcome()).isEqualTo(Outcome.PASS);
    }
}
