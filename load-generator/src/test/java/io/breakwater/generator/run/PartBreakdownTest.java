package io.breakwater.generator.run;

import static io.breakwater.generator.run.Scenarios.get;
import static io.breakwater.generator.run.Scenarios.hold;
import static io.breakwater.generator.run.Scenarios.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A defect of the generator, here in the clock that it asks whenever it renders a request or judges a response. */
@Timeout(40)
class PartBreakdownTest {

    private static final LoadPhase LONG = hold(100, Duration.ofMinutes(10));
    private static final HttpSettings PATIENT = limits(Duration.ofMinutes(5), 50, 1_000);

    private final EngineRig rig = new EngineRig(2);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void closesWithItsAccountingWhenAConnectionCannotBeServed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedTarget target = ScriptedTarget.start((request, out) -> {
            never.await();
            return false;
        })) {
            Sent sent = brokenAt(5, target, LONG, get("q"));

            assertThat(sent.count(RequestOutcome.ABORTED)).isEqualTo(4);
            assertThat(sent.count(NotSentReason.STOPPED))
                    .isPositive()
                    .isEqualTo(sent.events().size() - 4L);
        }
    }

    @Test
    void closesWithItsAccountingWhenAnArrivalCannotBeSent() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = brokenAt(50, target, LONG, get("q"));

            assertThat(sent.count(RequestOutcome.SUCCEEDED) + sent.count(RequestOutcome.ABORTED))
                    .as("the clock is asked for each request and for each response")
                    .isBetween(25L, 49L);
            assertThat(sent.count(NotSentReason.STOPPED) + sent.count(RequestOutcome.ABORTED))
                    .isPositive();
        }
    }

    @Test
    void closesWithItsAccountingWhenAResponseCannotBeFollowed() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Sent sent = brokenAt(3, target, hold(0.1, Duration.ofMinutes(10)), get("first"), get("second"));

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isEqualTo(1);
            assertThat(sent.events(1))
                    .hasSize(1)
                    .allMatch(event -> event.notSent().equals(Optional.of(NotSentReason.STOPPED)));
        }
    }

    /** Of the heap it ends the process; of memory outside of it, Netty throws it as any other defect. */
    @Test
    void closesWithItsAccountingWhenMemoryOutsideTheHeapRunsOut() throws Exception {
        try (ScriptedTarget target = ScriptedTarget.json("{}")) {
            Scenario scenario = Scenarios.of(target.uri(), PATIENT, LONG, get("q"));
            BrokenClock clock = new BrokenClock(30, () -> new OutOfMemoryError("of direct memory"));

            Sent sent = rig.start(scenario, Map.of(), Instant.now(), 0, 1, clock)
                    .await()
                    .requireConsistent();

            assertThat(sent.count(RequestOutcome.SUCCEEDED)).isPositive();
            assertThat(sent.closing().progress().cutShort()).isTrue();
        }
    }

    private Sent brokenAt(int asked, ScriptedTarget target, LoadPhase load, Step... steps) throws Exception {
        return rig.start(
                        Scenarios.of(target.uri(), PATIENT, load, steps),
                        Map.of(),
                        Instant.now(),
                        0,
                        1,
                        new BrokenClock(asked, () -> new IllegalStateException("a clock that fails")))
                .await()
                .requireConsistent();
    }

    /** Fails from this time on that somebody asks for milliseconds. */
    private static final class BrokenClock extends Clock {

        private final int from;
        private final Supplier<Throwable> defect;
        private final AtomicInteger asked = new AtomicInteger();

        BrokenClock(int from, Supplier<Throwable> defect) {
            this.from = from;
            this.defect = defect;
        }

        @Override
        public long millis() {
            if (asked.incrementAndGet() >= from) {
                Throwable thrown = defect.get();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
            return instant().toEpochMilli();
        }

        @Override
        public Instant instant() {
            return Instant.now();
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
