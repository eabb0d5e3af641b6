package io.breakwater.events.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Load.Open.Spacing;
import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same loads with the same counts as in the test of the generators' schedule. */
class PlannedArrivalsTest {

    @Test
    void countsWhatTheScheduleSends() {
        assertThat(planned(phase(200, 200, Duration.ofMinutes(30)))).isEqualTo(360_000);
        assertThat(planned(phase(700_000, 700_000, Duration.ofHours(1)))).isEqualTo(2_520_000_000L);
        assertThat(planned(
                        phase(3, 3, Duration.ofMillis(500)),
                        phase(0, 0, Duration.ofSeconds(5)),
                        phase(7, 7, Duration.ofMillis(500)),
                        phase(1, 50, Duration.ofSeconds(2))))
                .isEqualTo(1 + 1 + 3 + 51);
    }

    @Test
    void countsSumsThatBinaryFractionsMiss() {
        assertThat(planned(phase(200, 200, Duration.ofMillis(100)))).isEqualTo(20);
        assertThat(planned(phase(0.1, 0.1, Duration.ofSeconds(30)))).isEqualTo(3);
    }

    @Test
    void countsABurstAtItsInstantBesidesWhatTheLevelAsksFor() {
        LoadPhase alone = new LoadPhase(0, 0, Duration.ZERO, 500, 0, false);
        LoadPhase within = new LoadPhase(10, 10, Duration.ofMillis(250), 7, 0, false);

        assertThat(planned(alone)).isEqualTo(500);
        assertThat(planned(phase(10, 10, Duration.ofMillis(250)), within, alone))
                .isEqualTo(500 + 7 + 5);
    }

    @Test
    void countsArrivalsAtRandomByTheirSeed_andTheMeanAsControlMissesThem_seed7() {
        Load.Open load =
                new Load.Open(List.of(phase(200, 200, Duration.ofSeconds(10))), Spacing.POISSON, 7, Optional.empty());

        assertThat(PlannedArrivals.of(load))
                .isEqualTo(new PoissonArrivals(7).countBelow(2_000))
                .isNotEqualTo(2_000);
    }

    private static long planned(LoadPhase... load) {
        return PlannedArrivals.of(Load.Open.of(List.of(load)));
    }

    private static LoadPhase phase(double fromPerSecond, double toPerSecond, Duration lasts) {
        return LoadPhase.of(fromPerSecond, toPerSecond, lasts, false);
    }
}
