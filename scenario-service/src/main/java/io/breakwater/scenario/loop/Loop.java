package io.breakwater.scenario.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that does one piece of work at an interval, and at once when nudged. Work that fails is counted, logged
 * when the trouble begins and when it ends, and tried again after a second. Thread-safe.
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** Long enough not to flood a broken part, short enough to be back soon after it. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration interval;
    private final Runnable work;
    private final Semaphore nudges = new Semaphore(0);
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /** A loop that has not begun yet. */
    public Loop(String name, Duration interval, Runnable work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Lets the work be done at once, or once more when it is being done right now. */
    public void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    /** How often the work has failed. */
    public long failures() {
        return failures.get();
    }

    private void run() {
        long failuresInARow = 0;
        while (!closed) {
            Duration pause = interval;
            try {
                work.run();
                if (failuresInARow > 0) {
                    LOG.info("{}: works again after {} failures", name, failuresInARow);
                    failuresInARow = 0;
                }
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                if (failuresInARow++ == 0 && !closed) {
                    LOG.warn("{}: {} (tried again each second; further failures are counted)", name, e.toString(), e);
                }
                pause = PAUSE_AFTER_FAILURE;
            }
            awaitNudge(pause);
        }
    }

    private void awaitNudge(Duration atMost) {
        try {
            if (nudges.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends after the work in hand, at the latest after 15 s. */
    @Override
    public void close() {
        closed = true;
        nudges.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
