package io.breakwater.token.platform;

/**
 * A host platform, seen by one binding: it can be asked for a token. A further platform is one class that implements
 * this, one record of settings, and a line in {@link Platforms}; all else (freshness, back-off, publishing) stays.
 */
@FunctionalInterface
public interface Platform {

    /**
     * Asks for a token and waits for the answer, within the configured time. Called by one thread at a time.
     *
     * @throws InterruptedException when the service is being stopped
     */
    PlatformAnswer ask() throws InterruptedException;
}
