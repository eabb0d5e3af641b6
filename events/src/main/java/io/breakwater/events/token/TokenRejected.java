package io.breakwater.events.token;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A token that the platform or the target refused. Written by a generator at most once per token; token-service replaces
 * the token when it is the one in force, and at most once.
 *
 * @param binding     the binding of token-service; also the record key
 * @param member      which of the binding's tokens, from 0
 * @param fingerprint the token's {@link TokenFields#fingerprint()}; never the token
 * @param code        the code of the refusal, in the platform's words, such as {@code 40001}
 * @param runId       the run in which it was refused
 * @param generatorId the generator that saw it
 * @param rejectedAt  when
 */
public record TokenRejected(
        String binding,
        int member,
        String fingerprint,
        String code,
        String runId,
        String generatorId,
        Instant rejectedAt) {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    /** Checks the form of the fingerprint, so that no token stands in its place. */
    public TokenRejected {
        Objects.requireNonNull(binding, "binding");
        if (member < 0) {
            throw new IllegalArgumentException("member: " + member + " (expected: >= 0)");
        }
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException(
                    "fingerprint: " + fingerprint.length() + " characters (expected: 16 hexadecimal digits)");
        }
    }
}
