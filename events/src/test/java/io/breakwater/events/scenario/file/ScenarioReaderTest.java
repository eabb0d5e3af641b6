package io.breakwater.events.scenario.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenAnswers;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.token.TokenPlatform;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {

    private static final TokenAnswers WECHAT = new TokenAnswers(
            TokenPlatform.WECHAT.refusedWhen(),
            TokenPlatform.WECHAT.expiredWhen(),
            TokenPlatform.WECHAT.businessChecks());

    @Test
    void readsEveryKeyThatThereIs() {
        Scenario scenario = accepted(ScenarioTexts.WHOLE);

        assertThat(scenario.name()).isEqualTo("express-widget");
        assertThat(scenario.title()).isEqualTo("Express-parcel widget, backend performance test");
        assertThat(scenario.target()).isEqualTo(URI.create("http://127.0.0.1:8090"));
        assertThat(scenario.tokens()).isEqualTo(Map.of("wechat", new TokenUse("demo-shop", WECHAT)));
        assertThat(scenario.dataSets())
                .isEqualTo(Map.of(
                        "cases",
                        DataSet.of(
                                "widget-cases.jsonl",
                                DataSet.Format.JSONL,
                                List.of(),
                                DataSet.Pick.SEQUENTIAL,
                                DataSet.WhenUsedUp.STOP),
                        "buyer",
                        DataSet.of(
                                "buyers.txt",
                                DataSet.Format.CSV,
                                List.of("openid", "city"),
                                DataSet.Pick.RANDOM,
                                DataSet.WhenUsedUp.REPEAT),
                        "lines",
                        DataSet.of(
                                "lines.csv",
                                DataSet.Format.CSV,
                                List.of(),
                                DataSet.Pick.SEQUENTIAL,
                                DataSet.WhenUsedUp.REPEAT)));
        assertThat(scenario.http())
                .isEqualTo(HttpSettings.limits(Duration.ofSeconds(1), Duration.ofMillis(2_500), 64, 500));
        assertThat(scenario.load())
                .isEqualTo(Load.Open.of(List.of(
                        LoadPhase.of(10, 200, Duration.ofMinutes(1), true),
                        LoadPhase.of(200, 200, Duration.ofMinutes(90), false))));
    }

    @Test
    void readsSessionsWithTheirSteps() {
        List<Session> sessions = accepted(ScenarioTexts.WHOLE).sessions();

        assertThat(sessions).extracting(Session::name).containsExactly("query", "buy");
        assertThat(sessions).extracting(Session::weight).containsExactly(3, 1);
        assertThat(sessions.get(0).steps())
                .containsExactly(Step.of(
                        "widget-query",
                        Request.Http.of(
                                Request.Http.Method.POST,
                                "/widget?by=${buyer.openid}",
                                Map.of(),
                                Optional.of(new Body.Text("application/json", "${cases}", Body.Escaping.NONE))),
                        List.of(
                                Check.in(Check.Subject.STATUS, "", List.of("200", "201")),
                                Check.in(Check.Subject.JSON, "$.err_code", List.of("0", "-1", "\"ok\"")))));
        assertThat(sessions.get(1).steps())
                .containsExactly(
                        Step.of(
                                "event-page",
                                Request.Http.of(
                                        Request.Http.Method.POST,
                                        "/event",
                                        Map.of("X-City", "${buyer.city}"),
                                        Optional.of(new Body.Text(
                                                "application/json",
                                                "{\"input_token\":\"${token.wechat}\",\"n\":1.5,\"list\":[true,null,\"${lines.any}\"]}",
                                                Body.Escaping.JSON_STRING))),
                                List.of(
                                        Check.in(Check.Subject.STATUS, "", List.of("200")),
                                        Check.in(Check.Subject.JSON, "$.errcode", List.of("0"))
                                                .absentIs("0"))),
                        Step.of(
                                "pay",
                                Request.Http.of(
                                        Request.Http.Method.POST,
                                        "/pay",
                                        Map.of(),
                                        Optional.of(new Body.Text(
                                                "text/plain; charset=utf-8",
                                                "<xml>${cases.id}</xml>",
                                                Body.Escaping.NONE))),
                                List.of()),
                        Step.of(
                                "home",
                                Request.Http.of(Request.Http.Method.GET, "/home", Map.of(), Optional.empty()),
                                List.of()));
    }

    @Test
    void putsTheObjectivesOfAProfileBeforeTheOthers() {
        assertThat(accepted(ScenarioTexts.WHOLE).objectives())
                .containsExactly(
                        Objective.withinAtLeast(170_000, 0.95),
                        Objective.overAtMost(870_000, 0.01),
                        new Objective(Kind.WITHIN_AT_LEAST, Optional.of("pay"), Measure.SERVICE_TIME, 100_000, 0, 0.5),
                        new Objective(Kind.OVER_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 1_500_000, 0, 0.001),
                        new Objective(Kind.ERRORS_AT_MOST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0.005),
                        new Objective(
                                Kind.PERCENTILE_AT_MOST, Optional.of("pay"), Measure.RESPONSE_TIME, 400_000, 99, 0),
                        new Objective(
                                Kind.PERCENTILE_AT_MOST, Optional.empty(), Measure.SERVICE_TIME, 1_000_000, 99.9, 0),
                        new Objective(Kind.THROUGHPUT_AT_LEAST, Optional.empty(), Measure.RESPONSE_TIME, 0, 0, 0.99));
    }

    @Test
    void readsTheSameScenarioFromJson() {
        String json = """
                {"scenario": "least", "target": "http://127.0.0.1:8090",
                 "sessions": [{"session": "only", "steps": [{"step": "home", "get": "/"}]}],
                 "load": {"open": [{"hold": "1/s", "for": "1s"}]}}
                """;

        assertThat(accepted(json)).isEqualTo(accepted(ScenarioTexts.LEAST));
        assertThat(accepted(json).http()).isEqualTo(HttpSettings.DEFAULT);
        assertThat(accepted(json).objectives()).isEmpty();
    }

    @Test
    void whatItReadsCrossesTheWireUnchanged() throws Exception {
        Scenario scenario = accepted(ScenarioTexts.WHOLE);

        assertThat(EventCodec.decode(EventCodec.encode(scenario), Scenario.class))
                .isEqualTo(scenario);
    }

    @Test
    void readsBytesWithAByteOrderMark() {
        byte[] bytes = ("\uFEFF" + ScenarioTexts.LEAST).getBytes(UTF_8);

        assertThat(ScenarioReader.read(bytes).isAccepted()).isTrue();
    }

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        String text = """
                scenario: Express Widget
                target: https://example.com/path
                sessions:
                  - session: query
                    stpes: []
                    weight: 0
                  - session: query
                    steps:
                      - step: a
                        get: home
                load:
                  open:
                    - hold: 200
                      for: 30
                regions: { cn-east: 60% }
                """;

        assertThat(ScenarioReader.read(text).describe("bad.yaml").lines())
                .containsExactly(
                        "bad.yaml:1:11: scenario: Express Widget (expected: lower-case letters, digits and hyphens, at most 60,"
                                + " beginning with a letter or digit)",
                        "bad.yaml:2:9: target: https://example.com/path (expected: http://HOST or https://HOST, with :PORT where"
                                + " it is not the usual one, and no path; paths stand in the steps)",
                        "bad.yaml:4:5: steps: missing (expected: its requests and what stands between them, in order)",
                        "bad.yaml:5:5: stpes: unknown key (expected: one of session, weight, start-share, load, start-after,"
                                + " steps; did you mean steps?)",
                        "bad.yaml:6:13: weight: 0 (expected: a whole number from 1 to 10000)",
                        "bad.yaml:7:14: session: query twice (expected: another name)",
                        "bad.yaml:10:14: get: home (expected: a path that begins with a slash, or a URL with http or https)",
                        "bad.yaml:13:13: hold: 200 has no unit (expected: an arrival rate with its unit (/s, /min, rps, tps, qps),"
                                + " such as 200/s)",
                        "bad.yaml:14:12: for: 30 has no unit (expected: a duration with its unit (us, ms, s, m, h), such as"
                                + " 500ms, 30s or 1h30m)",
                        "bad.yaml:15:1: regions: unknown key (expected: one of scenario, title, target, tokens, data, files,"
                                + " values, before, sessions, after, http, load, samples, objectives)");
    }

    private static Scenario accepted(String text) {
        ScenarioReading reading = ScenarioReader.read(text);
        assertThat(reading.problems()).isEmpty();
        return reading.scenario().orElseThrow();
    }
}
