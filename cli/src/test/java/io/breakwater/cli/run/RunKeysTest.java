package io.breakwater.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.rest.RunView;
import io.breakwater.cli.rest.ScenarioService;
import io.breakwater.cli.terminal.CapturedTerminal;
import io.breakwater.events.run.RunStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunKeysTest {

    private static final String ADJUST = "POST /api/runs/r-1/adjustments ";
    private static final String REASON = "{\"by\":\"ann\",\"reason\":\"a key was pressed\"}";

    private final CapturedTerminal terminal = new CapturedTerminal(true);

    private static RunView run(boolean paused) {
        return new RunView(
                "r-1",
                RunStatus.RUNNING,
                Optional.empty(),
                Optional.empty(),
                paused,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private void press(URI service, String keys, boolean paused) throws InterruptedException {
        RunKeys steering = new RunKeys(new ScenarioService(service), terminal.terminal(), "ann");
        for (int i = 0; i < keys.length(); i++) {
            steering.pressed(keys.charAt(i), run(paused));
        }
    }

    @Test
    void changesTheLoadByATenth() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN)) {
            press(service.address(), "+-", false);
            assertThat(service.asked())
                    .containsExactly(
                            ADJUST + "{\"by\":\"ann\",\"factor\":\"+10 %\"}",
                            ADJUST + "{\"by\":\"ann\",\"factor\":\"-10 %\"}");
        }
    }

    @Test
    void pausesAndResumesWithOneKey() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN)) {
            press(service.address(), "p", false);
            press(service.address(), "p", true);
            assertThat(service.asked())
                    .containsExactly(
                            ADJUST + "{\"by\":\"ann\",\"pause\":true}", ADJUST + "{\"by\":\"ann\",\"resume\":true}");
        }
    }

    @Test
    void stopsGracefullyOrAtOnce() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN)) {
            press(service.address(), "sx", false);
            assertThat(service.asked())
                    .containsExactly(
                            "POST /api/runs/r-1/stop " + REASON, "POST /api/runs/r-1/stop?at-once=true " + REASON);
        }
    }

    @Test
    void showsTheKeysForAnyOther() throws Exception {
        try (StubService service = new StubService(200, StubService.RUN)) {
            press(service.address(), "?q", false);
            assertThat(service.asked()).isEmpty();
            assertThat(terminal.out().lines()).containsExactly(RunKeys.HELP, RunKeys.HELP);
        }
    }

    @Test
    void showsWhyAKeyDidNothing() throws Exception {
        String conflict =
                "{\"status\": 409, \"title\": \"Conflict\", \"detail\": \"run r-1: STOPPING (expected: RUNNING)\"}";
        URI gone;
        try (StubService service = new StubService(409, conflict)) {
            press(service.address(), "p", false);
            gone = service.address();
        }
        assertThat(terminal.out().lines()).containsExactly("run r-1: STOPPING (expected: RUNNING)");
        press(gone, "+", false);
        assertThat(terminal.out()).contains("key +: POST " + gone);
    }
}
