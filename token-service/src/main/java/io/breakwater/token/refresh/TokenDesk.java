package io.breakwater.token.refresh;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenFields;
import java.time.Instant;
import java.util.Optional;

/** What a keeper needs of the topics and of this replica's leases. Thread-safe. */
public interface TokenDesk {

    /** The newest token of a member that is on the topic or about to be. */
    Optional<PlatformToken> inForce(String binding, int member);

    /** What that token holds; empty when none of the keys opens it. */
    Optional<TokenFields> open(PlatformToken token);

    /** How often the platform of a binding was asked, as far as the topic tells. */
    Optional<PlatformAsks> asks(String binding);

    /** Whether this replica is the binding's holder, and stays so for as long as an ask can take. */
    boolean mayAsk(String binding);

    /**
     * Writes down that the platform is about to be asked, and waits until that is on the topic.
     *
     * @return no when it could not be written: the broker is away, or another replica is the holder
     */
    boolean noteAsks(PlatformAsks asks) throws InterruptedException;

    /** Publishes a token; goes on trying as long as this replica is the holder. */
    void publish(Publication token);

    /** Takes a member's token from the topic, as the pool has become smaller. */
    void withdraw(String binding, int member);

    /**
     * A token to publish.
     *
     * @param binding    the binding
     * @param member     which of its tokens
     * @param members    how many it has
     * @param fields     the token and what belongs to it
     * @param obtainedAt when the platform gave it
     * @param expiresAt  when it stops being valid
     * @param refreshed  whether it is replaced before that
     */
    record Publication(
            String binding,
            int member,
            int members,
            TokenFields fields,
            Instant obtainedAt,
            Instant expiresAt,
            boolean refreshed) {}
}
