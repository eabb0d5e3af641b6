package io.breakwater.events.scenario;

/**
 * A platform token that a scenario uses, kept fresh by token-service.
 *
 * @param binding the binding of token-service that supplies it, such as {@code demo-shop}; key {@code app} in the file
 */
public record TokenUse(String binding) {}
