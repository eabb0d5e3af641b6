package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a machine does to a generator. */
@Timeout(40)
class MachineFaultsTest {

    private static final HttpSettings ROOMY = limits(Duration.ofSeconds(5), 50, 1_000);
    private static final Duration BLOCKED = Duration.ofMillis(300);

    private final EngineRig rig = new EngineRig(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void changesNothingWhenTheWallClockIsSetInMidRun() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, hold(100, Duration.ofMillis(500)), get("q"));

            Sent sent = rig.start(scenario, Map.of(), Instant.now(), 0, 1, new SteppedClock(10))
                    .await()
                    .requireConsistent();

            assertThat(sent.events().stream().map(Sent.Event::intendedMicros).sorted())
                    .containsExactlyElementsOf(
                            LongStream.range(0, 50).map(i -> i * 10_000).boxed().toList());
            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(50);
            assertThat(sent.events())
                    .as("no time has an hour in it")
                    .allMatch(event -> event.lagMicros() >= 0
                            && event.serviceMicros() >= 0
                            && event.responseMicros() < 30_000_000);
        }
    }

    @Test
    void tellsABlockedLoopAsItsLongestPauseAndCatchesUp() throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        byte[] answer = ScriptedTarget.response(200, "{}");
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            if (arrived.incrementAndGet() == 20) {
                rig.blockLoop(0, BLOCKED);
            }
            out.write(answer);
            return true;
        })) {
            Scenario scenario = Scenarios.of(target.uri(), ROOMY, hold(100, Duration.ofSeconds(1)), get("q"));

            Sent sent = rig.send(scenario, Map.of()).requireConsistent();

            assertThat(sent.headers().stream()
                            .map(header -> header.health().longestPauseMicros())
                            .max(Long::compare)
                            .orElseThrow())
                    .as("found by a tick of 10 ms")
                    .isGreaterThanOrEqualTo(280_000);
            assertThat(sent.events()).hasSize(100);
            assertThat(sent.events().stream().filter(event -> event.lagMicros() >= 50_000))
                    .as("who came due meanwhile waited")
                    .hasSizeGreaterThanOrEqualTo(20);
        }
    }

    /** Jumps by an hour, ahead and back, from this time on that it is asked. */
    private static final class SteppedClock extends Clock {

        private final int from;
        private final AtomicInteger asked = new AtomicInteger();

        SteppedClock(int from) {
            this.from = from;
        }

        @Override
        public Instant instant() {
            int number = asked.incrementAndGet();
            Duration step = number < from ? Duration.ZERO : Duration.ofHours(number % 2 == 0 ? 1 : -1);
            return Instant.now().plus(step);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
