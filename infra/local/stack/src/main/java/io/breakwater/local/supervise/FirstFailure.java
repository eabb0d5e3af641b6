package io.breakwater.local.supervise;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for several starts, and stops waiting at the first that fails. */
final class FirstFailure {

    private FirstFailure() {}

    static void await(CompletableFuture<?>... all) throws IOException, InterruptedException {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        CompletableFuture<?>[] watched = Arrays.stream(all)
                .map(one -> one.whenComplete((done, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(watched), firstFailure)
                    .get();
        } catch (ExecutionException e) {
            throw asChecked(e.getCause() == null ? e : e.getCause());
        }
    }

    private static IOException asChecked(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException checked ? checked : new IOException("start: interrupted", cause);
    }
}
