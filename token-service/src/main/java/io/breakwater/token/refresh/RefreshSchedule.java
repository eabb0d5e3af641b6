package io.breakwater.token.refresh;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the keepers that are due. A keeper that was started is out of the queue until its platform answered, so no
 * platform is asked twice at a time for one binding, and no more than the given number are asked at once. Thread-safe.
 */
public final class RefreshSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshSchedule.class);

    private record Due(Instant at, TokenKeeper keeper) {}

    private final Clock clock;
    private final Executor workers;
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparing(Due::at));
    private int free;

    /**
     * A schedule in which every keeper waits for its time.
     *
     * @param keepers what is kept fresh
     * @param clock   tells who is due
     * @param workers runs refreshes; takes {@code atOnce} of them
     * @param atOnce  how many platforms are asked at the same time
     */
    public RefreshSchedule(Collection<TokenKeeper> keepers, Clock clock, Executor workers, int atOnce) {
        this.clock = clock;
        this.workers = workers;
        this.free = atOnce;
        keepers.forEach(keeper -> waiting.add(new Due(keeper.nextTryAt(), keeper)));
    }

    /** Starts all that are due now, as far as there are workers; called again and again. */
    public void startDue() {
        for (TokenKeeper keeper = takeDue(); keeper != null; keeper = takeDue()) {
            TokenKeeper due = keeper;
            try {
                workers.execute(() -> run(due));
            } catch (RejectedExecutionException e) {
                // Only while the service is being stopped; the caller's timer must not end by it.
                LOG.debug("binding {}: not refreshed, the service is being stopped", due.binding());
                return;
            }
        }
    }

    private synchronized @Nullable TokenKeeper takeDue() {
        Due next = waiting.peek();
        if (free == 0 || next == null || next.at().isAfter(clock.instant())) {
            return null;
        }
        free--;
        waiting.remove();
        return next.keeper();
    }

    private void run(TokenKeeper keeper) {
        try {
            keeper.refresh();
        } catch (InterruptedException e) {
            // The service is being stopped: the keeper does not come back, or it would be due at once.
            Thread.currentThread().interrupt();
            return;
        }
        giveBack(keeper);
    }

    private synchronized void giveBack(TokenKeeper keeper) {
        free++;
        waiting.add(new Due(keeper.nextTryAt(), keeper));
    }
}
