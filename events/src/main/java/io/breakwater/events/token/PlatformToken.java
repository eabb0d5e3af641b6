package io.breakwater.events.token;

import java.time.Instant;
import java.util.Objects;

/**
 * One token of a binding, encrypted, with its validity. A binding is one token of an app, or a pool of tokens of users, its
 * members. The last record of a member is its token in force; a pool that shrinks is told by the new {@code members}, and
 * a record without a value follows for each member that is gone.
 *
 * @param binding    the binding of token-service
 * @param member     which of the binding's tokens this is, from 0
 * @param members    how many tokens the binding has
 * @param keyId      which configured key encrypts it
 * @param ciphertext AES-256-GCM: 12 bytes of nonce, then ciphertext and tag of a JSON object of texts, {@link TokenFields};
 *                   the additional data is {@link #key()}
 * @param obtainedAt when the platform gave it
 * @param expiresAt  when it stops being valid
 */
public record PlatformToken(
        String binding,
        int member,
        int members,
        String keyId,
        byte[] ciphertext,
        Instant obtainedAt,
        Instant expiresAt) {

    /** What separates binding and member in a record key; no binding's name holds it. */
    private static final char MEMBER_MARK = '#';

    /** Checks that the member is one of the binding. */
    public PlatformToken {
        Objects.requireNonNull(binding, "binding");
        if (members < 1 || member < 0 || member >= members) {
            throw new IllegalArgumentException("token of " + binding + ": member " + member + " of " + members
                    + " (expected: 0 and more, below the number of members)");
        }
    }

    /** The key of this record on its topic: the binding for member 0, binding and member for the others. */
    public String key() {
        return key(binding, member);
    }

    /** The key of a member's records: {@code binding} for member 0, {@code binding#member} for the others. */
    public static String key(String binding, int member) {
        return member == 0 ? binding : binding + MEMBER_MARK + member;
    }
}
