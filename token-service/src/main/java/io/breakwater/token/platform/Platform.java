package io.breakwater.token.platform;

import io.breakwater.events.token.TokenFields;
import java.time.Instant;
import java.util.Optional;

/**
 * A host platform, seen by one binding: it can be asked for a token, or for those of a pool of users. A further platform
 * is one class that implements this, one record of settings, and a line in {@link
 * io.breakwater.token.provider.Platforms}; all else (freshness, back-off, quotas, publishing) stays.
 */
@FunctionalInterface
public interface Platform {

    /**
     * What is asked for.
     *
     * @param member    which token of a pool, from 0
     * @param inForce   what the platform gave last, if it is known
     * @param isRefused whether that was refused somewhere, so that the same token again would be of no use
     */
    record Ask(int member, Optional<TokenFields> inForce, boolean isRefused) {}

    /**
     * Asks for a token and waits for the answer, within the configured time. Called by one thread at a time for a member.
     *
     * @throws InterruptedException when the service is being stopped
     */
    PlatformAnswer ask(Ask ask) throws InterruptedException;

    /** How many tokens it has: 1, or the size of the pool. */
    default int members() {
        return 1;
    }

    /** Whether somebody else is asked, who counts; what is read from a file or from the settings is not. */
    default boolean isOutside() {
        return true;
    }

    /** Whether a token that expires is replaced by a new one; otherwise it must outlast the runs that use it. */
    default boolean isRefreshed() {
        return true;
    }

    /** Whether its tokens are handed out over HTTP; what the settings hold is for generators alone. */
    default boolean isHandedOut() {
        return true;
    }

    /** How often it may be asked, unless the settings say otherwise. */
    default Quota quota() {
        return Quota.NONE;
    }

    /** Whether this ask would make a token invalid at once that others may be using, which platforms allow rarely. */
    default boolean isForced(boolean isRefused) {
        return false;
    }

    /**
     * Whether what a member has still comes of the source as it is now. What does not is asked for anew.
     *
     * @param member    which token
     * @param inForce   what was given last
     * @param expiresAt when that stops being valid
     */
    default boolean isCurrent(int member, TokenFields inForce, Instant expiresAt) {
        return true;
    }

    /** Looks whether its source has changed since this was last called. */
    default boolean hasChanged() {
        return false;
    }
}
