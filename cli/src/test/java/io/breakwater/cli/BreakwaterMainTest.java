package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.terminal.CapturedTerminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BreakwaterMainTest {

    private static final String VALID = """
            scenario: hello
            target: http://127.0.0.1:18090
            sessions:
              - session: hello
                steps:
                  - step: hello
                    get: /hello
            load:
              open:
                - hold: 10/s
                  for: 5s
            """;

    @TempDir
    private Path folder = Path.of("");

    private final CapturedTerminal terminal = new CapturedTerminal(false);

    @Test
    void tellsAllErrorsOfAScenarioAtOnceWithLineAndColumn() throws IOException {
        Path file = write(
                "scenario: Bad Name\ntarget: ftp://x\nsessions: []\nload:\n  open:\n    - hold: 200\n      for: 30\n");

        assertThat(execute("validate", file.toString())).isEqualTo(2);
        assertThat(terminal.err().lines())
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(line -> line.matches(".*scenario\\.yaml:\\d+:\\d+: .* \\(expected: .*\\)"));
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThat(execute("validate", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("none.yaml: cannot be read");
    }

    @Test
    void acceptsAValidScenario() throws IOException {
        assertThat(execute("validate", write(VALID).toString())).isZero();
        assertThat(terminal.out()).contains("valid: hello");
    }

    @Test
    void refusesARunWithoutConsentBeforeAnythingStarts() throws IOException {
        assertThat(execute("run", write(VALID).toString())).isEqualTo(2);
        assertThat(terminal.err()).startsWith("permitted: false (expected: --permitted");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void refusesAnOutputThatCannotBeWrittenBeforeAnythingStarts() throws IOException {
        String nowhere = folder.resolve("none/report.json").toString();

        assertThat(execute("run", write(VALID).toString(), "--permitted", "--json", nowhere, "--junit", nowhere))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--json: " + nowhere).contains("--junit: " + nowhere);
    }

    @Test
    void refusesARunIdThatIsNone() {
        assertThat(execute("report", "a b")).isEqualTo(2);
        assertThat(terminal.err()).startsWith("RUN: a b (expected: the id of a run)");
    }

    @Test
    void refusesAWrongCommandLine() {
        assertThat(execute("run")).isEqualTo(2);
        assertThat(execute("rum")).isEqualTo(2);
    }

    @Test
    void saysThatNoStackIsRunning() {
        assertThat(execute("status", "--data", folder.resolve("data").toString()))
                .isEqualTo(4);
        assertThat(execute("down", "--data", folder.resolve("data").toString())).isZero();
        assertThat(terminal.out()).contains("not running");
    }

    private Path write(String scenario) throws IOException {
        return Files.writeString(folder.resolve("scenario.yaml"), scenario);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = BreakwaterMain.commandLine(terminal.terminal());
        commandLine.setErr(new PrintWriter(new StringWriter(), true));
        return commandLine.execute(arguments);
    }
}
