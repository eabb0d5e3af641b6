package io.breakwater.generator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks host names up, on threads of its own, since the system's resolver blocks; keeps what it found for a while, so that a
 * changed address is followed by new connections, and what it did not find for a moment, so that a failing name does not meet the
 * resolver at the rate of arrivals. Thread-safe; one for the process.
 */
public final class HostNames {

    /** A common lifetime of records behind load balancers. */
    static final Duration KEPT = Duration.ofSeconds(10);

    static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

    /** Names come from scenarios and redirects; beyond this, what is out of date goes. */
    private static final int MOST_NAMES = 1_000;

    /** Two, so that one name whose server is silent holds up nobody else. */
    private static final int THREADS = 2;

    private static final int MOST_PENDING = 256;
    private static final long THREAD_IDLE_SECONDS = 10;

    private final LookUp lookUp;
    private final Executor executor;
    private final LongSupplier nanoClock;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** What is asked. */
    @FunctionalInterface
    public interface LookUp {

        /**
         * The addresses of a host; may block.
         *
         * @throws UnknownHostException when it has none, or nobody could be asked
         */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final class Entry {

        final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        volatile boolean done;
        volatile long goodUntilNanos;
    }

    HostNames(LookUp lookUp, Executor executor, LongSupplier nanoClock) {
        this.lookUp = lookUp;
        this.executor = executor;
        this.nanoClock = nanoClock;
    }

    /** Names as this system knows them. */
    public static HostNames ofSystem() {
        return of(InetAddress::getAllByName);
    }

    /** Names as somebody else knows them, as in tests. */
    public static HostNames of(LookUp lookUp) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_PENDING),
                work -> {
                    Thread thread = new Thread(work, "look-up");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new HostNames(lookUp, threads, System::nanoTime);
    }

    /**
     * The addresses of a host: there already when they are known, otherwise completed by another thread. Empty when it has none.
     */
    public CompletableFuture<List<InetAddress>> addresses(String host) {
        long now = nanoClock.getAsLong();
        Entry known = entries.get(host);
        if (known != null && isGood(known, now)) {
            return known.addresses;
        }
        if (entries.size() >= MOST_NAMES) {
            entries.values().removeIf(entry -> !isGood(entry, now));
        }
        Entry begun = new Entry();
        Entry current = entries.compute(host, (name, old) -> old != null && isGood(old, now) ? old : begun);
        if (current == begun) {
            begin(host, begun);
        }
        return current.addresses;
    }

    private static boolean isGood(Entry entry, long nowNanos) {
        return !entry.done || nowNanos - entry.goodUntilNanos < 0;
    }

    private void begin(String host, Entry entry) {
        try {
            executor.execute(() -> end(entry, ask(host)));
        } catch (RejectedExecutionException e) {
            // As many names as may wait for the resolver do: this one cannot be looked up in time either.
            end(entry, null);
        }
    }

    private @Nullable List<InetAddress> ask(String host) {
        try {
            return List.of(lookUp.addresses(host));
        } catch (UnknownHostException | RuntimeException e) {
            // Told by the outcome of every request that needed it.
            return null;
        }
    }

    private void end(Entry entry, @Nullable List<InetAddress> found) {
        Duration kept = found == null ? FAILURE_KEPT : KEPT;
        entry.goodUntilNanos = nanoClock.getAsLong() + kept.toNanos();
        entry.done = true;
        entry.addresses.complete(found == null ? List.of() : found);
    }
}
