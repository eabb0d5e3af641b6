package io.breakwater.events.scenario;

import java.util.List;

/**
 * How answers tell what became of the platform token that their request carried.
 *
 * @param refusedWhen    any of these checks says that it was refused
 * @param expiredWhen    any of these says of a refused one that its time was up
 * @param businessChecks what an answer must satisfy where a step that uses the token has no checks of its own
 */
public record TokenAnswers(List<Check> refusedWhen, List<Check> expiredWhen, List<Check> businessChecks) {

    /** Answers that tell nothing of tokens. */
    public static final TokenAnswers NONE = new TokenAnswers(List.of(), List.of(), List.of());

    public TokenAnswers {
        refusedWhen = List.copyOf(refusedWhen);
        expiredWhen = List.copyOf(expiredWhen);
        businessChecks = List.copyOf(businessChecks);
    }
}
