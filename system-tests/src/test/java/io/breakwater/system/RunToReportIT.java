package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.system.client.Reports;
import io.breakwater.system.client.RunView;
import io.breakwater.system.client.SampleBackend.Counts;
import io.breakwater.system.record.EventCount;
import io.breakwater.system.record.PublishedRun;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a scenario file to the report: every request is counted once, and everywhere the same. */
@ExtendWith(SharedStack.class)
class RunToReportIT {

    @Test
    void countsEachRequestOnceFromTheTargetToTheReport(SystemStack stack, @TempDir Path folder) throws Exception {
        String scenario = shared("widget-acceptance.yaml").replace("for: 30m", "for: 6s");
        stack.runs().store(scenario, Map.of("widget-cases.jsonl", widgetCases(folder)));
        TopicTail events = stack.topics().endOf(Topic.REQUEST_EVENTS);
        TopicTail summaries = stack.topics().endOf(Topic.WINDOW_SUMMARIES);
        TopicTail verdicts = stack.topics().endOf(Topic.RUN_VERDICTS);

        RunView run = stack.runs().awaitEnd(stack.runs().start("widget-acceptance"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.outcome()).isEqualTo(Outcome.PASS);

        EventCount count = EventCount.of(run.runId(), events.records());
        Counts target = stack.backend().counts();
        List<Reports.Window> windows = stack.reports().awaitWindows(verdict);
        assertThat(target.received()).as("on the target").isEqualTo(1_200);
        assertThat(target.answeredByStatus()).isEqualTo(Map.of("200", 1_200L));
        assertThat(count.completed()).as("on Kafka").isEqualTo(1_200);
        assertThat(count.accounting()).isEqualTo(new StepAccounting(1_200, 1_200, 0, 0));
        assertThat(verdict.run().completed()).as("in Flink's verdict").isEqualTo(1_200);
        assertThat(verdict.run().intended()).isEqualTo(1_200);
        assertThat(windows.stream().mapToLong(Reports.Window::completed).sum())
                .as("in Elasticsearch")
                .isEqualTo(1_200);
        assertThat(verdict.evidence().batchesReceived()).isEqualTo(count.batches());

        PublishedRun published = PublishedRun.of(run.runId(), summaries, verdicts);
        assertThat(published.windows())
                .as("windows, byte for byte, beside those counted from the events one by one")
                .isEqualTo(PublishedRun.texts(count.windows()));
        assertThat(verdict.objectives())
                .as("shares, counted from each event's own microseconds")
                .extracting(ObjectiveResult::measured)
                .containsExactly(count.withinRatio(170_000), 1 - count.withinRatio(870_000));
        assertPercentilesAgree(stack.reports().merged(run.runId()), verdict, count);
        assertAcceptanceTables(stack, run.runId());
    }

    private static void assertPercentilesAgree(Reports.Merged merged, RunVerdict verdict, EventCount count) {
        assertThat(merged.completed()).isEqualTo(1_200);
        assertThat(merged.responseTime().percentilesMicros().get("p95"))
                .isEqualTo(verdict.run().responseTimeP95Micros())
                .isEqualTo(count.responseTimes().percentileMicros(95));
        assertThat(merged.serviceTime().percentilesMicros().get("p99"))
                .isEqualTo(verdict.run().serviceTimeP99Micros())
                .isEqualTo(count.serviceTimes().percentileMicros(99));
    }

    private static void assertAcceptanceTables(SystemStack stack, String runId) {
        assertThat(stack.reports().acceptanceTable(runId, "en").lines())
                .hasSize(4)
                .contains("| Check point | Measured share | Expected |")
                .anySatisfy(row -> assertThat(row)
                        .startsWith("| Processed within 170 ms | ")
                        .endsWith(" | >= 95% |"))
                .anySatisfy(row -> assertThat(row)
                        .startsWith("| Processed in over 870 ms | ")
                        .endsWith(" | <= 1% |"));
        assertThat(stack.reports().acceptanceTable(runId, "zh").lines())
                .hasSize(4)
                .contains("| 校验点 | 耗时比例 | 预期结果 |")
                .anySatisfy(row -> assertThat(row).startsWith("| 170ms内处理 | ").endsWith(" | >= 95% |"))
                .anySatisfy(
                        row -> assertThat(row).startsWith("| 超过 870 ms处理 | ").endsWith(" | <= 1% |"));
    }

    @Test
    void sendsAValidPlatformTokenWithEveryRequest(SystemStack stack) throws Exception {
        String scenario =
                shared("event-page.yaml").replace("for: 30s", "for: 2s").replace("for: 2m", "for: 3s");
        stack.runs().store(scenario);

        RunView run = stack.runs().awaitEnd(stack.runs().start("event-page"));

        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.FINISHED);
        RunVerdict verdict = stack.reports().awaitFinalVerdict(run.runId());
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.run().completed())
                .as("110 in the ramp, 300 after it")
                .isEqualTo(410);
        assertThat(verdict.run().businessFailures()).isZero();
        Counts target = stack.backend().counts();
        assertThat(target.receivedByPath().get("/event")).isEqualTo(410);
        assertThat(target.answeredByBusinessCode()).isEqualTo(Map.of("0", 410L));
        assertThat(stack.reports().awaitWindows(verdict))
                .extracting(Reports.Window::step)
                .containsOnly("event-page-view", "event-page-order");
    }

    private static String shared(String scenario) throws IOException {
        Path file =
                ProjectHome.find().folder().resolve("infra/target/scenarios").resolve(scenario);
        return Files.readString(file).replaceFirst("target: http://\\S+", "target: TARGET");
    }

    /** The cases of the demo, normal and abnormal. */
    private static String widgetCases(Path folder) throws Exception {
        Path cases = folder.resolve("widget-cases.jsonl");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ProjectHome.find().classPath("infra/target", "target").stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        "io.breakwater.target.cases.WidgetCases",
                        cases.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("cases.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(cases);
    }
}
