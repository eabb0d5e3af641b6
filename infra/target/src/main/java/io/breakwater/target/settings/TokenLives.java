package io.breakwater.target.settings;

import java.time.Duration;

/**
 * How long what the platform simulator hands out is valid.
 *
 * @param tokenLife        of an application's token; WeChat and Douyin: 7200 s
 * @param tokenOverlap     of a replaced token beside its successor; WeChat and Douyin: 5 minutes
 * @param userTokenLife    of a user's token
 * @param refreshTokenLife of the token that a user's token is refreshed with
 * @param codeLife         of a login code; WeChat: 5 minutes
 */
public record TokenLives(
        Duration tokenLife,
        Duration tokenOverlap,
        Duration userTokenLife,
        Duration refreshTokenLife,
        Duration codeLife) {}
