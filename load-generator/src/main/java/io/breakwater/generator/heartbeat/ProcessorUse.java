package io.breakwater.generator.heartbeat;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How much of the processors that it may use the process does use, over the last sampling interval. Thread-safe. */
public final class ProcessorUse implements DoubleSupplier {

    private final LongSupplier usedNanos;
    private final LongSupplier nanoClock;
    private final int processors;
    private long lastUsedNanos;
    private long lastNanos;
    private volatile double ratio;

    /**
     * A meter that has not sampled yet.
     *
     * @param usedNanos  processor time that the process has used since it began
     * @param nanoClock  elapsed time
     * @param processors how many it may use
     */
    public ProcessorUse(LongSupplier usedNanos, LongSupplier nanoClock, int processors) {
        this.usedNanos = usedNanos;
        this.nanoClock = nanoClock;
        this.processors = processors;
        this.lastUsedNanos = usedNanos.getAsLong();
        this.lastNanos = nanoClock.getAsLong();
    }

    /** Ends an interval and begins the next. */
    public synchronized void sample() {
        long used = usedNanos.getAsLong();
        long now = nanoClock.getAsLong();
        if (now > lastNanos) {
            double share = (double) (used - lastUsedNanos) / ((double) (now - lastNanos) * processors);
            ratio = Math.min(1, Math.max(0, share));
            lastUsedNanos = used;
            lastNanos = now;
        }
    }

    @Override
    public double getAsDouble() {
        return ratio;
    }
}
