package io.breakwater.generator.publish;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The publishing thread and what it sends through, shared by all runs of the process. Only this thread may block on the
 * brokers; no event loop ever does.
 */
public final class EventPublisher {

    /** How long the process, once asked to end, waits for what has not been handed to the sender yet. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final BatchSender sender;
    private final EventBacklog backlog;
    private final ExecutorService thread;

    /**
     * A publisher that owns this sender.
     *
     * @param sender  the way to the brokers
     * @param backlog the bound of what is on its way
     */
    public EventPublisher(BatchSender sender, EventBacklog backlog) {
        this.sender = sender;
        this.backlog = backlog;
        // The queue is bounded by the backlog and by PartEvents' rule for batches without events.
        this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "publish"));
    }

    EventBacklog backlog() {
        return backlog;
    }

    void execute(Runnable task) {
        thread.execute(task);
    }

    void send(byte[] key, byte[] batch, BatchSender.OnEnd onEnd) {
        sender.send(key, batch, onEnd);
    }

    /** Sends what was handed over, waits for it within bounds, and ends the thread. All parts must be closed or aborted. */
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
        sender.close();
    }
}
