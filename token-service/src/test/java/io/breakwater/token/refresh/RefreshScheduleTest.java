package io.breakwater.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {

    private static final RefreshPolicy POLICY =
            new RefreshPolicy(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final List<String> asked = new ArrayList<>();
    private final Queue<Runnable> running = new ArrayDeque<>();

    private TokenKeeper keeper(String binding) {
        return new TokenKeeper(
                binding,
                () -> {
                    asked.add(binding);
                    return new PlatformAnswer.Granted(new Secret("t"), Duration.ofHours(2));
                },
                POLICY,
                clock,
                new SplittableRandom(1),
                (name, token) -> {});
    }

    @Test
    void asksForOneBindingOnlyOnceAtATime() {
        RefreshSchedule schedule = new RefreshSchedule(List.of(keeper("a")), clock, running::add, 4);
        schedule.startDue();
        clock.move(Duration.ofHours(3));
        schedule.startDue();
        assertThat(running).hasSize(1);

        running.remove().run();
        schedule.startDue();
        assertThat(asked).hasSize(1);

        clock.move(Duration.ofHours(2));
        schedule.startDue();
        assertThat(running).hasSize(1);
    }

    @Test
    void asksNoMoreAtOnceThanItWasToldAndTheRestAsSoonAsOneIsFree() {
        RefreshSchedule schedule =
                new RefreshSchedule(List.of(keeper("a"), keeper("b"), keeper("c")), clock, running::add, 2);
        schedule.startDue();
        assertThat(running).hasSize(2);

        running.remove().run();
        schedule.startDue();
        assertThat(running).hasSize(2);

        running.remove().run();
        running.remove().run();
        assertThat(asked).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void outlivesAStopOfItsWorkers() {
        RefreshSchedule schedule = new RefreshSchedule(
                List.of(keeper("a")),
                clock,
                work -> {
                    throw new RejectedExecutionException("stopped");
                },
                1);

        schedule.startDue();

        assertThat(asked).isEmpty();
    }
}
