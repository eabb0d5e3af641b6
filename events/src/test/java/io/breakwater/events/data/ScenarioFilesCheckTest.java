package io.breakwater.events.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.data.ScenarioFilesCheck.Finding;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFilesCheckTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTooFewRowsForAnErrorWhereTheRunWouldFail() throws Exception {
        Finding finding = check(Pick.SEQUENTIAL, WhenUsedUp.FAIL, hold(), 99);

        assertThat(finding.errors())
                .containsExactly("data.rows: 99 rows in rows.csv (expected: at least 100 for the load, for sequential"
                        + " rows are used up then, and the run fails)");
        assertThat(check(Pick.SEQUENTIAL, WhenUsedUp.FAIL, hold(), 100).errors())
                .isEmpty();
    }

    @Test
    void takesTooFewRowsForAWarningWhereSessionsStop() throws Exception {
        Finding finding = check(Pick.ONCE, WhenUsedUp.STOP, LoadPhase.of(0, 10, Duration.ofSeconds(10), false), 49);

        assertThat(finding.errors()).isEmpty();
        assertThat(finding.warnings())
                .containsExactly("data.rows: 49 rows in rows.csv (expected: at least 50 for the load, for once"
                        + " rows are used up then, and the sessions stop)");
    }

    @Test
    void mindsNoRowsThatBeginAgain() throws Exception {
        assertThat(check(Pick.ONCE, WhenUsedUp.REPEAT, hold(), 1)).isEqualTo(new Finding(List.of(), List.of()));
    }

    @Test
    void countsOnlyTheIterationsOfSessionsThatDrawOnce() throws Exception {
        Session idle = Session.of("idle", 3, List.of(step("/b")));
        Scenario scenario = scenario(Pick.ONCE, WhenUsedUp.FAIL, List.of(drawing("a", 1), idle), hold());

        assertThat(ScenarioFilesCheck.check(scenario, rows(25), file -> file).errors())
                .isEmpty();
        assertThat(ScenarioFilesCheck.check(scenario, rows(24), file -> file).errors())
                .singleElement()
                .asString()
                .startsWith("data.rows: 24 rows in rows.csv (expected: at least 25");
    }

    @Test
    void namesRaggedLinesByTheNameThatTheCallerShows() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "id\n1,2\n");
        Scenario scenario = scenario(Pick.ONCE, WhenUsedUp.STOP, List.of(drawing("only", 1)), hold());

        assertThat(ScenarioFilesCheck.check(scenario, Map.of("rows.csv", file), name -> "over/" + name)
                        .errors())
                .containsExactly("over/rows.csv:2:1: row: 2 values (expected: 1, one for each of id)");
    }

    @Test
    void readsARecordedCurveAsPhasesBetweenItsLines() {
        RateCurve curve = curve("seconds,rate\n0,10\n1.5,30\n\n60,0\n", 2);

        assertThat(curve.problems()).isEmpty();
        assertThat(curve.phases())
                .containsExactly(
                        LoadPhase.of(20, 60, Duration.ofMillis(1_500), true),
                        LoadPhase.of(60, 0, Duration.ofMillis(58_500), true));
    }

    @Test
    void saysWhichLineOfACurveIsWrong() {
        assertThat(curve("0,1\nx,2\n", 1).problems())
                .hasToString("[2:1: time: x (expected: seconds, HH:mm:ss, or a date and time such as 2026-11-11"
                        + " 00:00:00)]");
        assertThat(curve("0,1\n2,2\n2,3", 1).problems())
                .hasToString("[3:1: time: not after that of the line before (expected: later)]");
        assertThat(curve("0,-1\n1,1", 1).problems()).hasSize(1);
        assertThat(curve("0,NaN\n1,1", 1).problems()).hasSize(1);
        assertThat(curve("", 1).problems())
                .hasToString("[1:1: curve: 0 lines with a time and a rate (expected: at least 2)]");
        assertThat(curve(" ".repeat(1_048_577), 1).problems())
                .hasToString("[1:1: curve: 1048577 B (expected: at most 1048576 B)]");
    }

    @Test
    void putsACurveInThePlaceOfItsPhase() {
        Scenario plain = scenario(Pick.ONCE, WhenUsedUp.STOP, List.of(drawing("only", 1)), hold());
        LoadPhase before = LoadPhase.of(1, 1, Duration.ofSeconds(1), false);
        Load.Open load = Load.Open.of(List.of(before, LoadPhase.replaying(new LoadPhase.Replay("day", 1), false)));
        Scenario scenario = new Scenario(
                plain.name(),
                plain.title(),
                plain.target(),
                plain.tokens(),
                plain.dataSets(),
                Map.of("day", "day.csv"),
                plain.values(),
                plain.before(),
                plain.sessions(),
                plain.after(),
                load,
                plain.objectives(),
                plain.http(),
                plain.sampling());

        Scenario resolved = RateCurve.inPlace(scenario, Map.of("day", ByteBuffer.wrap("0,1\n2,3".getBytes(UTF_8))));

        assertThat(resolved.load().phases()).containsExactly(before, LoadPhase.of(1, 3, Duration.ofSeconds(2), false));
        assertThat(RateCurve.inPlace(scenario, Map.of())).isEqualTo(scenario);
    }

    private static RateCurve curve(String text, double scale) {
        return RateCurve.read(ByteBuffer.wrap(text.getBytes(UTF_8)), scale, true);
    }

    private Finding check(Pick pick, WhenUsedUp whenUsedUp, LoadPhase phase, int rows) throws IOException {
        Scenario scenario = scenario(pick, whenUsedUp, List.of(drawing("only", 1)), phase);
        return ScenarioFilesCheck.check(scenario, rows(rows), file -> file);
    }

    private Map<String, Path> rows(int rows) throws IOException {
        return Map.of("rows.csv", Files.writeString(folder.resolve("rows.csv"), "id\n" + "1\n".repeat(rows)));
    }

    private static LoadPhase hold() {
        return LoadPhase.of(10, 10, Duration.ofSeconds(10), false);
    }

    /** By way of a value, which is where it is easily overlooked. */
    private static Session drawing(String name, int weight) {
        return Session.of(name, weight, List.of(step("/${greeting}")));
    }

    private static Step step(String path) {
        return Step.of(path, Request.Http.of(Request.Http.Method.GET, path, Map.of(), Optional.empty()), List.of());
    }

    private static Scenario scenario(Pick pick, WhenUsedUp whenUsedUp, List<Session> sessions, LoadPhase phase) {
        DataSet rows = DataSet.of("rows.csv", DataSet.Format.CSV, List.of(), pick, whenUsedUp);
        return new Scenario(
                "rows",
                "",
                URI.create("http://127.0.0.1:8090"),
                Map.of(),
                Map.of("rows", rows),
                Map.of(),
                Map.of("greeting", "hello-${rows.id}"),
                List.of(),
                sessions,
                List.of(),
                Load.Open.of(List.of(phase)),
                List.of(),
                HttpSettings.DEFAULT,
                Sampling.DEFAULT);
    }
}
