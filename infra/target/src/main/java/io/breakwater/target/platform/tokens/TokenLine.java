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

    /** The forced refreshes; of most lines there are none. */
    private static final class Forced {
        final CallCount today = new CallCount();
        boolean ever;
        long lastNanos;
    }

    private @Nullable Issued newest;
    private int lastSerial;

    // Plain fields instead of objects: there may be a line for each of very many applications.
    private int minute;
    private int callsInMinute;
    private int day;
    private int callsInDay;
    private boolean everFetched;
    private long lastFetchNanos;
    private @Nullable Forced forced;

    /** Puts a new token in force and ends the others after the overlap at the latest. */
    int issue(long nowNanos, long lifeNanos, long overlapNanos) {
        Issued before = overlapNanos > 0 ? shortened(newest, nowNanos, nowNanos + overlapNanos, MAX_REPLACED) : null;
        lastSerial++;
        newest = new Issued(lastSerial, nowNanos + lifeNanos, before);
        return lastSerial;
    }

    private static @Nullable Issued shortened(@Nullable Issued issued, long nowNanos, long latestNanos, int most) {
        if (issued == null || most == 0) {
            return null;
        }
        if (issued.endNanos() - nowNanos <= 0) {
            return shortened(issued.before(), nowNanos, latestNanos, most);
        }
        long endNanos = issued.endNanos() - latestNanos < 0 ? issued.endNanos() : latestNanos;
        return new Issued(issued.serial(), endNanos, shortened(issued.before(), nowNanos, latestNanos, most - 1));
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
        callsInMinute = 0;
        callsInDay = 0;
        forced = null;
        everFetched = false;
    }

    /** Whether another call fits under the limit of a minute, and counts it if so. */
    public boolean takeInMinute(long minuteNumber, int limit) {
        callsInMinute = minute == (int) minuteNumber ? callsInMinute : 0;
        minute = (int) minuteNumber;
        return callsInMinute < limit && ++callsInMinute > 0;
    }

    /** Whether another call fits under the limit of a day, and counts it if so. */
    public boolean takeInDay(long dayNumber, int limit) {
        callsInDay = day == (int) dayNumber ? callsInDay : 0;
        day = (int) dayNumber;
        return callsInDay < limit && ++callsInDay > 0;
    }

    /** Whether a forced refresh is allowed now, and counts it if so. */
    public boolean takeForced(long nowNanos, long spacingNanos, long dayNumber, int dayLimit) {
        Forced refreshes = forced == null ? new Forced() : forced;
        forced = refreshes;
        if (refreshes.ever && nowNanos - refreshes.lastNanos < spacingNanos) {
            return false;
        }
        if (!refreshes.today.take(dayNumber, dayLimit)) {
            return false;
        }
        refreshes.ever = true;
        refreshes.lastNanos = nowNanos;
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
