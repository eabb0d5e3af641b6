package io.breakwater.generator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnTimerTest {

    private static final long GATHER_NANOS = 500;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Long> turns = new ArrayList<>();
    private long nowNanos;
    private final TurnTimer timer =
            new TurnTimer(channel.eventLoop(), GATHER_NANOS, () -> nowNanos, () -> turns.add(nowNanos));

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void gathersAsManyAsFollowEvenlyWithinTheBound() {
        assertThat(TurnTimer.gathered(0, 100, GATHER_NANOS)).isEqualTo(500);
        assertThat(TurnTimer.gathered(0, 300, GATHER_NANOS)).isEqualTo(300);
        assertThat(TurnTimer.gathered(7, 507, GATHER_NANOS)).isEqualTo(507);
    }

    @Test
    void lateForNothingIsNobody() {
        assertThat(TurnTimer.gathered(7, 508, GATHER_NANOS)).isEqualTo(7);
        assertThat(TurnTimer.gathered(7, 7, GATHER_NANOS)).isEqualTo(7);
        assertThat(TurnTimer.gathered(7, Long.MAX_VALUE, GATHER_NANOS)).isEqualTo(7);
        assertThat(TurnTimer.gathered(Long.MAX_VALUE, Long.MAX_VALUE, GATHER_NANOS))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(TurnTimer.gathered(0, 1, 0)).isZero();
    }

    @Test
    void takesATurnAtTheInstantThatGathers_andNotBefore() {
        timer.next(1_000, 1_400);
        passUntil(1_399);
        assertThat(turns).isEmpty();
        passUntil(1_400);
        assertThat(turns).containsExactly(1_400L);
    }

    @Test
    void comesEarlierForWhatIsDueEarlier() {
        timer.next(1_000, 1_400);
        timer.by(1_200);
        passUntil(1_200);
        assertThat(turns).containsExactly(1_200L);
        passUntil(2_000);
        assertThat(turns).hasSize(1);
    }

    @Test
    void takesATurnAlongWithAResponse_onceHalfOfTheWaitIsOver() {
        timer.next(1_000, 1_400);
        for (long at : List.of(900L, 1_249L)) {
            passUntil(at);
            timer.alreadyAwake();
            channel.runPendingTasks();
        }
        assertThat(turns).as("before the intended start, and soon after it").isEmpty();

        passUntil(1_250);
        timer.alreadyAwake();
        timer.alreadyAwake();
        assertThat(turns).as("the responses that are there come first").isEmpty();
        channel.runPendingTasks();
        assertThat(turns).containsExactly(1_250L);
    }

    @Test
    void takesNoTurnOnceItIsCancelled() {
        timer.next(1_000, 1_400);
        passUntil(1_300);
        timer.alreadyAwake();
        timer.cancel();
        passUntil(3_000);
        assertThat(turns).isEmpty();
    }

    private void passUntil(long atNanos) {
        channel.advanceTimeBy(atNanos - nowNanos, TimeUnit.NANOSECONDS);
        nowNanos = atNanos;
        channel.runPendingTasks();
    }
}
