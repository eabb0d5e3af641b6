package io.breakwater.generator.publish;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of events are on their way to Kafka, over all runs, and how many may be. Thread-safe. */
public final class EventBacklog {

    private final long limitBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** An empty backlog with this bound. */
    public EventBacklog(long limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("backlog: " + limitBytes + " bytes (expected: 1 or more)");
        }
        this.limitBytes = limitBytes;
    }

    /** Takes room for this many bytes; false, and nothing taken, when there is not enough. */
    public boolean tryReserve(long wanted) {
        if (bytes.addAndGet(wanted) > limitBytes) {
            bytes.addAndGet(-wanted);
            return false;
        }
        return true;
    }

    /** Takes room, or gives it back when negative, beyond the bound if need be: what is reserved turned out larger. */
    void adjust(long difference) {
        bytes.addAndGet(difference);
    }

    /** How many bytes are on their way. */
    public long bytes() {
        return bytes.get();
    }
}
