package io.breakwater.target.platform.tokens;

import io.breakwater.target.settings.TokenLives;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Codes that a user's login gives to the mini program, each good for one exchange within its life.
 *
 * <p>At most {@link #MAX_CODES} are remembered; beyond it the oldest are forgotten and counted.
 */
public final class LoginCodes {

    /** How many codes are remembered. */
    public static final int MAX_CODES = 100_000;

    /** What a code is good for. */
    public enum CodeCheck {
        /** Exchanged just now, and spent with that. */
        EXCHANGED,
        /** Was good, and has been exchanged before. */
        SPENT,
        /** Was good, and its life is over. */
        EXPIRED,
        /** Not issued here, or for another application. */
        UNKNOWN
    }

    /** What came of an exchange; the user is empty unless the code was good. */
    public record Exchanged(CodeCheck check, String user) {}

    private static final class Code {
        final Platform platform;
        final String appId;
        final String user;
        final long endNanos;
        boolean spent;

        Code(Platform platform, String appId, String user, long endNanos) {
            this.platform = platform;
            this.appId = appId;
            this.user = user;
            this.endNanos = endNanos;
        }
    }

    private final LongSupplier nanoClock;
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private TokenLives lives;
    private long forgotten;

    /** Begins without any code. */
    public LoginCodes(LongSupplier nanoClock, TokenLives lives) {
        this.nanoClock = nanoClock;
        this.lives = lives;
    }

    /** Applies other lives from now on. */
    public void apply(TokenLives changed) {
        lives = changed;
    }

    /** Issues a code for a user's login. */
    public void issue(Platform platform, String appId, String user, String code) {
        put(code, new Code(platform, appId, user, endNanos()));
    }

    private long endNanos() {
        return nanoClock.getAsLong() + lives.codeLife().toNanos();
    }

    private void put(String text, Code code) {
        codes.put(text, code);
        if (codes.size() > MAX_CODES) {
            Iterator<Code> oldest = codes.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    /**
     * Exchanges a code.
     *
     * @param anyCode whether a code that was never issued counts as one, of a user of its own
     */
    public Exchanged exchange(Platform platform, String appId, String text, boolean anyCode) {
        @Nullable Code code = codes.get(text);
        if (code == null && anyCode) {
            code = new Code(platform, appId, "user-of-" + text, endNanos());
            put(text, code);
        }
        if (code == null || code.platform != platform || !code.appId.equals(appId)) {
            return new Exchanged(CodeCheck.UNKNOWN, "");
        }
        if (code.spent) {
            return new Exchanged(CodeCheck.SPENT, "");
        }
        if (code.endNanos - nanoClock.getAsLong() <= 0) {
            return new Exchanged(CodeCheck.EXPIRED, "");
        }
        code.spent = true;
        return new Exchanged(CodeCheck.EXCHANGED, code.user);
    }

    /** Returns how many codes were forgotten because there were too many. */
    public long forgotten() {
        return forgotten;
    }
}
