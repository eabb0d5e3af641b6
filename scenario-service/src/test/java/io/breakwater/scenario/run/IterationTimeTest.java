package io.breakwater.scenario.run;

import static io.breakwater.scenario.run.LivingRun.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Flow.Condition;
import io.breakwater.events.scenario.Flow.Pause.Spread;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps may take 5 s each, which is the default. */
class IterationTimeTest {

    private static final Flow SEND = new Flow.Send(STEP);
    private static final Condition ALWAYS = new Condition(List.of());

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Flow pause(Spread spread, long time, long variation) {
        return new Flow.Pause(spread, seconds(time), seconds(variation));
    }

    private static Duration longest(Flow... flow) {
        Session session = new Session("only", 1, 0, Optional.empty(), Duration.ZERO, List.of(flow));
        Load load = Load.Open.of(List.of(LoadPhase.of(1, 1, seconds(1), false)));
        return IterationTime.longest(LivingRun.scenario(
                List.of(), List.of(Session.of("short", 1, List.of(STEP)), session), List.of(), load));
    }

    @Test
    void addsTimeoutsAndPausesAtTheirLongest() {
        assertThat(longest(SEND, pause(Spread.FIXED, 3, 0), SEND)).isEqualTo(seconds(13));
        assertThat(longest(SEND, pause(Spread.UNIFORM, 3, 2))).isEqualTo(seconds(10));
        assertThat(longest(SEND, pause(Spread.NORMAL, 3, 2))).isEqualTo(seconds(20));
        assertThat(longest(SEND, new Flow.Rendezvous("gate", 5, seconds(30)))).isEqualTo(seconds(35));
    }

    @Test
    void takesTheLongerWayAndEachRepetition() {
        Flow choose = new Flow.Choose(ALWAYS, List.of(SEND), List.of(SEND, SEND));
        assertThat(longest(new Flow.Repeat(3, Optional.empty(), List.of(choose))))
                .isEqualTo(seconds(30));
    }

    @Test
    void isAnHourAtMost() {
        assertThat(longest(new Flow.Repeat(1_000_000, Optional.empty(), List.of(SEND))))
                .isEqualTo(Duration.ofHours(1));
        assertThat(longest(SEND, new Flow.Jump("home"))).isEqualTo(Duration.ofHours(1));
        assertThat(longest(new Flow.Jump("home"), SEND)).isEqualTo(seconds(5));
    }
}
