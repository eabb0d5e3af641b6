package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.scenario.HandMadeGenerator.Temper;
import io.breakwater.scenario.RestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLifeIT {

    private static final String[] SHORT_LIMITS = {
        "--breakwater.scenario-service.generator-alive-for=1500ms",
        "--breakwater.scenario-service.await-generator-for=2s",
        "--breakwater.scenario-service.prepare-limit=4s",
        "--breakwater.scenario-service.generator-lost-after=2s",
        "--breakwater.scenario-service.verdict-limit=3s"
    };

    private static Bench bench;
    private static TopicTap statuses;

    @BeforeAll
    static void startParts(@TempDir Path folder) throws Exception {
        bench = new Bench(folder, SHORT_LIMITS);
        statuses = bench.tap(Topic.RUN_STATUS);
        bench.store("any");
    }

    @AfterAll
    static void stopParts() {
        statuses.close();
        bench.close();
    }

    @BeforeEach
    void awaitSilence() {
        bench.awaitGenerators();
    }

    private static HandMadeGenerator generator(String generatorId, Temper temper) {
        return new HandMadeGenerator(bench.bootstrapServers(), generatorId, temper);
    }

    @Test
    void goesFromRequestToVerdict() throws Exception {
        try (HandMadeGenerator generator = generator("g-life", Temper.READY)) {
            bench.awaitGenerators("g-life");
            String runId = bench.run("life", "any");
            assertThat(generator.await(runId, PrepareRun.class).plan().parts()).contains(new RunPart("g-life", 0));
            StartRun start = generator.await(runId, StartRun.class);
            RunStatusChanged running = statuses.awaitStatus(runId, RunStatus.RUNNING);
            assertThat(start.startAt()).isEqualTo(running.at().plusMillis(300));

            generator.closePart(runId);
            statuses.awaitStatus(runId, RunStatus.AWAITING_VERDICT);
            bench.verdict(runId, false, Outcome.PASS);
            bench.verdict(runId, true, Outcome.FAIL);

            RunStatusChanged finished = statuses.awaitStatus(runId, RunStatus.FINISHED);
            assertThat(finished.outcome()).contains(Outcome.FAIL);
            assertThat(finished.reasons()).containsExactly("errors: 20 % (objective: <= 1 %)");
            assertThat(statuses.statuses(runId))
                    .containsExactly(
                            RunStatus.ACCEPTED,
                            RunStatus.PREPARING,
                            RunStatus.RUNNING,
                            RunStatus.AWAITING_VERDICT,
                            RunStatus.FINISHED);
            Answer seen = bench.rest().get("/api/runs/" + runId);
            assertThat(seen.text("status")).isEqualTo("FINISHED");
            assertThat(seen.text("outcome")).isEqualTo("FAIL");
            assertThat((List<?>) seen.json().get("history")).hasSize(5);
            assertThat(String.valueOf(seen.json().get("permitted"))).contains("by=ann", "at=2");
        }
    }

    @Test
    void failsToStartWithoutAGenerator() {
        String runId = bench.run("nobody", "any");
        assertThat(statuses.awaitStatus(runId, RunStatus.FAILED_TO_START).reasons())
                .containsExactly(
                        "generators: 0 alive (expected: at least 1 with a heartbeat in the last 1500 ms; start a"
                                + " load-generator)");
        assertThat(bench.rest().get("/api/runs/" + runId).json().get("reasons"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void failsToStartWhenOneOfTwoGeneratorsDoesNotAnswer() throws Exception {
        try (HandMadeGenerator ready = generator("g-1", Temper.READY);
                HandMadeGenerator silent = generator("g-2", Temper.SILENT)) {
            bench.awaitGenerators("g-1", "g-2");
            String runId = bench.run("silent", "any");
            assertThat(statuses.awaitStatus(runId, RunStatus.FAILED_TO_START).reasons())
                    .containsExactly("generator g-2: no answer for 4000 ms (expected: ready within 4000 ms)");
            assertThat(ready.await(runId, StopRun.class).by()).isEqualTo("scenario-service");
            assertThat(silent.await(runId, StopRun.class).reason()).contains("generator g-2");
        }
    }

    @Test
    void failsToStartAtOnceWhenAGeneratorRefuses() throws Exception {
        try (HandMadeGenerator refusing = generator("g-1", Temper.REFUSING)) {
            bench.awaitGenerators("g-1");
            String runId = bench.run("refused", "any");
            assertThat(statuses.awaitStatus(runId, RunStatus.FAILED_TO_START).reasons())
                    .containsExactly("generator g-1: token shop: missing", "generator g-1: data\u0000file: unreadable");
            assertThat(refusing.await(runId, StopRun.class)).isNotNull();
        }
    }

    @Test
    void abandonsAPartWhoseGeneratorDiesAndFailsWithoutAVerdict() throws Exception {
        try (HandMadeGenerator staying = generator("g-1", Temper.READY);
                HandMadeGenerator dying = generator("g-2", Temper.READY)) {
            bench.awaitGenerators("g-1", "g-2");
            String runId = bench.run("dying", "any");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            dying.die();
            assertThat(staying.await(runId, AbandonPart.class).generatorId()).isEqualTo("g-2");
            staying.closePart(runId);
            statuses.awaitStatus(runId, RunStatus.AWAITING_VERDICT);
            assertThat(statuses.awaitStatus(runId, RunStatus.FAILED).reasons())
                    .containsExactly(
                            "verdict: none for 3000 ms after the last part was closed (expected: a final one; see"
                                    + " whether the analytics job runs)");
        }
    }

    @Test
    void stopsARunOnDemand() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            String runId = bench.run("stopped", "any");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            String path = "/api/runs/" + runId + "/stop";
            assertThat(bench.rest().post(path, "{\"by\": \"bob\"}").problems())
                    .containsExactly(
                            "reason: missing (expected: a text of 1 to 128 characters, no control characters)");

            Answer stopping = bench.rest().post(path, "{\"by\": \"bob\", \"reason\": \"too hot\"}");
            assertThat(stopping.text("status")).isEqualTo("STOPPING");
            assertThat(generator.await(runId, StopRun.class)).isEqualTo(new StopRun(runId, "too hot", "bob"));
            generator.closePart(runId);
            bench.verdict(runId, true, Outcome.INCONCLUSIVE);
            statuses.awaitStatus(runId, RunStatus.FINISHED);
            assertThat(bench.rest()
                            .post(path, "{\"by\": \"bob\", \"reason\": \"again\"}")
                            .status())
                    .isEqualTo(409);
        }
    }

    @Test
    void skipsReportsAndVerdictsThatCannotBeRead() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            String runId = bench.run("unreadable", "any");
            generator.await(runId, StartRun.class);
            bench.send(Topic.GENERATOR_HEARTBEATS, "g-1", new byte[] {1, 2, 3});
            bench.send(Topic.RUN_VERDICTS, runId, "{}".getBytes(StandardCharsets.UTF_8));
            bench.verdict("no-such-run", true, Outcome.PASS);
            bench.verdict("\u0000", true, Outcome.PASS);
            generator.closePart(runId);
            bench.verdict(runId, true, Outcome.PASS);
            statuses.awaitStatus(runId, RunStatus.FINISHED);
            Answer health = bench.rest().get("/health");
            assertThat(health.text("reportsUnreadable")).isEqualTo("3");
            assertThat(health.text("heartbeatsUnreadable")).isEqualTo("1");
            assertThat(health.text("reportsOfUnknownRuns")).isEqualTo("1");
        }
    }

    @Test
    void endsARunWhosePlanCannotBeReadAndLeadsTheOthersOn() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            String runId = bench.run("plan-unreadable", "any");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            bench.change("update runs set plan = '{}' where run_id = :runId", runId);

            String reason = "plan of run " + runId + ": unreadable (expected: a RunPlan)";
            assertThat(statuses.awaitStatus(runId, RunStatus.FAILED).reasons()).containsExactly(reason);
            assertThat(generator.await(runId, StopRun.class).reason()).isEqualTo(reason);
            assertThat(bench.rest().get("/api/runs/" + runId).text("status")).isEqualTo("FAILED");
            assertThat(bench.rest().get("/api/runs").text("runs")).contains(runId);
            assertThat(bench.rest()
                            .post("/api/runs", Bench.request("plan-unreadable", "any", true))
                            .text("runId"))
                    .isEqualTo(runId);

            bench.verdict(runId, true, Outcome.PASS);
            String next = bench.run("plan-readable", "any");
            generator.await(next, StartRun.class);
            generator.closePart(next);
            bench.verdict(next, true, Outcome.PASS);
            statuses.awaitStatus(next, RunStatus.FINISHED);
            Answer health = bench.rest().get("/health");
            assertThat(health.text("runsUnreadable")).isEqualTo("1");
            assertThat(health.text("reportsOfUnreadableRuns")).isEqualTo("1");
        }
    }
}
