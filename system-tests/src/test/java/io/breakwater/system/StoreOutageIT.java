package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.system.client.Reports;
import io.breakwater.system.client.RunView;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Databases and those who write to them may be away in mid-run: what is stored in the end is whole. */
@ExtendWith(SharedStack.class)
class StoreOutageIT {

    private static final String SCENARIO = """
            scenario: store-outage
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
    void storesEachWindowOnceThoughTheReportingApiIsKilled(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("store-outage");
        stack.backend().awaitReceived(300);
        stack.kill("reporting-api");
        stack.backend().awaitReceived(400);
        stack.startAgain("reporting-api");

        assertWhole(stack, runId);
    }

    @Test
    void storesEachWindowOnceThoughElasticsearchIsAway(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("store-outage");
        stack.backend().awaitReceived(300);
        stack.stop("elasticsearch");
        stack.backend().awaitReceived(400);
        stack.startAgain("elasticsearch");

        assertWhole(stack, runId);
    }

    @Test
    void finishesTheRunThoughPostgresIsAway(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);

        String runId = stack.runs().start("store-outage");
        stack.backend().awaitReceived(300);
        stack.stop("postgres");
        stack.backend().awaitReceived(400);
        stack.startAgain("postgres");

        assertWhole(stack, runId);
    }

    private static void assertWhole(SystemStack stack, String runId) {
        RunView run = stack.runs().awaitEnd(runId);
        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(runId);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(stack.backend().counts().received()).isEqualTo(800);
        assertThat(verdict.run().completed()).isEqualTo(800);
        List<Reports.Window> windows = stack.reports().awaitWindows(verdict);
        assertThat(windows)
                .extracting(Reports.Window::second)
                .doesNotHaveDuplicates()
                .hasSize(8);
        assertThat(windows.stream().mapToLong(Reports.Window::completed).sum()).isEqualTo(800);
    }
}
