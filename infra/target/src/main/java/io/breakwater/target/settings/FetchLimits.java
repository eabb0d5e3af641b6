package io.breakwater.target.settings;

import java.time.Duration;

/**
 * How often an application may call; what is beyond is refused with 45009 for a day's and 45011 for a minute's limit.
 *
 * @param spacing       the shortest time between two fetches of a token
 * @param minute        {@code cgi-bin/token}, calls in a minute
 * @param day           {@code cgi-bin/token}, calls in a day
 * @param stableMinute  {@code cgi-bin/stable_token}, calls in a minute; WeChat: 10,000
 * @param stableDay     {@code cgi-bin/stable_token}, calls in a day; WeChat: 500,000
 * @param forcedDay     forced refreshes of the stable token in a day; beyond it the token in force is returned; WeChat: 20
 * @param forcedSpacing the shortest time between two forced refreshes; WeChat: 30 s
 * @param userMinute    logins of one user in a minute; WeChat: 100
 * @param dayLength     how long a day is, so that a test need not wait for tomorrow
 */
public record FetchLimits(
        Duration spacing,
        int minute,
        int day,
        int stableMinute,
        int stableDay,
        int forcedDay,
        Duration forcedSpacing,
        int userMinute,
        Duration dayLength) {}
