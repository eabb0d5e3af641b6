package io.breakwater.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.report.Verdicts;
import io.breakwater.cli.rest.RunView;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A minute has passed in all examples. */
class ProgressLineTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final RunVerdict AFTER_A_MINUTE = Verdicts.of(Outcome.PASS, List.of());

    private static RunView run(Optional<Integer> plannedSeconds, boolean paused) {
        return new RunView(
                "r-1",
                RunStatus.RUNNING,
                Optional.of(START),
                plannedSeconds.map(START::plusSeconds),
                paused,
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Test
    void tellsHowLongTheLoadStillIs() {
        assertThat(new ProgressLine().of(AFTER_A_MINUTE, run(Optional.of(120), false)))
                .startsWith("[==========          ] 01:00/02:00  200/s");
    }

    @Test
    void followsAPlannedEndThatAPauseHasMoved() {
        ProgressLine line = new ProgressLine();
        assertThat(line.of(AFTER_A_MINUTE, run(Optional.of(60), false)))
                .startsWith("[====================] 01:00/01:00  ");
        assertThat(line.of(AFTER_A_MINUTE, run(Optional.empty(), true)))
                .startsWith("[====================] 01:00/01:00  paused  ");
        assertThat(line.of(AFTER_A_MINUTE, run(Optional.of(240), false)))
                .startsWith("[=====               ] 01:00/04:00  ");
    }

    @Test
    void endsWithThePlan() {
        assertThat(new ProgressLine().of(AFTER_A_MINUTE, run(Optional.of(30), false)))
                .startsWith("[====================] 00:30/00:30  ");
    }
}
