package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports;
import io.breakwater.system.client.RunView;
import io.breakwater.system.record.EventCount;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker that is away in mid-run costs no event. */
@ExtendWith(SharedStack.class)
class BrokerOutageIT {

    private static final String SCENARIO = """
            scenario: broker-outage
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 100/s
                  for: SECONDSs
            objectives:
              also:
                - errors: "<= 0.1%"
                - throughput: ">= 99.9%"
            """;

    @Test
    void losesNothingWhileTheBrokerIsAway(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO.replace("SECONDS", "12"));
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("broker-outage");
        stack.backend().awaitReceived(200);
        stack.stop("kafka");
        awaitFiveSecondsOfLoad(stack);
        stack.startAgain("kafka");

        assertNothingLost(stack, runId, events, 1_200);
    }

    /** It comes back only when the broker has given up its session of before: longer than a silent generator may be. */
    @Test
    void losesNothingWhenTheBrokerIsKilled(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO.replace("SECONDS", "20"));
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("broker-outage");
        stack.backend().awaitReceived(200);
        stack.kill("kafka");
        awaitFiveSecondsOfLoad(stack);
        awaitFiveSecondsOfLoad(stack);
        stack.startAgain("kafka");

        assertNothingLost(stack, runId, events, 2_000);
    }

    /** A million arrivals a second, hardly any of which can be sent, are as many events: more than a backlog may hold. */
    @Test
    void saysHowManyEventsWereLostWhenTheBacklogIsFull(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO.replace("SECONDS", "10").replace("100/s", "1000000/s"));
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);

        String runId = stack.runs().start("broker-outage");
        stack.backend().awaitReceived(1_000);
        stack.stop("kafka");
        stack.backend().awaitSecondsOfLoad(9);
        stack.startAgain("kafka");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.outcome()).as(run.toString()).isEqualTo(Outcome.INCONCLUSIVE);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        EventCount count = EventCount.of(runId, events.records());
        assertThat(count.eventsLost()).isPositive();
        assertThat(verdict.evidence().eventsLost()).isEqualTo(count.eventsLost());
        assertThat(verdict.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .contains(String.format(Locale.ROOT, "events lost: %,d", count.eventsLost())));
        assertThat(count.accounting().intended())
                .as("what came and what is known to be lost is all there was")
                .isEqualTo(count.completed()
                        + count.notSent().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        + count.eventsLost());
    }

    /** By the clock of the load itself. */
    private static void awaitFiveSecondsOfLoad(SystemStack stack) {
        stack.backend().awaitReceived(stack.backend().counts().received() + 500);
    }

    private static void assertNothingLost(SystemStack stack, String runId, TopicTail events, long requests) {
        RunView run = stack.runs().awaitEnd(runId);
        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        EventCount count = EventCount.of(runId, events.records());
        assertThat(stack.backend().counts().received()).isEqualTo(requests);
        assertThat(count.completed()).isEqualTo(requests);
        assertThat(count.eventsLost()).isZero();
        assertThat(verdict.run().completed()).isEqualTo(requests);
        assertThat(verdict.evidence().batchesReceived())
                .isEqualTo(verdict.evidence().batchesExpected());
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(stack.reports().awaitWindows(verdict).stream()
                        .mapToLong(Reports.Window::completed)
                        .sum())
                .isEqualTo(requests);
    }
}
