package io.breakwater.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {

    private static final RefreshPolicy POLICY = new RefreshPolicy(
            Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> running = new ArrayDeque<>();
    private List<KeptBinding> kept = List.of();
    private Runnable onAsk = () -> {};

    private KeptBinding binding(String binding) {
        return new KeptBinding(
                binding,
                ask -> {
                    onAsk.run();
                    asked.add(binding);
                    return PlatformAnswer.Granted.of("t", Duration.ofHours(2));
                },
                POLICY,
                Quota.NONE,
                clock,
                new SplittableRandom(1),
                new DeskInMemory());
    }

    private RefreshSchedule schedule(Executor workers, int atOnce, String... names) {
        RefreshSchedule schedule = new RefreshSchedule(clock, workers, atOnce);
        kept = Stream.of(names).map(this::binding).toList();
        schedule.takeOver(kept);
        return schedule;
    }

    @Test
    void handsOverOnlyWhenNoAskIsOnItsWay() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch began = new CountDownLatch(1);
            CountDownLatch answers = new CountDownLatch(1);
            onAsk = () -> {
                began.countDown();
                awaitQuietly(answers);
            };
            RefreshSchedule schedule = schedule(worker, 1, "a");
            schedule.startDue();
            began.await();

            schedule.handOver(kept, Duration.ofMillis(1));
            assertThat(asked).as("not waited for longer than told").isEmpty();
            CompletableFuture<Void> handedOver = CompletableFuture.runAsync(() -> handOver(schedule));
            assertThat(handedOver).isNotDone();
            answers.countDown();
            handedOver.join();
            assertThat(asked).containsExactly("a");

            clock.move(Duration.ofHours(3));
            schedule.startDue();
            assertThat(asked).hasSize(1);
        } finally {
            worker.shutdownNow();
        }
    }

    private void handOver(RefreshSchedule schedule) {
        try {
            schedule.handOver(kept, Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void asksForOneBindingOnlyOnceAtATime() {
        RefreshSchedule schedule = schedule(running::add, 4, "a");
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
        RefreshSchedule schedule = schedule(running::add, 2, "a", "b", "c");
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
    void asksForTheKeepersOfTheLatestTakeOverOnly() {
        RefreshSchedule schedule = schedule(running::add, 4, "a");
        schedule.takeOver(kept);
        schedule.startDue();

        assertThat(running).hasSize(1);
    }

    @Test
    void outlivesAStopOfItsWorkers() {
        RefreshSchedule schedule = schedule(
                work -> {
                    throw new RejectedExecutionException("stopped");
                },
                1,
                "a");

        schedule.startDue();

        assertThat(asked).isEmpty();
    }
}
