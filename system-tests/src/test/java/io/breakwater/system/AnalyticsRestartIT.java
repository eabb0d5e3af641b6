package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports;
import io.breakwater.system.client.RunView;
import io.breakwater.system.record.EventCount;
import io.breakwater.system.record.PublishedRun;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream job that is killed in mid-run publishes in the end what an undisturbed one does. */
@ExtendWith(SharedStack.class)
class AnalyticsRestartIT {

    private static final String SCENARIO = """
            scenario: analytics-restart
            target: TARGET
            sessions:
              - session: look
                weight: 2
                steps:
                  - step: hello
                    get: /hello
              - session: order
                steps:
                  - step: query
                    post: /widget
                    json: { query: { type: nothing } }
                  - step: nowhere
                    get: /nowhere
            load:
              open:
                - ramp: 50/s to 200/s
                  for: 2s
                  warm-up: true
                - hold: 200/s
                  for: 8s
            objectives:
              also:
                - { within: 3ms, at-least: 1% }
                - { over: 1s, at-most: 50%, measure: service-time, step: hello }
                - errors: "<= 60%"
            """;

    @Test
    void publishesTheSameWindowsAndVerdictAfterKills(SystemStack stack) throws Exception {
        stack.backend().behave(Map.of("service-time", "lognormal:3ms,60ms", "error-share", "5%"));
        stack.runs().store(SCENARIO);
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);
        TopicTail windows = stack.topics().endOf(Topic.WINDOW_SUMMARIES);
        TopicTail verdicts = stack.topics().endOf(Topic.RUN_VERDICTS);

        String runId = stack.runs().start("analytics-restart");
        stack.backend().awaitReceived(500);
        stack.kill("analytics-job");
        stack.backend().awaitReceived(900);
        stack.startAgain("analytics-job");
        stack.backend().awaitReceived(1_500);
        stack.kill("analytics-job");
        stack.startAgain("analytics-job");
        RunView run = stack.runs().awaitEnd(runId);

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        PublishedRun disturbed = PublishedRun.of(runId, windows, verdicts);
        EventCount count = EventCount.of(runId, events.records());
        assertThat(count.completed()).isEqualTo(stack.backend().counts().received());
        assertThat(disturbed.windows())
                .as("windows, byte for byte, beside those counted from the events one by one")
                .isEqualTo(PublishedRun.texts(count.windows()));
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.run().completed()).isEqualTo(count.completed());
        assertThat(verdict.run().outcomes()).isEqualTo(count.outcomes());
        assertThat(verdict.evidence().batchesReceived()).isEqualTo(count.batches());

        assertThat(replayed(stack, runId))
                .as("a job that reads everything from the beginning, undisturbed")
                .isEqualTo(disturbed);
        assertThat(stack.reports().awaitWindows(verdict).stream()
                        .mapToLong(Reports.Window::completed)
                        .sum())
                .as("nothing has doubled in Elasticsearch")
                .isEqualTo(count.completed());
    }

    private static PublishedRun replayed(SystemStack stack, String runId) throws Exception {
        TopicTail windows = stack.topics().endOf(Topic.WINDOW_SUMMARIES);
        TopicTail verdicts = stack.topics().endOf(Topic.RUN_VERDICTS);
        stack.stop("analytics-job");
        stack.forgetCheckpoints();
        stack.startAgain("analytics-job");
        return PublishedRun.of(runId, windows, verdicts);
    }
}
