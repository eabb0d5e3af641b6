package io.breakwater.target.platform;

import io.breakwater.target.settings.PlatformSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Iterator;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The access tokens of one application: the newest is valid for its life, a replaced one for the overlap at most.
 *
 * <p>Changed settings apply to tokens from now on; what was promised for earlier ones is kept.
 */
public final class PlatformTokens {

    /** About as long as WeChat's are; 4 bytes become 3 characters more than that, hence no padding. */
    private static final int TOKEN_BYTES = 99;
    /** How many replaced tokens are remembered; only a flood of fetches within the overlap makes more. */
    private static final int MAX_REPLACED = 100;

    private record Issued(String token, long endNanos) {}

    private final LongSupplier nanoClock;
    private final LongSupplier epochSecondClock;
    private final RandomGenerator random;
    private final ArrayDeque<Issued> valid = new ArrayDeque<>();
    private PlatformSettings settings;

    /**
     * Begins without any token.
     *
     * @param nanoClock        monotonic clock for lives, in nanoseconds
     * @param epochSecondClock wall clock for request ids, in seconds since 1970
     * @param random           for tokens; must differ from process to process
     * @param settings         life and overlap
     */
    public PlatformTokens(
            LongSupplier nanoClock, LongSupplier epochSecondClock, RandomGenerator random, PlatformSettings settings) {
        this.nanoClock = nanoClock;
        this.epochSecondClock = epochSecondClock;
        this.random = random;
        this.settings = settings;
    }

    /** Applies other settings from now on. */
    public void apply(PlatformSettings changed) {
        settings = changed;
    }

    /** Issues a token; the one before stays valid for the overlap. */
    String issue() {
        long now = nanoClock.getAsLong();
        dropEnded(now);
        Issued previous = valid.pollLast();
        if (previous != null) {
            long overlapEnd = now + settings.tokenOverlap().toNanos();
            valid.addLast(new Issued(previous.token(), Math.min(previous.endNanos(), overlapEnd)));
        }
        if (valid.size() > MAX_REPLACED) {
            valid.removeFirst();
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "80_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        valid.addLast(new Issued(token, now + settings.tokenLife().toNanos()));
        return token;
    }

    /** Returns how long a token issued now is valid. */
    Duration life() {
        return settings.tokenLife();
    }

    /** Whether a token was issued here and has neither expired nor been replaced for longer than the overlap. */
    public boolean isValid(String token) {
        long now = nanoClock.getAsLong();
        for (Iterator<Issued> newestFirst = valid.descendingIterator(); newestFirst.hasNext(); ) {
            Issued issued = newestFirst.next();
            if (issued.token().equals(token)) {
                return issued.endNanos() - now > 0;
            }
        }
        return false;
    }

    /** Makes every token invalid at once, as when the application's secret is changed. */
    public void invalidateAll() {
        valid.clear();
    }

    /** Returns how many tokens are valid now. */
    int validCount() {
        dropEnded(nanoClock.getAsLong());
        return valid.size();
    }

    /** Returns the end of an error message: the id of the request at the platform. */
    public String requestId() {
        return String.format(
                " rid: %08x-%08x-%08x", (int) epochSecondClock.getAsLong(), random.nextInt(), random.nextInt());
    }

    private void dropEnded(long now) {
        valid.removeIf(issued -> issued.endNanos() - now <= 0);
    }
}
