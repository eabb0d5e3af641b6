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
 * @param refreshed  whether token-service replaces it before that; otherwise it must outlast the runs that use it
 */
public record PlatformToken(
        String binding,
        int member,
        int members,
        String keyId,
        byte[] ciphertext,
        Instant obtainedAt,
        Instant expiresAt,
        boolean refreshed) {

    /** What separates binding and member in a record key; no binding's name holds it. */
    private static final char MEMBER_MARK = '#';

    /** Checks that nothing is missing and that the member is one of the binding. */
    public PlatformToken {
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(ciphertext, "ciphertext");
        Objects.requireNonNull(obtainedAt, "obtainedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (members < 1 || member < 0 || member >= members) {
            throw new IllegalArgumentException("token of " + binding + ": member " + member + " of " + members
                    + " (expected: 0 and more, below the number of members)");
        }
    }

    /** A token that is replaced before it expires. */
    public PlatformToken(
            String binding,
            int member,
            int members,
            String keyId,
            byte[] ciphertext,
            Instant obtainedAt,
            Instant expiresAt) {
        this(binding, member, members, keyId, ciphertext, obtainedAt, expiresAt, true);
    }

    /** The key of this record on its topic: the binding for member 0, binding and member for the others. */
    public String key() {
        return key(binding, member);
    }

    /** The key of a member's records: {@code binding} for member 0, {@code binding#member} for the others. */
    public static String key(String binding, int member) {
        return member == 0 ? binding : binding + MEMBER_MARK + member;
    }

    /**
     * A record key, taken apart.
     *
     * @param binding the binding of token-service
     * @param member  which of the binding's tokens, from 0
     */
    public record Key(String binding, int member) {

        /** The binding and the member that a record key names; one that names no member is a binding as a whole. */
        public static Key of(String key) {
            int mark = key.lastIndexOf(MEMBER_MARK);
            String digits = mark < 0 ? "" : key.substring(mark + 1);
            return digits.matches("[0-9]{1,9}")
                    ? new Key(key.substring(0, mark), Integer.parseInt(digits))
                    : new Key(key, 0);
        }
    }
}
