package io.breakwater.token.refresh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the keepers that are due. A keeper that was started does not start again until its platform answered, so no platform
 * is asked twice at a time for one token, and no more than the given number are asked at once. Thread-safe.
 */
public final class RefreshSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshSchedule.class);

    private record Due(Instant at, TokenKeeper keeper) {}

    private final Clock clock;
    private final Executor workers;
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Set<TokenKeeper> running = new HashSet<>();
    private final Map<String, KeptBinding> kept = new HashMap<>();
    private int free;

    /**
     * A schedule without keepers.
     *
     * @param clock   tells who is due
     * @param workers runs refreshes; takes {@code atOnce} of them
     * @param atOnce  how many platforms are asked at the same time
     */
    public RefreshSchedule(Clock clock, Executor workers, int atOnce) {
        this.clock = clock;
        this.workers = workers;
        this.free = atOnce;
    }

    /** Begins to keep bindings, with what earlier holders left of them. */
    public void takeOver(Collection<KeptBinding> bindings) {
        for (KeptBinding binding : bindings) {
            List<TokenKeeper> keepers = binding.takeOver();
            synchronized (this) {
                kept.put(binding.name(), binding);
                keepers.forEach(this::add);
            }
        }
    }

    /** Ends to keep bindings, and waits until no ask for them is on its way any more, for that long at most. */
    public void handOver(Collection<KeptBinding> bindings, Duration atMost) throws InterruptedException {
        Set<KeptBinding> gone = Set.copyOf(bindings);
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            gone.forEach(binding -> kept.remove(binding.name()));
            waiting.removeIf(due -> gone.contains(due.keeper().binding()));
            while (running.stream().anyMatch(keeper -> gone.contains(keeper.binding()))) {
                long leftNanos = deadlineNanos - System.nanoTime();
                if (leftNanos <= 0) {
                    LOG.warn("an ask takes longer than {} ms; its answer will not be published", atMost.toMillis());
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            }
        }
        gone.forEach(KeptBinding::handOver);
    }

    /** Takes a refusal of a token; one of a binding that is not kept here is left to its holder. */
    public void reject(String binding, int member, String fingerprint) {
        KeptBinding rejected;
        synchronized (this) {
            rejected = kept.get(binding);
        }
        if (rejected != null) {
            rejected.reject(member, fingerprint).ifPresent(this::addAgain);
        }
    }

    /** Looks at the sources of tokens that can change without being asked. */
    public void rereadSources() {
        List<KeptBinding> now;
        synchronized (this) {
            now = List.copyOf(kept.values());
        }
        now.forEach(binding -> binding.reread().forEach(this::addAgain));
    }

    private synchronized void addAgain(TokenKeeper keeper) {
        if (kept.containsKey(keeper.binding().name())) {
            add(keeper);
        }
    }

    private void add(TokenKeeper keeper) {
        waiting.add(new Due(keeper.nextTryAt(), keeper));
    }

    /** Starts all that are due now, as far as there are workers; called again and again. */
    public void startDue() {
        for (TokenKeeper keeper = takeDue(); keeper != null; keeper = takeDue()) {
            TokenKeeper due = keeper;
            try {
                workers.execute(() -> run(due));
            } catch (RejectedExecutionException e) {
                // Only while the service is being stopped; the caller's timer must not end by it.
                LOG.debug(
                        "binding {}: not refreshed, the service is being stopped",
                        due.binding().name());
                synchronized (this) {
                    running.remove(due);
                }
                return;
            } catch (Throwable e) {
                giveBack(due);
                throw e;
            }
        }
    }

    private synchronized @Nullable TokenKeeper takeDue() {
        while (free > 0) {
            Due next = waiting.peek();
            if (next == null || next.at().isAfter(clock.instant())) {
                return null;
            }
            waiting.remove();
            // One that was put on another time waits there, and one that is running comes back by itself;
            // one of an earlier take-over or of a member that is gone has no more to do.
            TokenKeeper keeper = next.keeper();
            if (keeper.binding().has(keeper) && next.at().equals(keeper.nextTryAt()) && running.add(keeper)) {
                free--;
                return keeper;
            }
        }
        return null;
    }

    private void run(TokenKeeper keeper) {
        boolean comesBack = true;
        try {
            keeper.refresh();
        } catch (InterruptedException e) {
            // The service is being stopped: the keeper does not come back, or it would be due at once.
            Thread.currentThread().interrupt();
            comesBack = false;
        } catch (Throwable e) {
            keeper.noteDefect(e);
        } finally {
            if (comesBack) {
                giveBack(keeper);
            }
        }
    }

    private synchronized void giveBack(TokenKeeper keeper) {
        free++;
        running.remove(keeper);
        KeptBinding binding = kept.get(keeper.binding().name());
        if (binding != null && binding.has(keeper)) {
            add(keeper);
        }
        notifyAll();
    }
}
