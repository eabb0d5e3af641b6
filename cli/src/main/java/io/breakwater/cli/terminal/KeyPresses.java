package io.breakwater.cli.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keys that a person presses, one by one and without Enter. */
public interface KeyPresses extends AutoCloseable {

    /**
     * The next key; empty when none is pressed within that time.
     *
     * @throws IOException when there is no keyboard any more
     */
    Optional<Character> next(Duration within) throws IOException, InterruptedException;

    /** Leaves the keyboard as it was before. */
    @Override
    void close();

    /** No keyboard: time passes, and nobody presses anything. */
    static KeyPresses none() {
        CountDownLatch never = new CountDownLatch(1);
        return new KeyPresses() {
            @Override
            public Optional<Character> next(Duration within) throws InterruptedException {
                boolean unused = never.await(within.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
