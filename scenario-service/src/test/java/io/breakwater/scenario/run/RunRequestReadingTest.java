package io.breakwater.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.run.RunRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestReadingTest {

    private static RunRequestReading read(String json) {
        return RunRequestReading.of(json.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    @Test
    void readsARequestAndIgnoresWhatItDoesNotKnow() {
        assertThat(read("""
                                {"idempotencyKey": "k", "organisation": "shop", "requestedBy": "ann", "permitted": true,
                                 "scenario": "widget", "colour": "blue"}
                                """).request()).contains(new RunRequest("k", "shop", "ann", true, "widget"));
    }

    @Test
    void readsTheCommandThatTheDocumentationGives() throws Exception {
        String command = Files.readString(Path.of("..", "docs", "run-requests.md"))
                .lines()
                .filter(line -> line.startsWith("echo 'demo|"))
                .findFirst()
                .orElseThrow();
        assertThat(read(command.substring(command.indexOf('{'), command.lastIndexOf('}') + 1))
                        .request())
                .contains(new RunRequest("release-42", "demo", "release-train", true, "widget-acceptance"));
    }

    @Test
    void givesAllReasonsAndKeepsWhatCouldBeRead() {
        RunRequestReading reading = read(
                "{\"idempotencyKey\": 7, \"organisation\": \"shop\", \"requestedBy\": \" \", \"scenario\": \"a\\u0000\"}");
        assertThat(reading.request()).isEmpty();
        assertThat(reading.organisation()).isEqualTo("shop");
        assertThat(reading.idempotencyKey()).isEmpty();
        assertThat(reading.reasons())
                .containsExactly(
                        "idempotencyKey: 7 (expected: a text of 1 to 128 characters, no control characters)",
                        "requestedBy: \" \" (expected: a text of 1 to 128 characters, no control characters)",
                        "scenario: \"a\uFFFD\" (expected: a text of 1 to 128 characters, no control characters)",
                        "permitted: missing (expected: true, which says that the test is permitted and lawful, or false)");
    }

    @Test
    void takesThePermissionOnlyAsATruthValue() {
        assertThat(read("""
                                {"idempotencyKey": "k", "organisation": "shop", "requestedBy": "ann", "permitted": "true",
                                 "scenario": "widget"}
                                """).reasons())
                .containsExactly(
                        "permitted: \"true\" (expected: true, which says that the test is permitted and lawful, or"
                                + " false)");
    }

    @Test
    void givesAKeyToARequestThatHasNoneWhereThatIsAllowed() {
        byte[] json =
                "{\"organisation\": \"shop\", \"requestedBy\": \"ann\", \"permitted\": true, \"scenario\": \"widget\"}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(RunRequestReading.of(json, Optional.of("given")).request())
                .contains(new RunRequest("given", "shop", "ann", true, "widget"));
        assertThat(RunRequestReading.of(json, Optional.empty()).reasons())
                .containsExactly(
                        "idempotencyKey: missing (expected: a text of 1 to 128 characters, no control characters)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "\u0000", "hello", "{} {}", "{\"a\": \"\\ud800\"}"})
    void saysOfAnythingElseThatItIsNoRequest(String text) {
        RunRequestReading reading = read(text);
        assertThat(reading.request()).isEmpty();
        assertThat(reading.reasons()).isNotEmpty();
    }
}
