package io.breakwater.cli.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.cli.CommandFailedException;
import io.breakwater.cli.report.Verdicts;
import io.breakwater.cli.rest.Reporting;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.events.template.JsonText;
import io.breakwater.events.verdict.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code breakwater report --widget}, with services whose answers stand in {@code docs/}. */
class SubmissionOptionsTest {

    private static final String CASE = "{\"type\": 1, \"slot_list\": [{\"key\": \"waybill\", \"value\": \"SF1\"}]}";

    private static final String SCENARIO = """
            scenario: express-widget
            target: http://widget.example.com
            data: { cases: { file: widget-cases.jsonl } }
            sessions:
              - session: query
                steps:
                  - step: widget-query
                    widget-message: { app: demo, to: gh_demo, query: "${cases}", target: http://other.example.com }
            load: { open: [ { hold: 1/s, for: 1s } ] }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String run = Verdicts.of(Outcome.PASS, List.of()).runId();
        String scenario = Verdicts.of(Outcome.PASS, List.of()).scenario();
        for (String language : List.of("zh", "en")) {
            answers.put("/api/reports/" + run + "/acceptance?format=json&language=" + language, """
                    {"profile":"wechat-widget-local","language":"X","provisional":false,"outcome":"PASS","columns":["a","b","c"],
                    "rows":[{"checkPoint":"Processed within 170 ms","measuredShare":"98.20%","expected":">= 95%","held":true}],
                    "remarks":[]}""");
        }
        answers.put(
                "/api/scenarios/" + scenario,
                "{\"text\":" + JsonText.quote(SCENARIO)
                        + ",\"dataFiles\":{\"widget-cases.jsonl\":{\"sha256\":\"abc\",\"sizeBytes\":1}},\"version\":1}");
        answers.put("/api/data-files/abc", CASE + "\n");
        answers.put("/api/runs/" + run, "{\"runId\":\"" + run + "\",\"scenarioVersion\":1}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<Path> write(String... arguments) throws Exception {
        SubmissionOptions options = new SubmissionOptions();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--widget", "--out", folder.resolve("out").toString()));
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("o", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(all.toArray(String[]::new));
        assertThat(options.wanted()).isTrue();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return options.write(
                Verdicts.of(Outcome.PASS, List.of()), new Reporting(address), new ScenarioService(address));
    }

    @Test
    void takesCasesAndServersFromTheScenarioOfTheRun() throws Exception {
        List<Path> written = write();

        assertThat(written).hasSize(6);
        assertThat(Files.readAllLines(written.get(0))).containsExactly(CASE);
        assertThat(Files.readString(written.get(3)))
                .contains("- Servers: http://other.example.com:80, http://widget.example.com:80")
                .contains("| Processed within 170 ms | 98.20% | >= 95% |");
    }

    @Test
    void takesWhatTheCommandLineSaysInstead() throws Exception {
        Path cases = Files.writeString(folder.resolve("own.jsonl"), CASE + "\n" + CASE + "\n");

        List<Path> written =
                write("--cases", cases.toString(), "--server", "10.0.0.7", "--window", "2026-11-24 02:00 to 06:00");

        assertThat(Files.readAllLines(written.get(0))).containsExactly(CASE, CASE);
        assertThat(Files.readString(written.get(3)))
                .contains("- Servers: 10.0.0.7\n", "- Time for the platform's test: 2026-11-24 02:00 to 06:00\n");
    }

    @Test
    void takesNothingFromAScenarioThatWasStoredAgainSinceTheRun() throws Exception {
        String run = "/api/runs/" + Verdicts.of(Outcome.PASS, List.of()).runId();
        answers.replaceAll((path, answer) ->
                path.startsWith("/api/scenarios") ? answer.replace("\"version\":1}", "\"version\":4}") : answer);
        answers.put(run, "{\"scenarioVersion\":3}");
        Path cases = Files.writeString(folder.resolve("own.jsonl"), CASE + "\n");
        String expected = "--cases, --server: missing (expected: both, as the scenario was stored again since the run:"
                + " version 4, run with 3)";

        assertRefused(expected);
        assertRefused(expected, "--cases", cases.toString());
        assertRefused(expected, "--server", "10.0.0.7");
        assertThat(write("--cases", cases.toString(), "--server", "10.0.0.7")).hasSize(6);

        answers.remove(run);
        assertRefused("--cases, --server: missing (expected: both, as scenario-service does not know the run)");
    }

    private void assertRefused(String expected, String... arguments) {
        assertThatThrownBy(() -> write(arguments))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        told -> assertThat(told.lines()).containsExactly(expected));
    }

    @Test
    void countsNoBlankLineAsACase() throws Exception {
        answers.put("/api/data-files/abc", "\n" + CASE + "\n \n\n");

        List<Path> written = write();

        assertThat(Files.readAllLines(written.get(0))).containsExactly(CASE);
        assertThat(Files.readString(written.get(3))).contains("\n1 cases, of which distinct: 1 (");
    }

    @Test
    void writesNothingWithoutATableOrCases() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), "no case\n");
        assertThatThrownBy(() -> write("--cases", wrong.toString())).isInstanceOf(CommandFailedException.class);

        answers.remove("/api/data-files/abc");
        answers.keySet().removeIf(path -> path.startsWith("/api/scenarios"));
        assertThatThrownBy(this::write)
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        told -> assertThat(told.lines())
                                .singleElement()
                                .asString()
                                .startsWith("--cases: missing"));

        answers.clear();
        assertThatThrownBy(this::write)
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        told -> assertThat(told.lines())
                                .singleElement()
                                .asString()
                                .contains("has no result table"));
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
