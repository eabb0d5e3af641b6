package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.generator.run.Sent.Event;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheringTest {

    private static final Duration BOUND = Duration.ofMillis(10);

    @Test
    void gathersBeginningsAndTellsTheirLag_butNeverAResponse() throws Exception {
        Sent gathered = sent(BOUND);

        assertThat(gathered.events().stream().mapToLong(Event::intendedMicros).sorted())
                .as("intended starts stay exact")
                .containsExactlyElementsOf(
                        LongStream.range(0, 1_000).map(i -> i * 1_000).boxed().toList());
        // One loop, one arrival each millisecond, ten of them in a turn: they wait 0 to 10 ms, 5 on average.
        assertThat(median(gathered, Event::lagMicros)).isGreaterThan(3_000);
        assertThat(gathered.events()).as("nothing begins before its time").allMatch(event -> event.lagMicros() >= 0);
        assertThat(median(gathered, Event::serviceMicros))
                .as("what waits to begin is no service time, and no response waits for what begins")
                .isLessThan(3_000);
        assertThat(median(sent(Duration.ZERO), Event::lagMicros))
                .as("control: without a bound to gather within, they begin when they are due")
                .isLessThan(3_000);
    }

    private static Sent sent(Duration gatherArrivals) throws Exception {
        EngineRig rig = new EngineRig(1, gatherArrivals);
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            return rig.send(
                            Scenarios.of(
                                    target.uri(),
                                    limits(Duration.ofSeconds(5), 50, 1_000),
                                    hold(1_000, Duration.ofSeconds(1)),
                                    get("q")),
                            Map.of())
                    .requireConsistent();
        } finally {
            rig.close();
        }
    }

    private static long median(Sent sent, ToLongFunction<Event> figure) {
        return sent.events().stream()
                .mapToLong(figure)
                .sorted()
                .toArray()[sent.events().size() / 2];
    }
}
