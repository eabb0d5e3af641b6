package io.breakwater.events.token;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How often the platform of a binding was asked for a token, so that its quotas hold over restarts and over a change of the
 * holder. Written before each ask: one whose outcome nobody knows is counted too.
 *
 * @param binding           the binding of token-service; also the record key
 * @param askedAt           when the platform was last asked
 * @param day               the day of {@code asksOfDay}, in the time of UTC+8, the platforms' own
 * @param asksOfDay         how often it was asked that day, forced ones included
 * @param minuteStartedAt   when the minute of {@code asksOfMinute} began
 * @param asksOfMinute      how often it was asked in that minute
 * @param forcedOfDay       how often that day it was told to replace a token that was still valid
 * @param forcedAt          when it last was; the epoch when it never was
 * @param handledRejection  fingerprint of the refused token that was last acted upon; empty when none was
 */
public record PlatformAsks(
        String binding,
        Instant askedAt,
        LocalDate day,
        long asksOfDay,
        Instant minuteStartedAt,
        long asksOfMinute,
        long forcedOfDay,
        Instant forcedAt,
        String handledRejection) {}
