package io.breakwater.target.platform.tokens;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of one kind that one application has in force: the newest, and those that it replaced as long as they overlap,
 * with the calls that count against its limits.
 */
public final class TokenLine {

    /** How many replaced tokens are remembered; only a flood of fetches within the overlap makes more. */
    private static final int MAX_REPLACED = 100;

    /** A token in force, by its number, and the one before it if that is in force too. */
    record Issued(int serial, long endNanos, @Nullable Issued before) {}

    private @Nullable Issued newest;
    private int lastSerial;
    private int replaced;

    private final CallCount minute = new CallCount();
    private final CallCount day = new CallCount();
    private final CallCount forcedToday = new CallCount();
    private boolean everForced;
    private long lastForcedNanos;
    private boolean everFetched;
    private long lastFetchNanos;

    /** Puts a new token in force and ends the others after the overlap at the latest. */
    int issue(long nowNanos, long lifeNanos, long overlapNanos) {
        replaced = 0;
        Issued before = overlapNanos > 0 ? shortened(newest, nowNanos, nowNanos + overlapNanos) : null;
        lastSerial++;
        newest = new Issued(lastSerial, nowNanos + lifeNanos, before);
        return lastSerial;
    }

    private @Nullable Issued shortened(@Nullable Issued issued, long nowNanos, long latestNanos) {
        if (issued == null || replaced >= MAX_REPLACED) {
            return null;
        }
        if (issued.endNanos() - nowNanos <= 0) {
            return shortened(issued.before(), nowNanos, latestNanos);
        }
        replaced++;
        long endNanos = issued.endNanos() - latestNanos < 0 ? issued.endNanos() : latestNanos;
        return new Issued(issued.serial(), endNanos, shortened(issued.before(), nowNanos, latestNanos));
    }

    boolean isInForce(int serial, long nowNanos) {
        for (Issued issued = newest; issued != null; issued = issued.before()) {
            if (issued.serial() == serial) {
                return issued.endNanos() - nowNanos > 0;
            }
        }
        return false;
    }

    @Nullable
    Issued newest() {
        return newest;
    }

    int countInForce(long nowNanos) {
        int count = 0;
        for (Issued issued = newest; issued != null; issued = issued.before()) {
            count += issued.endNanos() - nowNanos > 0 ? 1 : 0;
        }
        return count;
    }

    void endAll() {
        newest = null;
    }

    /** Forgets what counts against limits. */
    void clearLimits() {
        minute.clear();
        day.clear();
        forcedToday.clear();
        everForced = false;
        everFetched = false;
    }

    /** Returns the calls of the current minute. */
    public CallCount minute() {
        return minute;
    }

    /** Returns the calls of the current day. */
    public CallCount day() {
        return day;
    }

    /** Whether a forced refresh is allowed now, and counts it if so. */
    public boolean takeForced(long nowNanos, long spacingNanos, long dayNumber, int dayLimit) {
        if (everForced && nowNanos - lastForcedNanos < spacingNanos) {
            return false;
        }
        if (!forcedToday.take(dayNumber, dayLimit)) {
            return false;
        }
        everForced = true;
        lastForcedNanos = nowNanos;
        return true;
    }

    /** Whether the fetch before, if any, is far enough away; counts the fetch if so. */
    public boolean takeSpaced(long nowNanos, long spacingNanos) {
        if (everFetched && nowNanos - lastFetchNanos < spacingNanos) {
            return false;
        }
        everFetched = true;
        lastFetchNanos = nowNanos;
        return true;
    }
}
