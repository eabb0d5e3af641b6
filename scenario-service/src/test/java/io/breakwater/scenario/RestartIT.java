package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.scenario.HandMadeGenerator.Temper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.MethodName.class)
class RestartIT {

    private static Bench bench;
    private static TopicTap statuses;

    @BeforeAll
    static void startParts(@TempDir Path folder) throws Exception {
        bench = new Bench(folder);
        statuses = bench.tap(Topic.RUN_STATUS);
        bench.store("any");
        bench.store("adjusted", "1h");
    }

    @AfterAll
    static void stopParts() {
        statuses.close();
        bench.close();
    }

    @Test
    void keepsWhatItHasToSayWhileTheBrokerIsAway() throws Exception {
        bench.kafka().kill();
        List<String> runIds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runIds.add(bench.run("outage-" + i, "any"));
        }
        assertThat(Integer.parseInt(bench.rest().get("/health").text("outboxWaiting")))
                .isGreaterThanOrEqualTo(20);
        bench.kafka().start();
        for (String runId : runIds) {
            statuses.awaitStatus(runId, RunStatus.ACCEPTED);
        }
        assertThat(statuses.changes().stream()
                        .filter(change -> change.status() == RunStatus.ACCEPTED)
                        .map(RunStatusChanged::runId)
                        .distinct()
                        .map(Optional::orElseThrow))
                .containsExactlyElementsOf(runIds);
        Bench.await(
                "an empty outbox",
                () -> bench.rest().get("/health").text("outboxWaiting").equals("0"));
    }

    @Test
    void leadsARunOnWithItsAdjustmentsAfterItWasKilled(@TempDir Path logs) throws Exception {
        bench.stopService();
        String runId;
        String path;
        try (HandMadeGenerator generator = new HandMadeGenerator(bench.bootstrapServers(), "g-1", Temper.READY)) {
            try (ServiceProcess first = new ServiceProcess(logs.resolve("first.log"), bench.arguments())) {
                runId = first.rest()
                        .post("/api/runs", Bench.request("adjusted", "adjusted", true))
                        .text("runId");
                path = "/api/runs/" + runId;
                statuses.awaitStatus(runId, RunStatus.RUNNING);
                first.rest().post(path + "/adjustments", "{\"by\": \"bob\", \"pause\": true}");
                // Killed as early as can be: what was answered is recorded, and is told by the next one.
                first.kill();
            }
            try (ServiceProcess second = new ServiceProcess(logs.resolve("second.log"), bench.arguments())) {
                assertThat(generator.await(runId, AdjustLoad.class).number()).isEqualTo(1);
                assertThat(second.rest().get(path).json().get("paused")).isEqualTo(true);
                // Refused while what the first one left has not reached the broker.
                List<RestClient.Answer> answers = new ArrayList<>();
                Bench.await("a change that is taken", () -> {
                    answers.add(second.rest().post(path + "/adjustments", "{\"by\": \"ann\", \"resume\": true}"));
                    return answers.get(answers.size() - 1).status() != 409;
                });
                RestClient.Answer resumed = answers.get(answers.size() - 1);
                assertThat(resumed.text("adjustments")).contains("by=bob", "change=pause", "by=ann", "change=resume");
                assertThat(resumed.json().get("paused")).isEqualTo(false);
                AdjustLoad told = generator.await(runId, AdjustLoad.class);
                while (told.number() == 1) {
                    // The first one may be told twice.
                    told = generator.await(runId, AdjustLoad.class);
                }
                assertThat(told.number()).isEqualTo(2);
                second.rest().post(path + "/stop", "{\"by\": \"ann\", \"reason\": \"enough\"}");
                generator.closePart(runId);
                statuses.awaitStatus(runId, RunStatus.AWAITING_VERDICT);
            }
        }
    }

    @Test
    void leadsARunOnAfterItWasKilledInTheMiddle(@TempDir Path logs) throws Exception {
        bench.stopService();
        String runId;
        try (HandMadeGenerator generator = new HandMadeGenerator(bench.bootstrapServers(), "g-1", Temper.READY)) {
            try (ServiceProcess first = new ServiceProcess(logs.resolve("first.log"), bench.arguments())) {
                RestClient.Answer started = first.rest().post("/api/runs", Bench.request("killed", "any", true));
                // Killed as early as can be: what follows may be on its way, or not even decided.
                first.kill();
                runId = started.text("runId");
            }
            try (ServiceProcess second = new ServiceProcess(logs.resolve("second.log"), bench.arguments())) {
                generator.await(runId, StartRun.class);
                second.kill();
            }
            generator.closePart(runId);
            try (ServiceProcess third = new ServiceProcess(logs.resolve("third.log"), bench.arguments())) {
                statuses.awaitStatus(runId, RunStatus.AWAITING_VERDICT);
                bench.verdict(runId, true, Outcome.PASS);
                statuses.awaitStatus(runId, RunStatus.FINISHED);
                assertThat(third.rest()
                                .post("/api/runs", Bench.request("killed", "any", true))
                                .text("runId"))
                        .isEqualTo(runId);
            }
        }
        assertThat(statuses.statuses(runId).stream().distinct())
                .containsExactly(
                        RunStatus.ACCEPTED,
                        RunStatus.PREPARING,
                        RunStatus.RUNNING,
                        RunStatus.AWAITING_VERDICT,
                        RunStatus.FINISHED);
    }
}
