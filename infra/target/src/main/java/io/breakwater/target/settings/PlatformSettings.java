package io.breakwater.target.settings;

/**
 * How the platform simulator issues tokens.
 *
 * @param applications which applications it knows
 * @param lives        how long what it hands out is valid
 * @param limits       how often it may be called
 * @param failures     how it fails
 * @param keys         with which keys calls and answers are signed
 */
public record PlatformSettings(
        Applications applications, TokenLives lives, FetchLimits limits, Failures failures, SigningKeysText keys) {}
