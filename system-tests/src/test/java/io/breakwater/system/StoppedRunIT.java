package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.RunView;
import io.breakwater.system.record.EventCount;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run that somebody stops has no verdict on the target. */
@ExtendWith(SharedStack.class)
class StoppedRunIT {

    private static final String SCENARIO = """
            scenario: stopped-run
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 100/s
                  for: 10m
            objectives:
              also:
                - errors: "<= 1%"
            """;

    @Test
    void isInconclusiveAndSaysWhoStoppedItAndWhy(SystemStack stack) {
        stack.runs().store(SCENARIO);
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("stopped-run");
        stack.backend().awaitReceived(200);
        stack.runs().stop(runId, "on-call", "the shop is down");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.statuses()).contains(RunStatus.STOPPING);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .anySatisfy(reason ->
                        assertThat(reason).contains("stopped by on-call").contains("the shop is down"));
        assertThat(verdict.run().completed())
                .isEqualTo(stack.backend().counts().received())
                .isEqualTo(EventCount.of(runId, events.records()).completed());
    }
}
