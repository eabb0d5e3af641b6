package io.breakwater.token.refresh;

import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.refresh.BindingStatus.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the token of one binding fresh: decides when the platform is asked and what its answer means. A token that was
 * given stays until a newer one or its expiry, whatever the platform answers meanwhile. Thread-safe; the platform is
 * asked outside of the lock, so that its slowness never delays a question about the binding.
 */
public final class TokenKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);

    private final String binding;
    private final Platform platform;
    private final RefreshPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;
    private final TokenSink sink;

    private Optional<HeldToken> held = Optional.empty();
    private Optional<Failure> lastFailure = Optional.empty();
    private Instant nextTryAt;
    private long refreshes;
    private long failures;
    private long busyAnswers;
    private int failuresInARow;

    /**
     * A binding without a token, to be fetched at once.
     *
     * @param binding  its name
     * @param platform who is asked
     * @param policy   when
     * @param clock    the only clock that is read
     * @param random   for jitter; used by this keeper only
     * @param sink     where tokens go
     */
    public TokenKeeper(
            String binding,
            Platform platform,
            RefreshPolicy policy,
            Clock clock,
            RandomGenerator random,
            TokenSink sink) {
        this.binding = binding;
        this.platform = platform;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.sink = sink;
        this.nextTryAt = clock.instant();
    }

    /** The binding's name. */
    public String binding() {
        return binding;
    }

    synchronized Instant nextTryAt() {
        return nextTryAt;
    }

    /** Asks the platform once; {@link RefreshSchedule} sees to it that this is never done twice at a time. */
    void refresh() throws InterruptedException {
        Instant askedAt = clock.instant();
        PlatformAnswer answer = ask();
        if (answer instanceof PlatformAnswer.Granted granted) {
            keep(granted, askedAt);
        } else if (answer instanceof PlatformAnswer.Busy busy) {
            note(busy.reason(), true, false);
        } else if (answer instanceof PlatformAnswer.Refused refused) {
            note(refused.reason(), false, true);
        } else if (answer instanceof PlatformAnswer.Unreachable unreachable) {
            note(unreachable.reason(), false, false);
        }
    }

    private PlatformAnswer ask() throws InterruptedException {
        try {
            return platform.ask();
        } catch (RuntimeException e) {
            // Only the kind is told: the message may quote a secret.
            String kind = e.getClass().getSimpleName();
            StackTraceElement[] trace = e.getStackTrace();
            LOG.error("binding {}: {} at {}, a defect", binding, kind, trace.length == 0 ? "?" : trace[0]);
            return new PlatformAnswer.Refused(kind + " (expected: an answer; this is a defect)");
        }
    }

    private void keep(PlatformAnswer.Granted granted, Instant askedAt) {
        HeldToken token;
        int failuresBefore;
        boolean first;
        synchronized (this) {
            Instant now = clock.instant();
            // The life counts from the asking: an answer that took its time must not make the token look younger.
            token = new HeldToken(granted.token(), now, askedAt.plus(granted.life()));
            held = Optional.of(token);
            failuresBefore = failuresInARow;
            failuresInARow = 0;
            first = refreshes == 0;
            refreshes++;
            nextTryAt = policy.refreshAt(now, token, random);
        }
        if (failuresBefore > 0 || first) {
            LOG.info("binding {}: has a token until {}, after {} failures", binding, token.expiresAt(), failuresBefore);
        }
        sink.accept(binding, token);
    }

    private void note(String reason, boolean busy, boolean refused) {
        boolean first;
        Optional<Instant> validUntil;
        synchronized (this) {
            Instant now = clock.instant();
            failures++;
            busyAnswers += busy ? 1 : 0;
            failuresInARow++;
            lastFailure = Optional.of(new Failure(now, reason));
            validUntil = held.filter(token -> token.isValidAt(now)).map(HeldToken::expiresAt);
            Duration left = validUntil.map(end -> Duration.between(now, end)).orElse(Duration.ZERO);
            Duration pause =
                    refused ? policy.pauseAfterRefusal(left, random) : policy.pauseAfter(failuresInARow, left, random);
            nextTryAt = now.plus(pause);
            first = failuresInARow == 1;
        }
        if (first) {
            LOG.warn(
                    "binding {}: no new token, {}; {}; trying on in silence",
                    binding,
                    reason,
                    validUntil.map(end -> "the last one serves until " + end).orElse("there is none that serves"));
        }
    }

    /**
     * Takes over a token that an earlier process published, to serve until this one has its own; it changes nothing about
     * the next try, as only the platform knows whether that token still counts.
     */
    public synchronized void adopt(HeldToken published) {
        if (held.isEmpty() && published.isValidAt(clock.instant())) {
            held = Optional.of(published);
            LOG.info("binding {}: took over a published token, valid until {}", binding, published.expiresAt());
        }
    }

    /** The binding as it is now. */
    public synchronized BindingStatus status() {
        return new BindingStatus(
                binding,
                state(),
                held.map(HeldToken::obtainedAt),
                held.map(HeldToken::expiresAt),
                nextTryAt,
                refreshes,
                failures,
                busyAnswers,
                failuresInARow,
                lastFailure);
    }

    private BindingState state() {
        if (held.isPresent() && held.get().isValidAt(clock.instant())) {
            return failuresInARow == 0 ? BindingState.VALID : BindingState.REFRESH_FAILING;
        }
        return refreshes == 0 && failures == 0 ? BindingState.FETCHING : BindingState.NO_TOKEN;
    }
}
