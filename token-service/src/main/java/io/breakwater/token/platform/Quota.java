package io.breakwater.token.platform;

import java.time.Duration;

/**
 * How often a platform may be asked for the token of one binding. A day is one of UTC+8.
 *
 * @param perDay        asks a day
 * @param perMinute     asks a minute
 * @param forcedPerDay  asks a day that make a valid token invalid at once
 * @param forcedSpacing the least time between two such asks
 */
public record Quota(long perDay, long perMinute, long forcedPerDay, Duration forcedSpacing) {

    /** No limit is known. */
    public static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);
}
