package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRequestsIT {

    private static Bench bench;
    private static TopicTap statuses;

    @BeforeAll
    static void startParts(@TempDir Path folder) throws Exception {
        bench = new Bench(folder, "--breakwater.scenario-service.max-run-request-size=2KB");
        statuses = bench.tap(Topic.RUN_STATUS);
        bench.store("any");
    }

    @AfterAll
    static void stopParts() {
        statuses.close();
        bench.close();
    }

    private static void ask(String json) {
        bench.send(Topic.RUN_REQUESTS, "shop", json.getBytes(StandardCharsets.UTF_8));
    }

    private static RunStatusChanged answer(String key) {
        return statuses.awaitChange(change -> change.idempotencyKey().equals(key));
    }

    @Test
    void answersWithTheNameOfTheRun() {
        ask(Bench.request("accepted", "any", true));
        RunStatusChanged answer = answer("accepted");
        assertThat(answer.status()).isEqualTo(RunStatus.ACCEPTED);
        assertThat(answer.organisation()).isEqualTo("shop");
        assertThat(answer.requestedBy()).isEqualTo("ann");
        assertThat(bench.rest().get("/api/runs/" + answer.runId().orElseThrow()).text("idempotencyKey"))
                .isEqualTo("accepted");
    }

    @Test
    void startsOneRunForAKeyAndAnswersAgain() {
        ask(Bench.request("twice", "any", true));
        ask(Bench.request("twice", "any", true));
        Bench.await("two answers", () -> acceptances("twice").size() == 2);
        assertThat(acceptances("twice").stream().map(RunStatusChanged::runId).distinct())
                .hasSize(1);
        assertThat(bench.rest().post("/api/runs", Bench.request("twice", "any", true)))
                .satisfies(again -> {
                    assertThat(again.status()).isEqualTo(200);
                    assertThat(Optional.of(again.text("runId")))
                            .isEqualTo(acceptances("twice").get(0).runId());
                });
        bench.store("other");
        assertThat(bench.rest()
                        .post("/api/runs", Bench.request("twice", "other", true))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("idempotencyKey: twice (expected: a new one; run ");
    }

    private static List<RunStatusChanged> acceptances(String key) {
        return statuses.changes().stream()
                .filter(change -> change.idempotencyKey().equals(key) && change.status() == RunStatus.ACCEPTED)
                .toList();
    }

    @Test
    void refusesWithEveryReason() {
        ask(Bench.request("refused", "unheard-of", false));
        RunStatusChanged answer = answer("refused");
        assertThat(answer.status()).isEqualTo(RunStatus.REJECTED);
        assertThat(answer.runId()).isEmpty();
        assertThat(answer.reasons())
                .containsExactly(
                        "permitted: false (expected: true, which says that the test is permitted and lawful)",
                        "scenario: unheard-of (expected: the name of a stored scenario)");
    }

    @Test
    void answersAndSetsAsideWhatIsNoRequestAndGoesOn() {
        byte[] poison = {'{', 0, (byte) 0xff, '}'};
        bench.send(Topic.RUN_REQUESTS, "poison", poison);
        byte[] oversize = Bench.request("x".repeat(4_000), "any", true).getBytes(StandardCharsets.UTF_8);
        bench.send(Topic.RUN_REQUESTS, "oversize", oversize);
        ask("{\"idempotencyKey\": \"half\", \"organisation\": \"shop\", \"permitted\": \"yes\"}");
        ask(Bench.request("after-poison", "any", true));

        assertThat(answer("after-poison").status()).isEqualTo(RunStatus.ACCEPTED);
        RunStatusChanged half = answer("half");
        assertThat(half.status()).isEqualTo(RunStatus.REJECTED);
        assertThat(half.reasons()).hasSize(4).last().asString().contains("set aside on run-requests.set-aside");
        assertThat(statuses.changes().stream().flatMap(change -> change.reasons().stream()))
                .anyMatch(reason -> reason.equals("request: " + oversize.length + " B (expected: <= 2048 B)"))
                .anyMatch(reason -> reason.startsWith("request: not a JSON object: "));

        try (TopicTap setAside = bench.tap(Topic.RUN_REQUESTS_SET_ASIDE)) {
            ConsumerRecord<byte[], byte[]> first = setAside.await(one -> "poison".equals(text(one.key())));
            assertThat(first.value()).isEqualTo(poison);
            assertThat(header(first, "breakwater-topic")).isEqualTo("run-requests");
            assertThat(header(first, "breakwater-partition")).isEqualTo("0");
            assertThat(header(first, "breakwater-offset")).matches("\\d+");
            assertThat(header(first, "breakwater-reason")).startsWith("request: not a JSON object");
            assertThat(setAside.await(one -> "oversize".equals(text(one.key()))).value())
                    .isEqualTo(oversize);
        }
        assertThat(bench.rest().get("/health").text("requestsSetAside")).isEqualTo("3");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> one, String name) {
        Header header = one.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return text(header.value());
    }

    @Test
    void refusesATargetThatIsNotAllowed() {
        bench.rest()
                .send(
                        "POST",
                        "/api/scenarios",
                        "application/yaml",
                        Bench.SCENARIO
                                .formatted("elsewhere", "example.com:8080")
                                .getBytes(StandardCharsets.UTF_8));
        ask(Bench.request("elsewhere", "elsewhere", true));
        assertThat(answer("elsewhere").reasons())
                .containsExactly("target: http://example.com:8080 (expected: a host that this service may aim at:"
                        + " 127.0.0.1, localhost, [::1])");
    }
}
