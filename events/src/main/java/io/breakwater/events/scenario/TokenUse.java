package io.breakwater.events.scenario;

/**
 * A platform token that a scenario uses, kept fresh by token-service.
 *
 * @param binding the binding of token-service that supplies it, such as {@code demo-shop}; key {@code app} in the file
 * @param answers how answers tell what became of it
 */
public record TokenUse(String binding, TokenAnswers answers) {

    /** A token of whose refusal no answer tells. */
    public TokenUse(String binding) {
        this(binding, TokenAnswers.NONE);
    }
}
