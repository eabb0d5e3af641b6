package io.breakwater.target.platform.tokens;

import io.breakwater.target.settings.TokenLives;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of users, which a login hands out: a valid one for its life, one that a refresh replaced for the overlap at most;
 * and refresh tokens, each good for one refresh.
 *
 * <p>At most {@link #MAX_TOKENS} are remembered; beyond it the oldest are forgotten and counted.
 */
public final class UserTokens {

    /** How many tokens, of either kind, are remembered. */
    public static final int MAX_TOKENS = 100_000;

    /** Whom a token stands for. */
    public record Holder(Platform platform, String appId, String user) {}

    private static final class Access {
        final Holder holder;
        final long naturalEndNanos;
        long endNanos;

        Access(Holder holder, long endNanos) {
            this.holder = holder;
            this.naturalEndNanos = endNanos;
            this.endNanos = endNanos;
        }
    }

    private static final class Refresh {
        final Holder holder;
        final String accessToken;
        final long endNanos;
        boolean spent;

        Refresh(Holder holder, String accessToken, long endNanos) {
            this.holder = holder;
            this.accessToken = accessToken;
            this.endNanos = endNanos;
        }
    }

    /** What a refresh token is good for. */
    public enum RefreshCheck {
        /** Good for one refresh. */
        GOOD,
        /** Was good, and has been used. */
        SPENT,
        /** Was good, and its life is over. */
        EXPIRED,
        /** Not issued here, or to somebody else. */
        UNKNOWN
    }

    private final LongSupplier nanoClock;
    private final Map<String, Access> access = new LinkedHashMap<>();
    private final Map<String, Refresh> refresh = new LinkedHashMap<>();
    private TokenLives lives;
    private long forgotten;

    /** Begins without any token. */
    public UserTokens(LongSupplier nanoClock, TokenLives lives) {
        this.nanoClock = nanoClock;
        this.lives = lives;
    }

    /** Applies other lives from now on. */
    public void apply(TokenLives changed) {
        lives = changed;
    }

    /** Puts a token in force that a login handed out. */
    public void grant(Holder holder, String token) {
        put(access, token, new Access(holder, endNanos(lives.userTokenLife())));
    }

    /** Puts a token in force that a login handed out, with the refresh token for its successor. */
    public void grant(Holder holder, String token, String refreshToken) {
        grant(holder, token);
        put(refresh, refreshToken, new Refresh(holder, token, endNanos(lives.refreshTokenLife())));
    }

    private long endNanos(Duration life) {
        return nanoClock.getAsLong() + life.toNanos();
    }

    private <T> void put(Map<String, T> tokens, String token, T what) {
        tokens.put(token, what);
        if (tokens.size() > MAX_TOKENS) {
            Iterator<T> oldest = tokens.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    /** Looks at a refresh token without using it. */
    public RefreshCheck checkRefresh(Platform platform, String appId, String refreshToken) {
        Refresh found = refresh.get(refreshToken);
        if (found == null || !belongs(found.holder, platform, appId)) {
            return RefreshCheck.UNKNOWN;
        }
        if (found.spent) {
            return RefreshCheck.SPENT;
        }
        return found.endNanos - nanoClock.getAsLong() > 0 ? RefreshCheck.GOOD : RefreshCheck.EXPIRED;
    }

    /** Uses a refresh token up and returns whose it is; the token that it came with stays valid for the overlap. */
    public Holder spend(String refreshToken) {
        Refresh found = refresh.get(refreshToken);
        if (found == null) {
            throw new IllegalArgumentException("refresh token: unknown (expected: one that was checked)");
        }
        found.spent = true;
        Access replaced = access.get(found.accessToken);
        if (replaced != null) {
            long overlapEnd = endNanos(lives.tokenOverlap());
            replaced.endNanos = replaced.endNanos - overlapEnd < 0 ? replaced.endNanos : overlapEnd;
        }
        return found.holder;
    }

    /** Whether a token was issued here to a user of that platform, valid or not. */
    public boolean knows(Platform platform, String token) {
        return holder(token).filter(holder -> holder.platform() == platform).isPresent();
    }

    private Optional<Holder> holder(String token) {
        return Optional.ofNullable(access.get(token)).map(found -> found.holder);
    }

    /** Looks at a token that should be of a user of that platform. */
    public TokenCheck check(Platform platform, String token) {
        @Nullable Access found = access.get(token);
        if (found == null || found.holder.platform() != platform) {
            return token.matches("[A-Za-z0-9_+/=-]{10,512}") ? TokenCheck.UNKNOWN : TokenCheck.MALFORMED;
        }
        long now = nanoClock.getAsLong();
        if (found.endNanos - now > 0) {
            return TokenCheck.VALID;
        }
        return found.naturalEndNanos - now > 0 ? TokenCheck.UNKNOWN : TokenCheck.EXPIRED;
    }

    private static boolean belongs(Holder holder, Platform platform, String appId) {
        return holder.platform() == platform && holder.appId().equals(appId);
    }

    /** Makes every token and refresh token invalid at once. */
    public void invalidateAll() {
        access.clear();
        refresh.clear();
    }

    /** Returns how many tokens are valid now. */
    public long validCount() {
        long now = nanoClock.getAsLong();
        return access.values().stream()
                .filter(found -> found.endNanos - now > 0)
                .count();
    }

    /** Returns how many tokens were forgotten because there were too many. */
    public long forgotten() {
        return forgotten;
    }
}
