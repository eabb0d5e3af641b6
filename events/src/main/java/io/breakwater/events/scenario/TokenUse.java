package io.breakwater.events.scenario;

import java.util.Optional;

/**
 * A platform token that a scenario uses.
 *
 * @param binding the binding of token-service that supplies it, such as {@code demo-shop}; key {@code app} in the file; empty
 *                text when a value is the token
 * @param value   the name of the value that is the token, which the scenario itself has got from a token API
 * @param answers how answers tell what became of it
 */
public record TokenUse(String binding, Optional<String> value, TokenAnswers answers) {

    /** A token of token-service. */
    public TokenUse(String binding, TokenAnswers answers) {
        this(binding, Optional.empty(), answers);
    }

    /** A token of token-service of whose refusal no answer tells. */
    public TokenUse(String binding) {
        this(binding, TokenAnswers.NONE);
    }
}
