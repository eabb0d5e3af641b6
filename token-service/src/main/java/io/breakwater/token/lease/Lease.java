package io.breakwater.token.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when nobody else can be the holder, as Kafka's group coordinator last confirmed. Counted on the monotonic clock from
 * before the confirmation was asked for, so that neither a slow answer nor a changed wall clock makes it longer. Thread-safe.
 */
public final class Lease {

    /**
     * How long the coordinator waits for a member of the group before it gives its partitions to others: the shortest time
     * that a broker allows unless it is configured otherwise ({@code group.min.session.timeout.ms}).
     */
    static final Duration SESSION = Duration.ofSeconds(6);

    /** Kept back for clocks that do not run at the same speed and for what lies between a look at the lease and an ask. */
    private static final Duration KEPT_BACK = Duration.ofMillis(300);

    private final LongSupplier nanoClock;
    private volatile long endNanos;
    private volatile boolean isHeld;

    /**
     * A lease that is not held.
     *
     * @param nanoClock a monotonic clock
     */
    public Lease(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The coordinator confirmed what it was asked at that time. */
    void confirmed(long askedAtNanos) {
        endNanos = askedAtNanos + SESSION.minus(KEPT_BACK).toNanos();
        isHeld = true;
    }

    void ended() {
        isHeld = false;
    }

    /** Whether nobody else can be the holder within that time from now. */
    public boolean lasts(Duration time) {
        return isHeld && nanoClock.getAsLong() + time.toNanos() - endNanos < 0;
    }
}
