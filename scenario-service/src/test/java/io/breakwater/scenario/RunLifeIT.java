package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunCommand.WalkAfter;
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
import java.util.Map;
import java.util.Optional;
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
        "--breakwater.scenario-service.verdict-limit=3s",
        "--breakwater.scenario-service.pause-limit=2s"
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
    void adjustsTheLoadOfARunThatGoesOn() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            bench.store("adjusted", "1h");
            String runId = bench.run("adjusted", "adjusted");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            String path = "/api/runs/" + runId + "/adjustments";

            Answer first = bench.rest().post(path, "{\"by\": \"bob\", \"level\": \"250/s\"}");
            assertThat(first.status()).isEqualTo(200);
            AdjustLoad set = generator.await(runId, AdjustLoad.class);
            assertThat(set.number()).isEqualTo(1);
            assertThat(set.by()).isEqualTo("bob");
            assertThat(set.adjustment()).isEqualTo(new Adjustment.SetLevel(Optional.empty(), 250));
            assertThat(bench.rest()
                            .post(path, "{\"by\": \"ann\", \"factor\": \"+10 %\"}")
                            .status())
                    .isEqualTo(200);
            AdjustLoad scale = generator.await(runId, AdjustLoad.class);
            assertThat(scale.adjustment()).isEqualTo(new Adjustment.Scale(Optional.empty(), 1.1));
            assertThat(scale.effectiveAt()).isAfter(set.effectiveAt());

            Map<?, ?> seen = bench.rest().get("/api/runs/" + runId).json();
            assertThat(seen.get("adjustments"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .extracting(String::valueOf)
                    .satisfiesExactly(
                            one -> assertThat(one)
                                    .contains("number=1", "by=bob", "change=level 250/s")
                                    .contains("effectiveAt=" + set.effectiveAt()),
                            two -> assertThat(two).contains("number=2", "by=ann", "change=factor 1.1"));
            assertThat(bench.rest()
                            .post(path, "{\"by\": \"bob\", \"level\": \"5 users\"}")
                            .problems())
                    .containsExactly("level 5 users (expected: an arrival rate such as \"250/s\"; the load is open)");
            assertThat(bench.rest().post(path, "{\"level\": \"5 users\"}").status())
                    .isEqualTo(422);
            assertThat(bench.rest()
                            .post(path, "{\"by\": \"bob\", \"resume\": true}")
                            .status())
                    .isEqualTo(409);

            String stop = "/api/runs/" + runId + "/stop?at-once=true";
            bench.rest().post(stop, "{\"by\": \"bob\", \"reason\": \"enough\"}");
            assertThat(generator.await(runId, StopRun.class)).isEqualTo(new StopRun(runId, "enough", "bob", true));
            assertThat(bench.rest()
                            .post(path, "{\"by\": \"bob\", \"pause\": true}")
                            .text("detail"))
                    .isEqualTo("run " + runId + ": STOPPING (expected: RUNNING)");
            end(generator, runId);
        }
    }

    private static void end(HandMadeGenerator generator, String runId) {
        generator.closePart(runId);
        bench.verdict(runId, true, Outcome.INCONCLUSIVE);
        statuses.awaitStatus(runId, RunStatus.FINISHED);
    }

    @Test
    void stopsARunThatIsPausedForTooLong() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            bench.store("paused", "1h");
            String runId = bench.run("paused", "paused");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            Answer paused =
                    bench.rest().post("/api/runs/" + runId + "/adjustments", "{\"by\": \"bob\", \"pause\": true}");
            assertThat(paused.json().get("paused")).isEqualTo(true);
            assertThat(paused.json().get("plannedEnd")).isNull();
            assertThat(generator.await(runId, AdjustLoad.class).adjustment())
                    .isEqualTo(new Adjustment.Pause(Optional.empty()));
            assertThat(generator.await(runId, StopRun.class).reason())
                    .isEqualTo("paused for 2 s altogether (expected: less)");
            end(generator, runId);
        }
    }

    @Test
    void stopsWhenAGeneratorCannotGoOn() throws Exception {
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            bench.awaitGenerators("g-1");
            bench.store("used-up", "1h");
            String runId = bench.run("used-up", "used-up");
            statuses.awaitStatus(runId, RunStatus.RUNNING);
            generator.wantStop(runId, "data set buyers: used up");
            assertThat(generator.await(runId, StopRun.class))
                    .isEqualTo(new StopRun(runId, "data set buyers: used up", "g-1"));
            assertThat(statuses.awaitStatus(runId, RunStatus.STOPPING).reasons())
                    .containsExactly("stopped by g-1: data set buyers: used up");
            end(generator, runId);
        }
    }

    @Test
    void walksThroughTheSessionsAfterTheLoadWithWhatThoseBeforeItHandedOver() throws Exception {
        String runId = bench.run("after", "any");
        bench.change("""
                update runs set plan = convert_to(jsonb_set(jsonb_set(
                    convert_from(plan, 'UTF8')::jsonb,
                    '{scenario,before}', convert_from(plan, 'UTF8')::jsonb #> '{scenario,sessions}'),
                    '{scenario,after}', convert_from(plan, 'UTF8')::jsonb #> '{scenario,sessions}')::text, 'UTF8')
                where run_id = :runId
                """, runId);
        try (HandMadeGenerator generator = generator("g-1", Temper.READY)) {
            StartRun start = generator.await(runId, StartRun.class);
            assertThat(start.handedOver().orElseThrow().sealed()).isEqualTo(HandMadeGenerator.SEALED);
            generator.closePart(runId);
            WalkAfter walk = generator.await(runId, WalkAfter.class);
            assertThat(walk.generatorId()).isEqualTo("g-1");
            assertThat(walk.handedOver().orElseThrow().sealed()).isEqualTo(HandMadeGenerator.SEALED);
            bench.verdict(runId, true, Outcome.PASS);
            statuses.awaitStatus(runId, RunStatus.FINISHED);
            assertThat(bench.rest().get("/api/runs/" + runId).text("after"))
                    .contains("stage=ASKED", "pending=true", "generatorId=g-1");
            generator.walkedAfter(runId, "step home: 500", "step\u0000bye: 404");
            Bench.await(
                    "walked",
                    () -> bench.rest().get("/api/runs/" + runId).text("after").contains("stage=WALKED"));
            assertThat(bench.rest().get("/api/runs/" + runId).text("after"))
                    .contains("pending=false", "problems=[step home: 500, step\uFFFDbye: 404]");
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
