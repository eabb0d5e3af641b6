package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.run.StubService;
import io.breakwater.cli.terminal.CapturedTerminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code breakwater adjust} and {@code breakwater stop}. */
class SteeringCommandsTest {

    @TempDir
    private Path folder = Path.of("");

    private final CapturedTerminal terminal = new CapturedTerminal(false);

    private int execute(int port, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.toString(), "--set", "scenario-service.port=" + port));
        CommandLine commandLine = BreakwaterMain.commandLine(terminal.terminal());
        commandLine.setErr(new PrintWriter(new StringWriter(), true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    @Test
    void adjustsARun() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN)) {
            int port = service.port();
            assertThat(execute(port, "adjust", "r-1", "--by", "ann", "--level", "250/s"))
                    .isZero();
            assertThat(execute(port, "adjust", "r-1", "--by", "ann", "--factor", "1.1"))
                    .isZero();
            assertThat(execute(port, "adjust", "r-1", "--by", "ann", "--factor", "-25 %"))
                    .isZero();
            assertThat(execute(port, "adjust", "r-1", "--by", "ann", "--pause", "--session", "buyers"))
                    .isZero();
            assertThat(execute(port, "adjust", "r-1", "--by", "ann", "--resume"))
                    .isZero();
            assertThat(service.asked())
                    .extracting(asked -> asked.replace("POST /api/runs/r-1/adjustments ", ""))
                    .containsExactly(
                            "{\"by\":\"ann\",\"level\":\"250/s\"}",
                            "{\"by\":\"ann\",\"factor\":1.1}",
                            "{\"by\":\"ann\",\"factor\":\"-25 %\"}",
                            "{\"by\":\"ann\",\"pause\":true,\"session\":\"buyers\"}",
                            "{\"by\":\"ann\",\"resume\":true}");
            assertThat(terminal.out().lines()).first().isEqualTo("Load: pause from 12:00:05Z on, by bob");
        }
    }

    @Test
    void stopsARun() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN.replace("RUNNING", "STOPPING"))) {
            assertThat(execute(service.port(), "stop", "r-1", "--by", "ann")).isZero();
            assertThat(execute(service.port(), "stop", "r-1", "--by", "ann", "--at-once", "--reason", "too hot"))
                    .isZero();
            assertThat(service.asked())
                    .containsExactly(
                            "POST /api/runs/r-1/stop {\"by\":\"ann\",\"reason\":\"stopped from a terminal\"}",
                            "GET /api/runs/r-1 ",
                            "POST /api/runs/r-1/stop?at-once=true {\"by\":\"ann\",\"reason\":\"too hot\"}",
                            "GET /api/runs/r-1 ");
            assertThat(terminal.out().lines()).containsOnly("Run r-1: stopping");
        }
    }

    @Test
    void wantsExactlyOneChange() {
        assertThat(execute(1, "adjust", "r-1")).isEqualTo(2);
        assertThat(execute(1, "adjust", "r-1", "--pause", "--resume")).isEqualTo(2);
        assertThat(execute(1, "adjust", "--pause")).isEqualTo(2);
        assertThat(execute(1, "adjust", "a b", "--pause")).isEqualTo(2);
    }

    @Test
    void tellsWhyItIsRefused() throws Exception {
        String refusal = "{\"status\": 422, \"detail\": \"problems: 1 (expected: 0)\","
                + " \"problems\": [{\"message\": \"level 5 users (expected: an arrival rate)\"}]}";
        int port;
        try (StubService service = new StubService(422, refusal)) {
            port = service.port();
            assertThat(execute(port, "adjust", "r-1", "--level", "5 users")).isEqualTo(2);
            assertThat(terminal.err().lines()).containsExactly("level 5 users (expected: an arrival rate)");
        }
        assertThat(execute(port, "stop", "r-1")).isEqualTo(4);
        assertThat(terminal.err()).contains("scenario-service: no answer at http://127.0.0.1:" + port);
    }
}
