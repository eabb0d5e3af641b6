package io.breakwater.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.LocalParts;
import io.breakwater.local.LocalPostgres;
import io.breakwater.scenario.RestClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The REST resources, with PostgreSQL and without Kafka: nothing here needs it. */
class RestIT {

    private static final String WITH_DATA = """
            scenario: with-data
            target: http://127.0.0.1:9
            data:
              cases: { file: cases.jsonl, pick: sequential }
            sessions:
              - session: only
                steps:
                  - step: query
                    post: /query
                    json: "${cases}"
            load:
              open:
                - hold: 10/s
                  for: 1s
            """;

    private static LocalPostgres postgres;
    private static ConfigurableApplicationContext service;
    private static RestClient rest;
    private static int port;

    @BeforeAll
    static void startParts(@TempDir Path folder) throws Exception {
        postgres = LocalParts.postgres(folder);
        service = ScenarioServiceMain.start(
                "--server.port=0",
                "--spring.datasource.url=" + postgres.jdbcUrl(),
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--breakwater.scenario-service.max-data-file-size=2MB");
        port = Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
        rest = new RestClient(port);
    }

    @AfterAll
    static void stopParts() {
        service.close();
        postgres.close();
    }

    private static Answer store(String query, String text) {
        return rest.send("POST", "/api/scenarios" + query, "application/yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Answer put(String sha256, byte[] bytes) {
        return rest.send("PUT", "/api/data-files/" + sha256, "application/octet-stream", bytes);
    }

    @Test
    void countsVersionsOfAScenario() {
        String first = Bench.SCENARIO.formatted("versions", "127.0.0.1:9");
        assertThat(store("", first).status()).isEqualTo(201);
        assertThat(store("", first)).satisfies(same -> {
            assertThat(same.status()).isEqualTo(200);
            assertThat(same.text("version")).isEqualTo("1");
        });
        String second = first.replace("10/s", "20/s");
        assertThat(store("", second).text("version")).isEqualTo("2");
        Answer seen = rest.get("/api/scenarios/versions");
        assertThat(seen.text("text")).isEqualTo(second);
        assertThat(seen.text("title")).isEqualTo("A scenario of a test");
        assertThat(rest.get("/api/scenarios").text("scenarios")).contains("name=versions, version=2");
    }

    @Test
    void acceptsAScenarioAsJson() {
        String json = """
                {"scenario": "as-json", "target": "http://127.0.0.1:9",
                 "sessions": [{"session": "only", "steps": [{"step": "home", "get": "/"}]}],
                 "load": {"open": [{"hold": "10/s", "for": "1s"}]}}
                """;
        assertThat(rest.post("/api/scenarios", json).status()).isEqualTo(201);
    }

    @Test
    void namesAllProblemsOfAScenarioWithTheirPlaces() {
        Answer refused = store(
                "",
                Bench.SCENARIO
                        .formatted("Wrong Name", "127.0.0.1:9")
                        .replace(" get:", " gett:")
                        .replace("10/s", "fast"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.problems())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(problem -> problem.matches("(?s)\\d+:\\d+: .*"));
        assertThat(refused.problems()).anyMatch(problem -> problem.startsWith("8:9: gett"));
    }

    @Test
    void keepsDataFilesByTheirContent() throws Exception {
        byte[] bytes = new byte[1_500_000];
        new Random(42).nextBytes(bytes);
        String sha256 = sha256(bytes);
        assertThat(rest.get("/api/data-files/" + sha256).status()).isEqualTo(404);
        assertThat(put(sha256, bytes).status()).isEqualTo(201);
        assertThat(put(sha256, bytes).status()).isEqualTo(200);
        assertThat(rest.get("/api/data-files/" + sha256).bytes()).isEqualTo(bytes);
        byte[] none = new byte[0];
        assertThat(put(sha256(none), none).status()).isEqualTo(201);
        assertThat(rest.get("/api/data-files/" + sha256(none)).bytes()).isEmpty();
    }

    @Test
    void refusesDataFilesThatAreNotWhatTheirNameSaysOrTooLarge() throws Exception {
        byte[] bytes = {1, 2, 3};
        String other = sha256(new byte[] {4});
        assertThat(put(other, bytes).problems())
                .containsExactly("sha256: " + sha256(bytes) + " of 3 B received (expected: " + other + ")");
        assertThat(rest.get("/api/data-files/" + other).status()).isEqualTo(404);
        assertThat(put("ABC", bytes).status()).isEqualTo(400);
        byte[] large = new byte[2 * 1024 * 1024 + 1];
        assertThat(put(sha256(large), large).status()).isEqualTo(413);
    }

    @Test
    void refusesARunWhoseDataFileIsMissingByTheFilesName() throws Exception {
        Answer stored = store("", WITH_DATA);
        assertThat(stored.text("missingDataFiles")).isEqualTo("[cases.jsonl]");
        assertThat(rest.post("/api/runs", Bench.request("data", "with-data", true))
                        .problems())
                .containsExactly("data file: cases.jsonl (expected: attached to scenario with-data when it is stored)");

        byte[] rows = "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8);
        String sha256 = sha256(rows);
        assertThat(store("?dataFile=cases.jsonl:" + sha256, WITH_DATA).problems())
                .containsExactly("dataFile: cases.jsonl:" + sha256
                        + " (expected: FILE:SHA256 with a content sent by PUT /api/data-files/SHA256 before)");
        assertThat(store("?dataFile=other.csv:" + sha256, WITH_DATA).problems())
                .containsExactly("dataFile: other.csv:" + sha256
                        + " (expected: FILE:SHA256 with a file of the scenario: [cases.jsonl])");
        put(sha256, rows);
        byte[] ragged = "{}\nnope\n".getBytes(StandardCharsets.UTF_8);
        put(sha256(ragged), ragged);
        assertThat(store("?dataFile=cases.jsonl:" + sha256(ragged), WITH_DATA).problems())
                .containsExactly("cases.jsonl:2:1: row: not JSON here (expected: a JSON value)");
        assertThat(store("?dataFile=cases.jsonl:" + sha256, WITH_DATA).text("version"))
                .isEqualTo("2");
        assertThat(rest.post("/api/runs", Bench.request("data", "with-data", true))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void startsARunWithoutAKeyAndShowsWhoSaidThatItIsPermitted() {
        store("", Bench.SCENARIO.formatted("no-key", "127.0.0.1:9"));
        String request =
                "{\"organisation\": \"keyless\", \"requestedBy\": \"ann\", \"permitted\": true, \"scenario\": \"no-key\"}";
        Answer first = rest.post("/api/runs", request);
        Answer second = rest.post("/api/runs", request);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.text("runId")).isNotEqualTo(first.text("runId"));
        assertThat(((Map<?, ?>) Objects.requireNonNull(first.json().get("permitted"))).get("by"))
                .isEqualTo("ann");
        List<?> listed = (List<?>) Objects.requireNonNull(
                rest.get("/api/runs?organisation=keyless").json().get("runs"));
        assertThat(listed).hasSize(2).first().asString().contains(second.text("runId"));
        assertThat((List<?>) rest.get("/api/runs?organisation=keyless&before=" + second.text("runId"))
                        .json()
                        .get("runs"))
                .singleElement()
                .asString()
                .contains(first.text("runId"));
    }

    @Test
    void namesAllReasonsWhyARunIsRefused() {
        Answer refused = rest.post("/api/runs", "{\"permitted\": 1}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problems()).hasSize(4);
        assertThat(rest.post("/api/runs", Bench.request("consent", "unheard-of", false))
                        .problems())
                .hasSize(2);
    }

    @Test
    void adjustsNoRunThatDoesNotSend() {
        store("", Bench.SCENARIO.formatted("not-sending", "127.0.0.1:9"));
        String runId = rest.post("/api/runs", Bench.request("not-sending", "not-sending", true))
                .text("runId");
        Answer refused = rest.post("/api/runs/" + runId + "/adjustments", "{\"by\": \"bob\", \"pause\": true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).isEqualTo("run " + runId + ": ACCEPTED (expected: RUNNING)");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, , '', 404",
        "GET, /, , '', 404",
        "GET, /api/runs/none, , '', 404",
        "GET, /api/runs/a%00b, , '', 400",
        "GET, /api/runs?limit=0, , '', 400",
        "GET, /api/runs?limit=many, , '', 400",
        "GET, /api/scenarios/none, , '', 404",
        "GET, /api/data-files/none, , '', 404",
        "DELETE, /api/scenarios, , '', 405",
        "POST, /api/runs/none/stop, application/json, '{\"by\": \"a\", \"reason\": \"b\"}', 404",
        "POST, /api/runs/none/adjustments, application/json, '{\"by\": \"a\", \"pause\": true}', 404",
        "POST, /api/runs/none/adjustments, application/json, '{\"by\": \"a\"}', 422",
        "POST, /api/runs/none/adjustments, application/json, '', 422",
        "POST, /api/runs/none/adjustments, text/plain, '{}', 415",
        "POST, /api/runs/none/stop?at-once=soon, application/json, '{\"by\": \"a\", \"reason\": \"b\"}', 400",
        "POST, /api/runs, application/json, '{', 422",
        "POST, /api/runs, application/json, '[]', 422",
        "POST, /api/runs, text/plain, '{}', 415",
        "POST, /api/scenarios, application/x-www-form-urlencoded, 'a=b', 415",
        "POST, /api/scenarios, application/yaml, ': : :', 422"
    })
    void answersEveryErrorWithProblemDetails(String method, String path, String type, String body, int status) {
        Answer answer =
                rest.send(method, path, Objects.requireNonNullElse(type, ""), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status")).isEqualTo(status);
    }

    @Test
    void refusesScenariosAndRequestsThatAreTooLarge() {
        assertThat(store("", "#".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
        assertThat(rest.post("/api/runs", " ".repeat(64 * 1024 + 1)).status()).isEqualTo(413);
    }

    @Test
    void answersWithProblemDetailsAlsoBeforeAnyResourceIsAsked() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /api/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
            assertThat(answer.toString(StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"status\":400");
        }
    }

    @Test
    void saysThatItIsDownWhileKafkaIsAway() {
        Answer health = rest.get("/actuator/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.text("status")).isEqualTo("DOWN");
    }

    @Test
    void describesEveryResource() {
        String description = new String(rest.get("/api/openapi.yaml").bytes(), StandardCharsets.UTF_8);
        assertThat(service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .keySet())
                .flatExtracting(mapping -> mapping.getPatternValues())
                .filteredOn(path -> !path.equals("/error"))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(path -> assertThat(description).contains("\n  " + path + ":\n"));
    }
}
