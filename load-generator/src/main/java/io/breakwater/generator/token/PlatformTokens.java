package io.breakwater.generator.token;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.UnreadableTokenException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens in force, by binding. Thread-safe. */
public final class PlatformTokens {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformTokens.class);

    private final Optional<TokenCipher> cipher;
    private final Clock clock;
    private final Map<String, TokenSlot> slots = new ConcurrentHashMap<>();
    private final Object changed = new Object();

    /**
     * No tokens yet.
     *
     * @param cipher opens them; without one, no run that uses tokens can start here
     * @param clock  tells which have expired
     */
    public PlatformTokens(Optional<TokenCipher> cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    /** The key that tokens and values handed over travel under; empty when this generator has none. */
    public Optional<TokenCipher> cipher() {
        return cipher;
    }

    /** The place of a binding's token, whether there is one or not. */
    public TokenSlot slot(String binding) {
        return slots.computeIfAbsent(binding, ignored -> new TokenSlot());
    }

    /**
     * Waits until a binding has a valid token.
     *
     * @return why there is none at the deadline; empty when there is one
     * @throws InterruptedException when the process ends meanwhile
     */
    public Optional<String> await(String binding, long deadlineNanos) throws InterruptedException {
        if (cipher.isEmpty()) {
            return Optional.of(
                    "token of " + binding + ": no key to open it (expected: the setting token.key.file, or the"
                            + " environment variable BREAKWATER_TOKEN_KEY)");
        }
        TokenSlot slot = slot(binding);
        synchronized (changed) {
            while (!slot.isValid(clock.millis())) {
                long leftNanos = deadlineNanos - System.nanoTime();
                if (leftNanos <= 0) {
                    return Optional.of("token of " + binding
                            + ": none valid (expected: one on platform-tokens; is the binding configured in"
                            + " token-service?)");
                }
                TimeUnit.NANOSECONDS.timedWait(changed, leftNanos);
            }
        }
        return Optional.empty();
    }

    /** Takes a record of the topic; without a value, the binding has no token any more. */
    void accept(String binding, byte @Nullable [] value) {
        if (value == null) {
            slot(binding).clear();
            return;
        }
        if (cipher.isEmpty()) {
            return;
        }
        try {
            PlatformToken token = EventCodec.decode(value, PlatformToken.class);
            slot(token.key())
                    .set(cipher.get().decrypt(token).token(), token.expiresAt().toEpochMilli());
            synchronized (changed) {
                changed.notifyAll();
            }
        } catch (UnreadableEventException | UnreadableTokenException e) {
            // The token before it stays in force until it expires; then requests count as TOKEN_MISSING.
            LOG.warn("platform-tokens: record of {} set aside: {}", binding, e.getMessage());
        }
    }
}
