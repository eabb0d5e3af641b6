package io.breakwater.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    @Test
    void readsACommandWithItsWholePlanAsItWasWritten() throws Exception {
        RunCommand start = new RunCommand.StartRun(plan(), Instant.parse("2026-11-20T12:00:00.123456Z"));

        assertThat(EventCodec.decode(EventCodec.encode(start), RunCommand.class))
                .isEqualTo(start);
    }

    @Test
    void namesMembersOfAFamilyByStableWords() {
        assertThat(new String(EventCodec.encode(new RunCommand.StopRun("r-1", "enough", "ann")), UTF_8))
                .isEqualTo(
                        "{\"type\":\"stop-run\",\"runId\":\"r-1\",\"reason\":\"enough\",\"by\":\"ann\",\"atOnce\":false}");
        assertThat(new String(EventCodec.encode(new GeneratorReport.PartReady("g-1", Instant.EPOCH, "r-1")), UTF_8))
                .isEqualTo(
                        "{\"type\":\"part-ready\",\"generatorId\":\"g-1\",\"at\":\"1970-01-01T00:00:00Z\",\"runId\":\"r-1\",\"handedOver\":null}");
    }

    @Test
    void refusesARecordThatLacksAComponent() {
        assertThatThrownBy(() -> decode("{\"idempotencyKey\":\"k\",\"organisation\":\"o\",\"scenario\":\"s\"}"))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("requestedBy");
    }

    @Test
    void refusesWhatIsNotJsonAndNamesIt() {
        assertThatThrownBy(() -> decode("hello"))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageStartingWith("RunRequest: hello (expected: ");
        assertThatThrownBy(() -> decode("null")).isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> decode("")).isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void ignoresAFieldOfALaterVersion() throws Exception {
        assertThat(decode("{\"idempotencyKey\":\"k\",\"organisation\":\"o\",\"requestedBy\":\"r\",\"permitted\":true,"
                        + "\"scenario\":\"s\",\"colour\":\"blue\"}"))
                .isEqualTo(new RunRequest("k", "o", "r", true, "s"));
    }

    private static RunRequest decode(String json) throws UnreadableEventException {
        return EventCodec.decode(json.getBytes(UTF_8), RunRequest.class);
    }

    private static RunPlan plan() {
        Step step = Step.of(
                "query",
                Request.Http.of(
                        Request.Http.Method.POST,
                        "/widget",
                        Map.of("X-Trace", "1"),
                        Optional.of(new Body.Text("application/json", "${cases}", Body.Escaping.NONE))),
                List.of(Check.in(Check.Subject.JSON, "$.err_code", List.of("0", "-1"))
                        .absentIs("0")));
        Scenario scenario = Scenario.of(
                "express-widget",
                "Express-parcel widget",
                URI.create("http://127.0.0.1:18090"),
                Map.of("wechat", new TokenUse("demo-shop")),
                Map.of(
                        "cases",
                        DataSet.of(
                                "cases.jsonl",
                                DataSet.Format.JSONL,
                                List.of(),
                                DataSet.Pick.SEQUENTIAL,
                                DataSet.WhenUsedUp.REPEAT)),
                List.of(Session.of("query", 1, List.of(step))),
                Load.Open.of(List.of(LoadPhase.of(200, 200, Duration.ofMinutes(30), false))),
                AcceptanceProfile.WECHAT_WIDGET_LOCAL.objectives(),
                HttpSettings.DEFAULT);
        return new RunPlan(
                "r-1",
                "demo",
                scenario,
                List.of(new RunPlan.DataFile("cases", "ab".repeat(32), 10)),
                List.of(new RunPlan.RunPart("g-1", 0)));
    }
}
