package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.topic.Topic;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.scenario.HandMadeGenerator.Temper;
import io.breakwater.scenario.RestClient.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static HandMadeGenerator generator(String generatorId, Temper temper) {
        return new HandMadeGenerator(bench.bootstrapServers(), generatorId, temper);
    }

    @Test
    void goesFromRequestToVerdict() throws Exception {
        try (HandMadeGenerator generator = generator("g-life", Temper.READY)) {
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
}
