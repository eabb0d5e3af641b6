package io.breakwater.generator.token;

/** Hears of refused tokens, each once. Called on event loops: returns at once. */
public interface TokenRejections {

    /** Nobody is told. */
    TokenRejections NOWHERE = (token, code, runId) -> {};

    /**
     * A token was refused.
     *
     * @param code  the refusal's code, in the platform's words
     * @param runId the run in which it was
     */
    void rejected(HeldToken token, String code, String runId);
}
