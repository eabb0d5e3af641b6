package io.breakwater.token.refresh;

import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.refresh.BindingStatus.Failure;
import io.breakwater.token.refresh.TokenDesk.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one token of a binding fresh: decides when the platform is asked and what its answer means. A token that was given
 * stays until a newer one or its expiry, whatever the platform answers meanwhile. Thread-safe; the platform is asked outside
 * of the lock, so that its slowness never delays a question about the binding.
 */
public final class TokenKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);

    /** Pause when this replica cannot ask for now; its lease is confirmed more often than this. */
    private static final Duration PAUSE_WITHOUT_LEASE = Duration.ofMillis(500);

    private final KeptBinding binding;
    private final int member;

    private Instant nextTryAt = Instant.MAX;
    private Instant obtainedAt = Instant.MIN;
    private Instant expiresAt = Instant.MIN;
    private int failuresInARow;

    /** How many tokens were refused one after the other, each given because the one before was refused. */
    private int refusalsInARow;

    /** The fingerprint of a refused token that is to be replaced; empty when there is none. */
    private String refused = "";

    TokenKeeper(KeptBinding binding, int member) {
        this.binding = binding;
        this.member = member;
    }

    int member() {
        return member;
    }

    KeptBinding binding() {
        return binding;
    }

    synchronized Instant nextTryAt() {
        return nextTryAt;
    }

    /** Begins to keep, with what an earlier holder left: a token that is still fresh is not asked for again. */
    synchronized void takeOver() {
        Instant now = binding.clock().instant();
        Optional<PlatformToken> left = binding.desk().inForce(binding.name(), member);
        obtainedAt = left.map(PlatformToken::obtainedAt).orElse(Instant.MIN);
        expiresAt = left.map(PlatformToken::expiresAt).orElse(Instant.MIN);
        boolean isUsable = left.isPresent() && isCurrent(left.get(), now);
        nextTryAt = isUsable && isLatest(left.get()) ? refreshAt(now) : now;
    }

    /** Whether no ask came after that token, whose outcome nobody published: perhaps a newer one, which made it old. */
    private boolean isLatest(PlatformToken left) {
        Instant askedAt = binding.asks().askedAt();
        if (!binding.isOutside() || !askedAt.isAfter(left.obtainedAt())) {
            return true;
        }
        // The asks of a pool are counted together: one so early was for another member, unless this one was refused.
        return binding.members() > 1
                && askedAt.isBefore(binding.policy().earliestRefreshAt(left.obtainedAt(), left.expiresAt()))
                && binding.desk()
                        .open(left)
                        .filter(fields -> binding.isHandled(fields.fingerprint()))
                        .isEmpty();
    }

    private boolean isCurrent(PlatformToken token, Instant now) {
        return now.isBefore(token.expiresAt())
                && binding.desk()
                        .open(token)
                        .filter(fields -> binding.platform().isCurrent(member, fields, token.expiresAt()))
                        .isPresent();
    }

    /** What is read from a file is no fresher when it is read again; a change of the file is seen by itself. */
    private Instant refreshAt(Instant now) {
        return binding.isOutside() ? binding.refreshAt(now, expiresAt) : expiresAt;
    }

    /**
     * Looks at the source of the tokens, which has changed.
     *
     * @return whether it is to be asked at once
     */
    boolean reread() {
        Instant now = binding.clock().instant();
        Optional<PlatformToken> token = binding.desk().inForce(binding.name(), member);
        if (token.isPresent() && isCurrent(token.get(), now)) {
            binding.republish(token.get());
            return false;
        }
        synchronized (this) {
            nextTryAt = now;
        }
        return true;
    }

    /**
     * Takes a refusal of a token: when it is the one in force, it is replaced, once, and not sooner than the spacing allows.
     *
     * @return whether the next try is now sooner
     */
    boolean reject(String fingerprint) {
        Optional<PlatformToken> token = binding.desk().inForce(binding.name(), member);
        boolean isInForce = token.flatMap(binding.desk()::open)
                .filter(fields -> fields.fingerprint().equals(fingerprint))
                .isPresent();
        synchronized (this) {
            if (!isInForce || fingerprint.equals(refused) || binding.isHandled(fingerprint)) {
                binding.countRefusal(false);
                return false;
            }
            refused = fingerprint;
            binding.countRefusal(true);
            Instant at = binding.policy()
                    .refusalMayAskAt(obtainedAt, refusalsInARow, binding.clock().instant());
            // After a failure its own pause holds.
            boolean isSooner = failuresInARow == 0 && at.isBefore(nextTryAt);
            nextTryAt = isSooner ? at : nextTryAt;
            return isSooner;
        }
    }

    /** Asks the platform once; {@link RefreshSchedule} sees to it that this is never done twice at a time. */
    void refresh() throws InterruptedException {
        String refusedToken;
        synchronized (this) {
            refusedToken = refused;
        }
        boolean isRefused = !refusedToken.isEmpty();
        if (binding.isOutside() && !mayAsk(refusedToken)) {
            return;
        }
        Optional<TokenFields> inForce =
                binding.desk().inForce(binding.name(), member).flatMap(binding.desk()::open);
        Instant askedAt = binding.clock().instant();
        PlatformAnswer answer = ask(new Platform.Ask(member, inForce, isRefused));
        if (answer instanceof PlatformAnswer.Granted granted) {
            keep(granted, askedAt, refusedToken);
        } else if (answer instanceof PlatformAnswer.Busy busy) {
            note(busy.reason(), true, false);
        } else if (answer instanceof PlatformAnswer.Refused no) {
            note(no.reason(), false, true);
        } else if (answer instanceof PlatformAnswer.Unreachable unreachable) {
            note(unreachable.reason(), false, false);
        }
    }

    /** Whether leases and quotas allow an ask, which is then counted and on the topic. */
    private boolean mayAsk(String refusedToken) throws InterruptedException {
        Optional<Instant> later = binding.beginAsk(refusedToken);
        if (later.isEmpty() && binding.desk().mayAsk(binding.name())) {
            return true;
        }
        synchronized (this) {
            Instant now = binding.clock().instant();
            Instant soon = now.plus(PAUSE_WITHOUT_LEASE);
            Instant at = later.orElse(soon);
            boolean isForcedByRefusal = !refusedToken.isEmpty()
                    && binding.platform().isForced(true)
                    && !binding.platform().isForced(false);
            if (isForcedByRefusal && soon.isBefore(at) && !at.isBefore(expiresAt)) {
                // The token would expire before it may be replaced by force: what remains is the ordinary refresh.
                refused = "";
                at = refreshAt(now);
            }
            nextTryAt = at;
        }
        return false;
    }

    private PlatformAnswer ask(Platform.Ask ask) throws InterruptedException {
        try {
            return binding.platform().ask(ask);
        } catch (RuntimeException e) {
            // Only the kind is told: the message may quote a secret.
            String kind = e.getClass().getSimpleName();
            StackTraceElement[] trace = e.getStackTrace();
            LOG.error("binding {}: {} at {}, a defect", binding.name(), kind, trace.length == 0 ? "?" : trace[0]);
            return new PlatformAnswer.Refused(kind + " (expected: an answer; this is a defect)");
        }
    }

    private void keep(PlatformAnswer.Granted granted, Instant askedAt, String refusedToken) {
        int failuresBefore;
        Instant until;
        Instant now = binding.clock().instant();
        synchronized (this) {
            obtainedAt = now;
            // The life counts from the asking: an answer that took its time must not make the token look younger.
            expiresAt = askedAt.plus(granted.life());
            until = expiresAt;
            failuresBefore = failuresInARow;
            failuresInARow = 0;
            // A token that lived until its margin ends the row.
            refusalsInARow = refusedToken.isEmpty() ? 0 : refusalsInARow + 1;
            nextTryAt = refreshAt(now);
            boolean isRefusedMeanwhile = !refused.equals(refusedToken)
                    && refused.equals(granted.fields().fingerprint());
            if (isRefusedMeanwhile) {
                Instant at = binding.policy().refusalMayAskAt(obtainedAt, refusalsInARow, now);
                nextTryAt = at.isBefore(nextTryAt) ? at : nextTryAt;
            } else {
                refused = "";
            }
        }
        if (!binding.has(this)) {
            // Handed over meanwhile: the next holder sees the ask, and asks for itself.
            return;
        }
        boolean first = binding.countRefresh();
        if (failuresBefore > 0 || first) {
            LOG.info("binding {}: has a token until {}, after {} failures", binding.name(), until, failuresBefore);
        }
        binding.desk()
                .publish(new Publication(
                        binding.name(),
                        member,
                        binding.members(),
                        granted.fields(),
                        now,
                        until,
                        binding.platform().isRefreshed()));
    }

    /** Takes what ended a refresh and should not have: the next try is after the longest pause. */
    void noteDefect(Throwable defect) {
        // Only the kind is told: the message may quote a secret.
        String kind = defect.getClass().getSimpleName();
        LOG.error("binding {}: {}, a defect", binding.name(), kind);
        note(kind + " (expected: an outcome; this is a defect)", false, true);
    }

    private void note(String reason, boolean busy, boolean repeated) {
        boolean first;
        boolean serves;
        Instant until;
        synchronized (this) {
            Instant now = binding.clock().instant();
            failuresInARow++;
            until = expiresAt;
            serves = now.isBefore(expiresAt);
            Duration left = serves ? Duration.between(now, expiresAt) : Duration.ZERO;
            nextTryAt = now.plus(binding.pause(failuresInARow, left, repeated));
            first = failuresInARow == 1;
            binding.countFailure(new Failure(now, reason), busy);
        }
        if (first && binding.isWorthALine()) {
            LOG.warn(
                    "binding {}: no new token, {}; {}; trying on in silence",
                    binding.name(),
                    reason,
                    serves ? "the last one serves until " + until : "there is none that serves");
        }
    }

    synchronized int failuresInARow() {
        return failuresInARow;
    }
}
