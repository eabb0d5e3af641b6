package io.breakwater.system.client;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** How the bindings of a process of token-service stand. */
public final class TokenBindings {

    private final Rest rest;

    /** Those of the process that answers there. */
    public TokenBindings(URI address) {
        rest = new Rest(address);
    }

    /** Waits until the process has heard of a binding's token. */
    public void awaitValid(String binding) {
        await("a token of " + binding)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(UncheckedIOException.class)
                .until(() -> status(binding).state().equals("VALID"));
    }

    /** Whether it is this process that asks the platform. */
    public boolean isHolder(String binding) {
        return status(binding).isHolder();
    }

    private Status status(String binding) {
        return rest.get("/api/bindings/" + binding).as(Status.class);
    }

    private record Status(String state, boolean isHolder) {}
}
