package io.breakwater.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.system.record.TopicTail;
import io.breakwater.system.stack.SharedStack;
import io.breakwater.system.stack.SystemStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that other services start through Kafka. */
@ExtendWith(SharedStack.class)
class KafkaTriggerIT {

    private static final String SCENARIO = """
            scenario: kafka-trigger
            target: TARGET
            sessions:
              - session: visitor
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 50/s
                  for: 3s
            objectives:
              also:
                - errors: "<= 1%"
            """;

    @Test
    void answersARequestWithTheRunAndAllThatBecomesOfIt(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);
        TopicTail answers = stack.topics().endOf(Topic.RUN_STATUS);
        String request = request("release-42", "true");

        write(stack, request);
        write(stack, request);

        RunStatusChanged finished = answers.await(
                "the end of the run",
                RunStatusChanged.class,
                answer -> isTo("release-42", answer) && answer.status().isLast());
        String runId = finished.runId().orElseThrow();
        assertThat(finished.outcome()).as(finished.toString()).contains(Outcome.PASS);
        List<RunStatusChanged> all = answers.read(RunStatusChanged.class).stream()
                .filter(answer -> isTo("release-42", answer))
                .toList();
        assertThat(all)
                .as("two requests with one key")
                .allSatisfy(answer -> assertThat(answer.runId()).contains(runId));
        assertThat(all.stream().filter(answer -> answer.status() == RunStatus.ACCEPTED))
                .as("each is answered")
                .hasSize(2);
        assertThat(all.stream().map(RunStatusChanged::status).distinct())
                .containsExactly(
                        RunStatus.ACCEPTED,
                        RunStatus.PREPARING,
                        RunStatus.RUNNING,
                        RunStatus.AWAITING_VERDICT,
                        RunStatus.FINISHED);
        assertThat(stack.backend().counts().received())
                .as("one run of 150 requests")
                .isEqualTo(150);
    }

    @Test
    void refusesARunThatIsNotPermittedWithEveryReason(SystemStack stack) throws Exception {
        TopicTail answers = stack.topics().endOf(Topic.RUN_STATUS);

        write(stack, request("release-43", "false").replace("kafka-trigger", "no-such-scenario"));

        RunStatusChanged answer =
                answers.await("the refusal", RunStatusChanged.class, found -> isTo("release-43", found));
        assertThat(answer.status()).isEqualTo(RunStatus.REJECTED);
        assertThat(answer.runId()).isEmpty();
        assertThat(answer.reasons())
                .anySatisfy(reason -> assertThat(reason).contains("permitted"))
                .anySatisfy(reason -> assertThat(reason).contains("no-such-scenario"));
    }

    @Test
    void setsAsideWhatCannotBeReadAndServesTheNext(SystemStack stack) throws Exception {
        stack.runs().store(SCENARIO);
        TopicTail answers = stack.topics().endOf(Topic.RUN_STATUS);
        TopicTail setAside = stack.topics().endOf(Topic.RUN_REQUESTS_SET_ASIDE);

        write(stack, "{\"idempotencyKey\": ");
        write(stack, request("release-44", "\"yes\"").replace("kafka-trigger", ""));
        write(stack, request("release-45", "true"));

        RunStatusChanged accepted = answers.await(
                "the answer to the readable one", RunStatusChanged.class, answer -> isTo("release-45", answer));
        assertThat(accepted.status()).isEqualTo(RunStatus.ACCEPTED);
        List<RunStatusChanged> refusals = answers.read(RunStatusChanged.class).stream()
                .filter(answer -> answer.status() == RunStatus.REJECTED)
                .toList();
        assertThat(refusals).extracting(RunStatusChanged::idempotencyKey).containsExactly("", "release-44");
        assertThat(refusals.get(1).reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("permitted: "))
                .anySatisfy(reason -> assertThat(reason).startsWith("scenario: "));
        assertThat(setAside.records())
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"idempotencyKey\": ",
                        request("release-44", "\"yes\"").replace("kafka-trigger", ""));
        stack.runs().awaitEnd(accepted.runId().orElseThrow());
    }

    private static boolean isTo(String key, RunStatusChanged answer) {
        return answer.idempotencyKey().equals(key);
    }

    /** As a service would write it that knows only the documentation. */
    private static String request(String key, String permitted) {
        return """
                {"idempotencyKey": "%s", "organisation": "shop", "requestedBy": "release-train", \
                "permitted": %s, "scenario": "kafka-trigger"}""".formatted(key, permitted);
    }

    private static void write(SystemStack stack, String request) throws InterruptedException {
        stack.topics().write(Topic.RUN_REQUESTS, "shop", request.getBytes(StandardCharsets.UTF_8));
    }
}
