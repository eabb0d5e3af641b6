package io.breakwater.generator.sample;

import io.breakwater.events.sample.RequestSample;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded way of samples to the thread that makes them readable and sends them. Samples are for looking at: what finds it
 * full is dropped and counted, and no request waits for it. Thread-safe.
 */
public final class SampleQueue implements SampleSink {

    private static final Logger LOG = LoggerFactory.getLogger(SampleQueue.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** To wake up for each sample costs more than the sample: in one go they cost a third. */
    private static final long REST_NANOS = Duration.ofMillis(500).toNanos();

    private final BiConsumer<RequestSample, Runnable> receiver;
    private final int capacity;
    private final Resting thread;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * A queue that is empty.
     *
     * @param receiver takes samples, one after the other, on the queue's thread, with whom to tell of one that it must drop
     * @param capacity the most samples that wait; each holds two bodies of the length that the scenario says
     */
    public SampleQueue(BiConsumer<RequestSample, Runnable> receiver, int capacity) {
        this.receiver = receiver;
        this.capacity = capacity;
        this.thread = new Resting(capacity);
    }

    /** A thread that rests for a while when nothing waits, unless many come. */
    private static final class Resting extends ThreadPoolExecutor {

        private volatile @Nullable Thread resting;

        Resting(int capacity) {
            super(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(capacity),
                    task -> {
                        Thread samples = new Thread(task, "samples");
                        samples.setDaemon(true);
                        return samples;
                    },
                    (task, executor) -> ((Waiting) task).drop());
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            resting = Thread.currentThread();
            if (getQueue().isEmpty() && !isShutdown()) {
                LockSupport.parkNanos(REST_NANOS);
            }
            resting = null;
        }

        void wake() {
            LockSupport.unpark(resting);
        }
    }

    @Override
    public void offer(Supplier<RequestSample> sample, Runnable onDropped) {
        thread.execute(new Waiting(sample, onDropped));
        if (thread.getQueue().size() > capacity / 2) {
            thread.wake();
        }
    }

    /** A sample on its way. */
    private final class Waiting implements Runnable {

        private final Supplier<RequestSample> sample;
        private final Runnable onDropped;

        Waiting(Supplier<RequestSample> sample, Runnable onDropped) {
            this.sample = sample;
            this.onDropped = onDropped;
        }

        @Override
        public void run() {
            try {
                receiver.accept(sample.get(), this::drop);
            } catch (RuntimeException e) {
                LOG.warn("sample: not kept (expected: readable, and taken by the brokers)", e);
                drop();
            }
        }

        void drop() {
            onDropped.run();
            long count = dropped.incrementAndGet();
            // One line for the first, the second, the fourth: a flood of failures must not become a flood of lines.
            if (Long.bitCount(count) == 1) {
                LOG.warn(
                        "samples: {} dropped (expected: 0); figures are not touched, there is only less to look at",
                        count);
            }
        }
    }

    /** How many samples were dropped since the start of the process. */
    public long dropped() {
        return dropped.get();
    }

    /** Sends what waits, within bounds, and ends the thread. */
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.wake();
        if (!thread.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
