package io.breakwater.generator.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when a loop takes its next turn: never before something is due, and up to a bound later, so that what is due within
 * that bound begins in one turn. Falling asleep and waking up costs several times what a request costs.
 *
 * <p>Only beginnings are gathered. A response wakes the loop at once, for the instant at which it is read is its end. Confined
 * to the loop.
 */
final class TurnTimer {

    private final EventLoop loop;
    private final long gatherNanos;
    private final LongSupplier nanoClock;
    private final Runnable turn;
    private final Runnable turnNow = this::takeNow;
    private final Runnable turnByTimer = this::takeByTimer;

    private @Nullable ScheduledFuture<?> timer;
    private long timerNanos = Long.MAX_VALUE;
    private long dueNanos = Long.MAX_VALUE;
    private boolean asked;

    /**
     * A timer that is not set.
     *
     * @param loop        where turns are taken
     * @param gatherNanos the bound; 0 to gather nothing
     * @param nanoClock   the clock of intended and actual starts
     * @param turn        begins what is due
     */
    TurnTimer(EventLoop loop, long gatherNanos, LongSupplier nanoClock, Runnable turn) {
        this.loop = loop;
        this.gatherNanos = gatherNanos;
        this.nanoClock = nanoClock;
        this.turn = turn;
    }

    /** The instant to wake at for the sake of what is due first and second, so that those that follow evenly come along. */
    static long gathered(long firstNanos, long secondNanos, long gatherNanos) {
        long gapNanos = secondNanos - firstNanos;
        if (secondNanos == Long.MAX_VALUE || gapNanos <= 0 || gapNanos > gatherNanos) {
            return firstNanos;
        }
        return firstNanos + gatherNanos / gapNanos * gapNanos;
    }

    /** How much later than the first thing due a turn may be taken. */
    long gatherNanos() {
        return gatherNanos;
    }

    /** After a turn: the next is wanted when this is due, and may be taken at a later instant with more to begin. */
    void next(long firstDueNanos, long gatheredNanos) {
        dueNanos = firstDueNanos;
        if (gatheredNanos != timerNanos) {
            set(gatheredNanos);
        }
    }

    /** Between turns: something is due by then, too. */
    void by(long anotherDueNanos) {
        dueNanos = Math.min(dueNanos, anotherDueNanos);
        if (anotherDueNanos < timerNanos) {
            set(anotherDueNanos);
        }
    }

    /** The loop is awake for another reason: what waits to be gathered begins now if its wait is half over. */
    void alreadyAwake() {
        if (dueNanos != Long.MAX_VALUE && !asked && nanoClock.getAsLong() - dueNanos >= gatherNanos / 2) {
            asked = true;
            // Behind the responses that are there to be read: none of them waits for a beginning.
            loop.execute(turnNow);
        }
    }

    /** Forgets everything. */
    void cancel() {
        set(Long.MAX_VALUE);
        dueNanos = Long.MAX_VALUE;
    }

    private void set(long atNanos) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        timerNanos = atNanos;
        if (atNanos != Long.MAX_VALUE) {
            // A timer even when it is due already: the loop looks at its sockets before it runs timers again.
            timer = loop.schedule(turnByTimer, Math.max(1, atNanos - nanoClock.getAsLong()), TimeUnit.NANOSECONDS);
        }
    }

    private void takeByTimer() {
        timer = null;
        timerNanos = Long.MAX_VALUE;
        dueNanos = Long.MAX_VALUE;
        turn.run();
    }

    private void takeNow() {
        asked = false;
        // Not when a timer of the same wake-up was faster.
        if (dueNanos != Long.MAX_VALUE && dueNanos <= nanoClock.getAsLong()) {
            turn.run();
        }
    }
}
