package io.breakwater.local.supervise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Starts and stops parts at the same time where they do not need each other. */
final class Waves {

    /** A start or a stop. */
    @FunctionalInterface
    private interface Step {
        void run(PartProcess process) throws IOException, InterruptedException;
    }

    private Waves() {}

    /** Starts each part as soon as those that it needs are ready; throws the first failure, and starts no more then. */
    static void start(List<PartProcess> ordered) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Collection<CompletableFuture<Void>> all =
                    begin(ordered, process -> process.part().needs(), PartProcess::start, threads);
            CompletableFuture<Void> failed = new CompletableFuture<>();
            CompletableFuture<?>[] watched = all.stream()
                    .map(one -> one.whenComplete((done, failure) -> {
                        if (failure != null) {
                            failed.completeExceptionally(failure);
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.anyOf(CompletableFuture.allOf(watched), failed).get();
        } catch (ExecutionException e) {
            throw checked(e);
        } finally {
            // Interrupts the starts that still wait for readiness when another one failed.
            threads.shutdownNow();
        }
    }

    /** Stops each part for good as soon as those that need it have ended. Not interruptible; each stop is bounded. */
    static void stop(List<PartProcess> ordered) {
        List<PartProcess> reversed = new ArrayList<>(ordered);
        Collections.reverse(reversed);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Collection<CompletableFuture<Void>> all =
                    begin(reversed, process -> needing(process, ordered), PartProcess::close, threads);
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } finally {
            threads.shutdown();
        }
    }

    private static Set<String> needing(PartProcess needed, List<PartProcess> all) {
        return all.stream()
                .filter(process -> process.part().needs().contains(needed.part().name()))
                .map(process -> process.part().name())
                .collect(Collectors.toSet());
    }

    /** Parts come in an order in which those before a part are before it in the list; others than listed are no obstacle. */
    private static Collection<CompletableFuture<Void>> begin(
            List<PartProcess> ordered, Function<PartProcess, Set<String>> before, Step step, ExecutorService threads) {
        Map<String, CompletableFuture<Void>> steps = new LinkedHashMap<>();
        for (PartProcess process : ordered) {
            CompletableFuture<?>[] earlier = before.apply(process).stream()
                    .filter(steps::containsKey)
                    .map(steps::get)
                    .toArray(CompletableFuture[]::new);
            steps.put(
                    process.part().name(),
                    CompletableFuture.allOf(earlier).thenRunAsync(() -> unchecked(step, process), threads));
        }
        return steps.values();
    }

    private static void unchecked(Step step, PartProcess process) {
        try {
            step.run(process);
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static IOException checked(ExecutionException e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException("start: " + cause, cause);
    }
}
