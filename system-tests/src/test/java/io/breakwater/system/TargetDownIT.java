package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.SampleBackend.Counts;
import io.breakwater.system.record.EventCount;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A target that is not there fails, and no request is lost from the count. */
@ExtendWith(SharedStack.class)
class TargetDownIT {

    private static final String SCENARIO = """
            scenario: target-down
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 100/s
                  for: 5s
            objectives:
              also:
                - errors: "<= 1%"
            """;

    @Test
    void failsTheTargetThatGoesDownWithEveryRequestAccountedFor(SystemStack stack) {
        stack.runs().store(SCENARIO);
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("target-down");
        stack.backend().awaitReceived(150);
        stack.backend().behave(Map.of("refuse", "true"));
        stack.runs().awaitEnd(runId);

        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        Counts target = stack.backend().counts();
        EventCount count = EventCount.of(runId, events.records());
        assertAllFailedFairly(verdict, count);
        assertThat(verdict.run().outcomes().getOrDefault("SUCCEEDED", 0L))
                .as("what the target answered: %s", target)
                .isLessThanOrEqualTo(target.answered());
        assertThat(target.received())
                .as("no request reached the target unseen: %s", verdict.run().outcomes())
                .isLessThanOrEqualTo(verdict.run().outcomes().getOrDefault("SUCCEEDED", 0L)
                        + verdict.run().outcomes().getOrDefault("CONNECTION_CLOSED", 0L));
    }

    @Test
    void failsTheTargetThatWasNeverThere(SystemStack stack) {
        stack.backend().behave(Map.of("refuse", "true"));
        stack.runs().store(SCENARIO);
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("target-down");
        stack.runs().awaitEnd(runId);

        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertAllFailedFairly(verdict, EventCount.of(runId, events.records()));
        assertThat(verdict.run().outcomes()).doesNotContainKey("SUCCEEDED");
        assertThat(stack.backend().counts().received()).isZero();
    }

    private static void assertAllFailedFairly(RunVerdict verdict, EventCount count) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons()).singleElement().asString().startsWith("failed requests: ");
        assertThat(verdict.run().intended()).isEqualTo(500);
        assertThat(verdict.run().completed()
                        + verdict.run().notSent().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(500);
        assertThat(verdict.run().outcomes()).isEqualTo(count.outcomes());
        assertThat(verdict.run().notSent()).isEqualTo(count.notSent());
        assertThat(verdict.run().failed()).isEqualTo(count.failed()).isPositive();
    }
}
