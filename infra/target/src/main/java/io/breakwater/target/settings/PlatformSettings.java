package io.breakwater.target.settings;

import java.time.Duration;

/**
 * How the platform simulator issues tokens.
 *
 * @param appId        the one application that it knows
 * @param appSecret    that application's secret
 * @param tokenLife    how long a token is valid; WeChat: 7200 s
 * @param tokenOverlap how long a replaced token stays valid beside its successor; WeChat: 5 minutes
 * @param busyShare    the ratio of fetches answered with errcode −1, 0 to 1
 * @param outage       how it is away, if it is
 */
public record PlatformSettings(
        String appId, String appSecret, Duration tokenLife, Duration tokenOverlap, double busyShare, Outage outage) {}
