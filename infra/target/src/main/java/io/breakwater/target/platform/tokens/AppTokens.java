package io.breakwater.target.platform.tokens;

import io.breakwater.target.settings.TokenLives;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and checks the tokens of applications: the newest is valid for its life, a replaced one for the overlap at most.
 *
 * <p>A token says whose it is, its number and its end, and proves itself with a keyed hash; so what is kept for each
 * application is small, and an expired token is told from one that was never issued for as long as the process runs.
 * Changed settings apply to tokens from now on; what was promised for earlier ones is kept.
 */
public final class AppTokens {

    private static final String PREFIX = "80_";
    private static final int NAMED_BYTES = 1 + Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int PROOF_BYTES = 64;
    private static final int TOKEN_CHARACTERS = PREFIX.length() + (NAMED_BYTES + PROOF_BYTES) / 3 * 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier nanoClock;
    private final Apps apps;
    private final Mac mac;
    private TokenLives lives;

    /**
     * Begins without any token.
     *
     * @param nanoClock monotonic clock for lives, in nanoseconds
     * @param apps      whose tokens
     * @param random    for the key of the proofs; must differ from process to process
     * @param lives     life and overlap
     */
    public AppTokens(LongSupplier nanoClock, Apps apps, RandomGenerator random, TokenLives lives) {
        this.nanoClock = nanoClock;
        this.apps = apps;
        this.lives = lives;
        byte[] key = new byte[PROOF_BYTES];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA512: not in this Java runtime", e);
        }
    }

    /** Applies other lives from now on. */
    public void apply(TokenLives changed) {
        lives = changed;
    }

    /**
     * A token as it is handed out.
     *
     * @param text             the token
     * @param expiresInSeconds how long it is valid from now, in whole seconds
     */
    public record Handed(String text, long expiresInSeconds) {

        @Override
        public String toString() {
            return "Handed[expiresInSeconds=" + expiresInSeconds + "]";
        }
    }

    /** Issues a token of the plain call; the one before stays valid for the overlap. */
    public Handed issue(App app) {
        return issue(app, false, lives.tokenOverlap().toNanos());
    }

    /** Returns the stable token: the one in force until its life is down to the overlap, then a new one. */
    public Handed stable(App app) {
        TokenLine.Issued newest = app.line(true).newest();
        long remainingNanos = newest == null ? 0 : newest.endNanos() - nanoClock.getAsLong();
        if (newest != null && remainingNanos > lives.tokenOverlap().toNanos()) {
            return new Handed(text(app, true, newest.serial(), newest.endNanos()), remainingNanos / NANOS_PER_SECOND);
        }
        return issue(app, true, lives.tokenOverlap().toNanos());
    }

    /** Issues a stable token and ends those before it at once. */
    public Handed forceStable(App app) {
        return issue(app, true, 0);
    }

    private Handed issue(App app, boolean stable, long overlapNanos) {
        long now = nanoClock.getAsLong();
        long lifeNanos = lives.tokenLife().toNanos();
        int serial = app.line(stable).issue(now, lifeNanos, overlapNanos);
        return new Handed(
                text(app, stable, serial, now + lifeNanos), lives.tokenLife().toSeconds());
    }

    private String text(App app, boolean stable, int serial, long endNanos) {
        ByteBuffer token = ByteBuffer.allocate(NAMED_BYTES + PROOF_BYTES);
        token.put((byte) (stable ? 1 : 0)).putInt(app.number()).putInt(serial).putLong(endNanos);
        token.put(proof(token.array()));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    private byte[] proof(byte[] token) {
        mac.update(token, 0, NAMED_BYTES);
        return mac.doFinal();
    }

    /** Looks at a token that should be one of that platform's. */
    public TokenCheck check(Platform platform, String token) {
        if (!token.matches("[A-Za-z0-9_-]{10,512}")) {
            return TokenCheck.MALFORMED;
        }
        if (!token.startsWith(PREFIX) || token.length() != TOKEN_CHARACTERS) {
            return TokenCheck.UNKNOWN;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return TokenCheck.MALFORMED;
        }
        ByteBuffer named = ByteBuffer.wrap(bytes);
        boolean stable = named.get() == 1;
        Optional<App> app = apps.numbered(named.getInt()).filter(found -> found.platform() == platform);
        int serial = named.getInt();
        long endNanos = named.getLong();
        byte[] brought = java.util.Arrays.copyOfRange(bytes, NAMED_BYTES, bytes.length);
        if (app.isEmpty() || !MessageDigest.isEqual(proof(bytes), brought)) {
            return TokenCheck.UNKNOWN;
        }
        long now = nanoClock.getAsLong();
        if (endNanos - now <= 0) {
            return TokenCheck.EXPIRED;
        }
        return app.get().line(stable).isInForce(serial, now) ? TokenCheck.VALID : TokenCheck.UNKNOWN;
    }

    /** Makes every token invalid at once, as when the applications' secrets are changed. */
    public void invalidateAll() {
        apps.each(App::endAll);
    }

    /** Forgets what counts against limits. */
    public void clearLimits() {
        apps.each(App::clearLimits);
    }

    /** Returns how many tokens are valid now. */
    public long validCount() {
        long now = nanoClock.getAsLong();
        return apps.sum(app -> app.countInForce(now));
    }
}
