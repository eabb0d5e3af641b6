package io.breakwater.reporting;

import static io.breakwater.reporting.Samples.START;
import static io.breakwater.reporting.Samples.sample;
import static io.breakwater.reporting.Samples.status;
import static io.breakwater.reporting.Samples.verdict;
import static io.breakwater.reporting.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.local.LocalElasticsearch;
import io.breakwater.local.LocalKafka;
import io.breakwater.local.LocalParts;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportingIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static LocalKafka kafka;
    private static LocalElasticsearch elasticsearch;
    private static RunningReporting reporting;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka = LocalParts.kafka(folder);
        elasticsearch = LocalParts.elasticsearch(folder);
        reporting = RunningReporting.start(kafka, elasticsearch);
    }

    @AfterAll
    static void stop() {
        reporting.close();
        kafka.close();
        elasticsearch.close();
    }

    @Test
    void answersWithTheNewestVerdictAndNeverGoesBackToAnOlderOne() throws Exception {
        long staleBefore = reporting.count(Topic.RUN_VERDICTS, "stale");
        reporting.publish(Topic.RUN_VERDICTS, verdict("newest", 1, false, 0.90, 0.02));
        reporting.publish(Topic.RUN_VERDICTS, verdict("newest", 3, true, 0.9821, 0.0072));
        reporting.publish(Topic.RUN_VERDICTS, verdict("newest", 2, false, 0.90, 0.02));
        await().atMost(SOON).until(() -> reporting.count(Topic.RUN_VERDICTS, "stale") == staleBefore + 1);
        JsonNode report = reporting.json("/api/reports/newest");
        assertThat(report.get("provisional").asBoolean()).isFalse();
        assertThat(report.at("/verdict/version").asLong()).isEqualTo(3);
        assertThat(report.at("/acceptance/rows/0/measuredShare").asString()).isEqualTo("98.21%");
    }

    @Test
    void tellsWhereARunStandsBeforeItHasAVerdict() throws Exception {
        reporting.publish(Topic.RUN_STATUS, status("standing", RunStatus.ACCEPTED, 0));
        reporting.publish(Topic.RUN_STATUS, status("standing", RunStatus.RUNNING, 2));
        reporting.publish(Topic.RUN_STATUS, status("standing", RunStatus.PREPARING, 1));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(reporting.json("/api/reports/standing").get("history"))
                                .hasSize(3));
        JsonNode report = reporting.json("/api/reports/standing");
        assertThat(report.at("/status/status").asString()).isEqualTo("RUNNING");
        assertThat(report.get("provisional").asBoolean()).isTrue();
        assertThat(report.get("verdict").isNull()).isTrue();
    }

    @Test
    void mergesPercentilesOverAnyRange() throws Exception {
        for (int second = 0; second < 10; second++) {
            long slow = second == 9 ? 900_000 : 10_000;
            reporting.publish(Topic.WINDOW_SUMMARIES, window("ranged", "a", second, true, 10_000, slow));
            reporting.publish(Topic.WINDOW_SUMMARIES, window("ranged", "b/c", second, true, 50_000));
        }
        awaitWindows("ranged", 20);
        JsonNode all = reporting.json("/api/reports/ranged/percentiles?p=50,99.9&step=a");
        assertThat(all.get("completed").asLong()).isEqualTo(20);
        assertThat(all.at("/responseTime/percentilesMicros/p50").asLong()).isBetween(10_000L, 10_010L);
        assertThat(all.at("/responseTime/percentilesMicros/p99.9").asLong()).isBetween(900_000L, 900_900L);
        JsonNode early = reporting.json("/api/reports/ranged/percentiles?from=0&to=9&step=a");
        assertThat(early.get("windows").asLong()).isEqualTo(9);
        assertThat(early.at("/responseTime/maxMicros").asLong()).isLessThan(10_100);
        assertThat(reporting
                        .json("/api/reports/ranged/percentiles?from=" + START.plusSeconds(9))
                        .get("windows")
                        .asLong())
                .isEqualTo(2);
        assertThat(reporting
                        .json("/api/reports/ranged/percentiles?warmUp=only")
                        .get("windows")
                        .asLong())
                .isZero();
    }

    @Test
    void pagesThroughWindowsInTheOrderOfSecondsAndSteps() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            for (String step : List.of("b/c", "a")) {
                reporting.publish(Topic.WINDOW_SUMMARIES, window("paged", step, second, false, 50_000));
            }
            expected.add(second + "a");
            expected.add(second + "b/c");
        }
        awaitWindows("paged", 20);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = reporting.json("/api/reports/paged/windows?size=7" + after);
            page.get("windows")
                    .forEach(line -> seen.add(
                            line.get("second").asLong() + line.get("step").asString()));
            after = page.get("next").isNull()
                    ? ""
                    : "&after=" + page.get("next").asString();
        } while (!after.isEmpty());
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void findsSamplesByStepOutcomeStatusAndResponseTime_andShowsOneWhole() throws Exception {
        long before = reporting.count(Topic.REQUEST_SAMPLES, "setAside");
        RequestSample slow = sample("sampled", "pay", 30, 503, RequestOutcome.STATUS_FAILED, 900_000);
        reporting.publish(Topic.REQUEST_SAMPLES, sample("sampled", "pay", 20, 200, RequestOutcome.SUCCEEDED, 40_000));
        reporting.publish(Topic.REQUEST_SAMPLES, "poison".getBytes(StandardCharsets.UTF_8));
        reporting.publish(Topic.REQUEST_SAMPLES, slow);
        reporting.publish(Topic.REQUEST_SAMPLES, slow);
        reporting.publish(
                Topic.REQUEST_SAMPLES, sample("sampled", "query", 10, 0, RequestOutcome.REQUEST_TIMED_OUT, 5_000_000));
        reporting.publish(Topic.RUN_STATUS, status("sampled", RunStatus.RUNNING, 0));
        String path = "/api/reports/sampled/samples";
        await().atMost(SOON)
                .until(() -> reporting.get(path).statusCode() == 200
                        && reporting.json(path).get("samples").size() == 3);

        assertThat(reporting.count(Topic.REQUEST_SAMPLES, "setAside")).isEqualTo(before + 1);
        assertThat(sampled(path)).containsExactly("query 0", "pay 200", "pay 503");
        assertThat(sampled(path + "?step=pay")).containsExactly("pay 200", "pay 503");
        assertThat(sampled(path + "?outcome=request_timed_out")).containsExactly("query 0");
        assertThat(sampled(path + "?business=succeeded")).containsExactly("pay 200");
        assertThat(sampled(path + "?status=503")).containsExactly("pay 503");
        assertThat(sampled(path + "?why=failure&session=buy&stage=load")).containsExactly("query 0", "pay 503");
        assertThat(sampled(path + "?minResponseTime=500ms&maxResponseTime=2s")).containsExactly("pay 503");
        String next = reporting.json(path + "?size=2").get("next").asString();
        assertThat(sampled(path + "?size=2&after=" + next)).containsExactly("pay 503");
        assertThat(reporting
                        .json(path + "?minResponseTime=soon&outcome=good", 400)
                        .get("problems"))
                .hasSize(2);

        String id =
                reporting.json(path + "?status=503").at("/samples/0/sampleId").asString();
        JsonNode whole = reporting.json(path + "/" + id);
        assertThat(whole.get("responseTimeMicros").asLong()).isEqualTo(900_500);
        assertThat(whole.at("/sample/received/body").asString()).isEqualTo("busy");
        assertThat(whole.at("/sample/waterfall/firstByteMicros").asLong()).isEqualTo(5);
        reporting.json(path + "/" + "0".repeat(32), 404);
        reporting.json(path + "/other", 400);
    }

    @Test
    void forgetsSamplesWhoseTimeIsOver() throws Throwable {
        long sinceStart = Duration.between(START, Instant.now()).toMillis();
        long fortyDays = Duration.ofDays(40).toMillis();
        reporting.publish(
                Topic.REQUEST_SAMPLES,
                sample("ageing", "old", sinceStart - fortyDays, 200, RequestOutcome.SUCCEEDED, 1));
        reporting.publish(Topic.REQUEST_SAMPLES, sample("ageing", "new", sinceStart, 200, RequestOutcome.SUCCEEDED, 1));
        reporting.publish(Topic.RUN_STATUS, status("ageing", RunStatus.RUNNING, 0));
        String path = "/api/reports/ageing/samples";
        await().atMost(SOON)
                .until(() -> reporting.get(path).statusCode() == 200
                        && reporting.json(path).get("samples").size() == 2);

        reporting.restartAfter(() -> {});

        await().atMost(SOON).untilAsserted(() -> assertThat(sampled(path)).containsExactly("new 200"));
    }

    private static List<String> sampled(String path) throws Exception {
        List<String> samples = new ArrayList<>();
        reporting
                .json(path)
                .get("samples")
                .forEach(line -> samples.add(
                        line.get("step").asString() + " " + line.get("status").asInt()));
        return samples;
    }

    private static void awaitWindows(String runId, int windows) throws Exception {
        reporting.publish(Topic.RUN_STATUS, status(runId, RunStatus.RUNNING, 0));
        String path = "/api/reports/" + runId;
        await().atMost(SOON).until(() -> reporting.get(path).statusCode() == 200);
        await().atMost(SOON)
                .until(() ->
                        reporting.json(path + "/percentiles").get("windows").asLong() == windows);
    }

    @Test
    void listsReportsNewestFirstInPagesAndByFilters() throws Exception {
        for (int i = 0; i < 5; i++) {
            Outcome outcome = i == 3 ? Outcome.FAIL : Outcome.PASS;
            reporting.publish(
                    Topic.RUN_VERDICTS,
                    verdict("listed-" + i, "lister", START.plusSeconds(60L * i), outcome, List.of(), List.of()));
        }
        String lister = "/api/reports?organisation=lister";
        await().atMost(SOON).until(() -> runs(lister).size() == 5);
        assertThat(runs(lister + "&size=3")).containsExactly("listed-4", "listed-3", "listed-2");
        String next = reporting.json(lister + "&size=3").get("next").asString();
        assertThat(runs(lister + "&size=3&after=" + next)).containsExactly("listed-1", "listed-0");
        assertThat(reporting.json(lister + "&size=5").get("next").isNull()).isTrue();
        assertThat(runs(lister + "&outcome=fail")).containsExactly("listed-3");
        assertThat(runs(lister + "&from=" + START.plusSeconds(60) + "&to=" + START.plusSeconds(180)))
                .containsExactly("listed-2", "listed-1");
        assertThat(runs(lister + "&scenario=other")).isEmpty();
    }

    private static List<String> runs(String path) throws Exception {
        List<String> runs = new ArrayList<>();
        reporting
                .json(path)
                .get("reports")
                .forEach(line -> runs.add(line.get("runId").asString()));
        return runs;
    }

    @Test
    void setsUnfitRecordsAsideByteForByteAndGoesOn() throws Exception {
        byte[] poison = {'{', 0, (byte) 0xff};
        long before = reporting.count(Topic.RUN_VERDICTS, "setAside");
        reporting.publish(Topic.RUN_VERDICTS, poison);
        reporting.publish(Topic.RUN_VERDICTS, verdict("no/run", 1, true, 1, 0));
        // Read by us, refused by Elasticsearch: a keyword is at most 32,766 bytes long.
        String long33k = "x".repeat(33_000);
        reporting.publish(Topic.RUN_VERDICTS, verdict("too-long", long33k, START, Outcome.PASS, List.of(), List.of()));
        reporting.publish(Topic.RUN_VERDICTS, verdict("after-poison", 1, true, 1, 0));
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/after-poison").statusCode() == 200);
        assertThat(reporting.get("/health").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> reporting.count(Topic.RUN_VERDICTS, "setAside") == before + 3);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode hits = reporting
                    .elasticsearch("/set-aside/_search?q=topic:%22run-verdicts%22&sort=offset")
                    .at("/hits/hits");
            assertThat(hits).hasSize(3);
            assertThat(hits.at("/0/_source/bytes").asString())
                    .isEqualTo(Base64.getEncoder().encodeToString(poison));
            assertThat(hits.at("/0/_source/reason").asString()).startsWith("RunVerdict: ");
            assertThat(hits.at("/1/_source/reason").asString()).startsWith("runId: no/run (expected: ");
            assertThat(hits.at("/2/_source/reason").asString()).contains("organisation");
            assertThat(new String(
                            Base64.getDecoder()
                                    .decode(hits.at("/2/_source/bytes").asString()),
                            StandardCharsets.UTF_8))
                    .contains(long33k);
        });
    }

    @Test
    void losesAndDoublesNothingWhenElasticsearchIsKilledAndAllIsReadAgain() throws Throwable {
        publishWindows("outage", 0, 200);
        elasticsearch.kill();
        publishWindows("outage", 200, 400);
        await().atMost(SOON)
                .until(() -> !reporting
                        .counts(Topic.WINDOW_SUMMARIES)
                        .get("failure")
                        .asString()
                        .isEmpty());
        assertThat(reporting.get("/health").statusCode()).isEqualTo(503);
        HttpResponse<String> away = reporting.get("/api/reports/outage");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).contains("2");
        assertThat(away.headers().firstValue("Content-Type")).contains("application/problem+json");
        elasticsearch.start();
        publishWindows("outage", 400, 500);
        awaitWindows("outage", 500);
        await().atMost(SOON).until(() -> reporting.get("/health").statusCode() == 200);

        reporting.replayEverything();
        await().atMost(SOON)
                .until(() -> reporting.count(Topic.WINDOW_SUMMARIES, "indexed")
                                + reporting.count(Topic.WINDOW_SUMMARIES, "stale")
                        >= 500);
        JsonNode merged = reporting.json("/api/reports/outage/percentiles");
        assertThat(merged.get("windows").asLong()).isEqualTo(500);
        assertThat(merged.get("completed").asLong()).isEqualTo(1_000);
    }

    @Test
    void commitsNoOffsetOfWhatElasticsearchDoesNotHave() throws Throwable {
        elasticsearch.stop();
        publishWindows("uncommitted", 0, 50);
        await().atMost(SOON).until(() -> reporting.count(Topic.WINDOW_SUMMARIES, "failedAttempts") > 1);
        reporting.restartAfter(elasticsearch::start);
        awaitWindows("uncommitted", 50);
    }

    @Test
    void makesItsIndexesAgainWhenElasticsearchHasLostThem() throws Exception {
        reporting.change("DELETE", "/run-verdicts-000001", "");
        reporting.change("DELETE", "/_index_template/breakwater-run-verdicts", "");
        reporting.publish(Topic.RUN_VERDICTS, verdict("index-again", 1, true, 1, 0));
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/index-again").statusCode() == 200);
        assertThat(reporting
                        .elasticsearch("/run-verdicts/_mapping")
                        .at("/run-verdicts-000001/mappings/dynamic")
                        .asString())
                .isEqualTo("strict");
    }

    @Test
    void refusesAQuestionOverMoreWindowsThanItMayRead() throws Exception {
        publishWindows("bounded", 0, RunningReporting.WINDOWS_PER_QUERY);
        awaitWindows("bounded", RunningReporting.WINDOWS_PER_QUERY);
        publishWindows("bounded", RunningReporting.WINDOWS_PER_QUERY, RunningReporting.WINDOWS_PER_QUERY + 1);
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/bounded/percentiles").statusCode() == 400);
        assertThat(reporting
                        .json("/api/reports/bounded/percentiles", 400)
                        .at("/problems/0/message")
                        .asString())
                .isEqualTo(
                        "range: more than 550 windows (expected: at most 550; narrow it by from, to, step or region)");
        assertThat(reporting
                        .json("/api/reports/bounded/percentiles?from=1")
                        .get("windows")
                        .asLong())
                .isEqualTo(550);
    }

    @Test
    void saysThatKafkaIsAwayAndGoesOnWhenItIsBack() throws Exception {
        kafka.stop();
        await().atMost(SOON).until(() -> reporting.get("/health").statusCode() == 503);
        kafka.start();
        reporting.publish(Topic.RUN_VERDICTS, verdict("kafka-back", 1, true, 1, 0));
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/kafka-back").statusCode() == 200);
        await().atMost(SOON).until(() -> reporting.get("/health").statusCode() == 200);
    }

    @Test
    void callsFiguresProvisionalUntilTheFinalVerdictIsThere() throws Exception {
        reporting.publish(Topic.RUN_VERDICTS, verdict("race", 1, false, 1, 0));
        reporting.publish(Topic.RUN_STATUS, status("race", RunStatus.FINISHED, 9));
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/race").statusCode() == 200
                        && reporting
                                .json("/api/reports/race")
                                .at("/status/status")
                                .asString()
                                .equals("FINISHED"));
        assertThat(reporting.json("/api/reports/race").get("provisional").asBoolean())
                .isTrue();
        reporting.publish(Topic.RUN_STATUS, status("never-began", RunStatus.FAILED_TO_START, 9));
        await().atMost(SOON)
                .until(() -> reporting.get("/api/reports/never-began").statusCode() == 200);
        assertThat(reporting.json("/api/reports/never-began").get("provisional").asBoolean())
                .isFalse();
    }

    private static void publishWindows(String runId, int from, int to) throws Exception {
        for (int second = from; second < to; second++) {
            reporting.publish(Topic.WINDOW_SUMMARIES, window(runId, "a", second, true, 10_000, 20_000));
        }
    }

    @Test
    void tellsAllErrorsOfAQuestionAtOnceAsProblemDetails() throws Exception {
        JsonNode problem = reporting.json("/api/reports?size=0&outcome=good&from=monday&colour=red", 400);
        assertThat(problem.get("type").asString()).isEqualTo("urn:breakwater:problem:bad-query");
        assertThat(problem.get("problems")).hasSize(4);
        assertThat(problem.toString())
                .contains("size: 0 (expected: 1 to 100)")
                .contains("outcome: good (expected: pass, fail, inconclusive)")
                .contains("from: monday (expected: an instant")
                .contains("colour: unknown parameter (expected: organisation, ");
        assertThat(reporting
                        .json("/api/reports/bad%20id/windows?from=9&to=3", 400)
                        .get("problems"))
                .hasSize(2);
        assertThat(reporting.json("/api/reports/nobody", 404).get("detail").asString())
                .contains("run: nobody");
        reporting.json("/api/reports/nobody/percentiles", 404);
        reporting.json("/api/reports/nobody/windows", 404);
        reporting.json("/api/reports/nobody/acceptance?format=markdown", 404);
        assertThat(reporting.json("/api/nothing-here", 404).get("title").asString())
                .isEqualTo("Not Found");
    }

    @Test
    void writesTheAcceptanceTableInTheFormThatIsAskedFor() throws Exception {
        reporting.publish(Topic.RUN_VERDICTS, verdict("tabled", 1, true, 0.94996, 0.0072));
        await().atMost(SOON).until(() -> reporting.get("/api/reports/tabled").statusCode() == 200);
        String path = "/api/reports/tabled/acceptance";
        HttpResponse<String> chinese = reporting.get(path + "?language=zh", "Accept", "text/markdown");
        assertThat(chinese.headers().firstValue("Content-Type")).contains("text/markdown;charset=UTF-8");
        assertThat(chinese.body()).isEqualTo("""
                | 校验点 | 耗时比例 | 预期结果 |
                | --- | :---: | ---: |
                | 170ms内处理 | 94.99% | >= 95% |
                | 超过 870 ms处理 | 0.72% | <= 1% |
                """);
        assertThat(reporting.get(path + "?format=markdown").body())
                .contains("| Processed within 170 ms | 94.99% | >= 95% |");
        assertThat(reporting.json(path).at("/rows/0/held").asBoolean()).isFalse();
        assertThat(reporting.json(path).at("/rows/1/held").asBoolean()).isTrue();
        assertThat(reporting.get(path, "Accept", "text/markdown").statusCode()).isEqualTo(200);
    }

    @Test
    void describesItselfInOpenApi() throws Exception {
        assertThat(reporting.json("/api/openapi").get("paths").propertyNames())
                .contains("/api/reports", "/api/reports/{run}/percentiles", "/api/reports/{run}/samples/{sample}");
        assertThat(reporting.get("/api/docs").statusCode()).isEqualTo(302);
    }

    @Test
    void keepsWhatEachRecordIsAboutUnderAnIdOfItsOwn() throws Exception {
        reporting.publish(Topic.WINDOW_SUMMARIES, window("named", "a", 3, true, 1_000));
        reporting.publish(Topic.RUN_STATUS, EventCodec.encode(status("named", RunStatus.ACCEPTED, 0)));
        await().atMost(SOON)
                .until(() -> reporting
                                .elasticsearch("/window-summaries/_doc/named%2Fa%2F3%2Fcn-east")
                                .path("found")
                                .asBoolean()
                        && reporting
                                .elasticsearch("/run-status/_doc/named%2FACCEPTED")
                                .path("found")
                                .asBoolean());
    }
}
