package io.breakwater.token.refresh;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.token.platform.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a quota allows after the asks that were counted. Immutable. */
record QuotaBook(Quota quota) {

    /** The platforms are in China, and so is their day. */
    private static final ZoneOffset DAY_OFFSET = ZoneOffset.ofHours(8);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** No ask so far. */
    static PlatformAsks none(String binding) {
        return new PlatformAsks(binding, Instant.EPOCH, LocalDate.EPOCH, 0, Instant.EPOCH, 0, 0, Instant.EPOCH, "");
    }

    /** The earliest instant at which the platform may be asked; now or before when it may at once. */
    Instant mayAskAt(PlatformAsks asks, boolean forced, Instant now) {
        Instant at = now;
        boolean isToday = asks.day().equals(day(now));
        if (isToday && (asks.asksOfDay() >= quota.perDay() || (forced && asks.forcedOfDay() >= quota.forcedPerDay()))) {
            at = asks.day().plusDays(1).atStartOfDay().toInstant(DAY_OFFSET);
        }
        if (asks.asksOfMinute() >= quota.perMinute()) {
            at = later(at, asks.minuteStartedAt().plus(MINUTE));
        }
        return forced ? later(at, asks.forcedAt().plus(quota.forcedSpacing())) : at;
    }

    /** The count with one ask more. */
    PlatformAsks with(PlatformAsks asks, boolean forced, String handledRejection, Instant now) {
        LocalDate today = day(now);
        boolean isToday = asks.day().equals(today);
        boolean isSameMinute = now.isBefore(asks.minuteStartedAt().plus(MINUTE));
        return new PlatformAsks(
                asks.binding(),
                now,
                today,
                (isToday ? asks.asksOfDay() : 0) + 1,
                isSameMinute ? asks.minuteStartedAt() : now,
                (isSameMinute ? asks.asksOfMinute() : 0) + 1,
                (isToday ? asks.forcedOfDay() : 0) + (forced ? 1 : 0),
                forced ? now : asks.forcedAt(),
                handledRejection.isEmpty() ? asks.handledRejection() : handledRejection);
    }

    /** How often it was asked today. */
    static long today(PlatformAsks asks, Instant now) {
        return asks.day().equals(day(now)) ? asks.asksOfDay() : 0;
    }

    private static LocalDate day(Instant now) {
        return now.atOffset(DAY_OFFSET).toLocalDate();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
