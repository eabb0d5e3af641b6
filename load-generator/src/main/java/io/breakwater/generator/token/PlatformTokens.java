package io.breakwater.generator.token;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.events.token.TokenValidity;
import io.breakwater.events.token.UnreadableTokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens in force, by binding. Thread-safe. */
public final class PlatformTokens {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformTokens.class);

    private final Optional<TokenKeys> keys;
    private final Clock clock;
    private final TokenRejections rejections;
    private final Map<String, TokenSlot> slots = new ConcurrentHashMap<>();
    private final Object changed = new Object();

    /**
     * No tokens yet.
     *
     * @param keys       open them; without one, no run that uses tokens can start here
     * @param clock      tells which have expired
     * @param rejections hears of refused tokens
     */
    public PlatformTokens(Optional<TokenKeys> keys, Clock clock, TokenRejections rejections) {
        this.keys = keys;
        this.clock = clock;
        this.rejections = rejections;
    }

    /** No tokens yet, and nobody hears of refused ones. */
    public PlatformTokens(Optional<TokenKeys> keys, Clock clock) {
        this(keys, clock, TokenRejections.NOWHERE);
    }

    /** The key that tokens and values handed over travel under; empty when this generator has none. */
    public Optional<TokenCipher> cipher() {
        return keys.map(TokenKeys::current);
    }

    /** The time that tokens must be valid at, in milliseconds since 1970. */
    public long nowMillis() {
        return clock.millis();
    }

    /** The place of a binding's token, whether there is one or not. */
    public TokenSlot slot(String binding) {
        return slots.computeIfAbsent(binding, ignored -> new TokenSlot());
    }

    /**
     * Waits until a binding has a valid token: a pool, until each member has one.
     *
     * @return why there is none at the deadline; empty when there is one
     * @throws InterruptedException when the process ends meanwhile
     */
    public Optional<String> await(String binding, long deadlineNanos) throws InterruptedException {
        if (keys.isEmpty()) {
            return Optional.of(
                    "token of " + binding + ": no key to open it (expected: the setting token.key.file, or the"
                            + " environment variable BREAKWATER_TOKEN_KEY)");
        }
        TokenSlot slot = slot(binding);
        synchronized (changed) {
            while (!slot.isValid(clock.millis())) {
                long leftNanos = deadlineNanos - System.nanoTime();
                if (leftNanos <= 0) {
                    return Optional.of(lacking(binding, slot));
                }
                TimeUnit.NANOSECONDS.timedWait(changed, leftNanos);
            }
        }
        return Optional.empty();
    }

    private String lacking(String binding, TokenSlot slot) {
        int size = slot.size();
        return size < 2
                ? "token of " + binding + ": none valid (expected: one on platform-tokens; is the binding configured in"
                        + " token-service?)"
                : "tokens of " + binding + ": " + slot.missing(clock.millis()) + " of " + size
                        + " not valid (expected: all of them on platform-tokens)";
    }

    /**
     * What is wrong with a binding's valid tokens for a run.
     *
     * @param fields what the run needs of each
     * @param lasts  how long the run takes as planned: tokens that nobody replaces have to outlast it
     * @return nothing when all is well
     */
    public List<String> complaints(String binding, Collection<String> fields, Duration lasts) {
        TokenSlot slot = slot(binding);
        List<String> complaints = new ArrayList<>();
        HeldToken first = slot.of(0);
        if (first != null) {
            for (String field : fields) {
                if (first.bytes(field) == null) {
                    complaints.add("token of " + binding + ": no field " + field + " (expected: one of "
                            + new TreeSet<>(first.texts().keySet()) + ")");
                }
            }
        }
        Instant now = clock.instant();
        slot.firstToExpire()
                .map(token -> Instant.ofEpochMilli(token.expiresAtMillis()))
                .flatMap(until -> TokenValidity.complaint("token of " + binding, now, until, lasts))
                .ifPresent(complaints::add);
        return complaints;
    }

    /** Takes a record of the topic; without a value, the member has no token any more. */
    void accept(String key, byte @Nullable [] value) {
        if (value == null) {
            PlatformToken.Key member = PlatformToken.Key.of(key);
            slot(member.binding()).clear(member.member());
            return;
        }
        if (keys.isEmpty()) {
            return;
        }
        try {
            PlatformToken token = EventCodec.decode(value, PlatformToken.class);
            slot(token.binding())
                    .set(new HeldToken(
                            token.binding(),
                            token.member(),
                            token.members(),
                            keys.get().decrypt(token),
                            token.obtainedAt(),
                            token.expiresAt().toEpochMilli(),
                            token.refreshed(),
                            rejections));
        } catch (UnreadableEventException | UnreadableTokenException e) {
            // The token before it stays in force until it expires; then requests count as TOKEN_MISSING.
            LOG.warn("platform-tokens: record of {} set aside: {}", key, e.getMessage());
        }
    }

    /** Wakes those who wait for what was accepted: not for each record, for a pool is counted through each time. */
    void accepted() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }
}
