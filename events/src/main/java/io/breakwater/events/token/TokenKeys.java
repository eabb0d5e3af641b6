package io.breakwater.events.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one process, so that the key can be changed without a pause: the current one, which encrypts, and previous
 * ones, which still open what they encrypted. Thread-safe.
 */
public final class TokenKeys {

    /** A rotation has one previous key; a few more let several rotations overlap. */
    private static final int PREVIOUS_LIMIT = 8;

    private final TokenCipher current;
    private final Map<String, TokenCipher> byId;

    private TokenKeys(TokenCipher current, Map<String, TokenCipher> byId) {
        this.current = current;
        this.byId = byId;
    }

    /**
     * These keys.
     *
     * @throws IllegalArgumentException when two have the same name, or there are too many
     */
    public static TokenKeys of(TokenCipher current, List<TokenCipher> previous) {
        if (previous.size() > PREVIOUS_LIMIT) {
            throw new IllegalArgumentException(
                    "previous token keys: " + previous.size() + " (expected: at most " + PREVIOUS_LIMIT + ")");
        }
        Map<String, TokenCipher> byId = new LinkedHashMap<>();
        byId.put(current.keyId(), current);
        for (TokenCipher cipher : previous) {
            if (byId.put(cipher.keyId(), cipher) != null) {
                throw new IllegalArgumentException(
                        "token key id: " + cipher.keyId() + " twice (expected: a name of its own for each key)");
            }
        }
        return new TokenKeys(current, Map.copyOf(byId));
    }

    /** One key and no previous ones. */
    public static TokenKeys of(TokenCipher current) {
        return of(current, List.of());
    }

    /**
     * Reads previous keys as they are configured.
     *
     * @param text {@code keyId:base64Key}, more of them separated by commas, blanks or line ends; may be empty
     * @throws IllegalArgumentException when a key is not that; the message never holds a key
     */
    public static List<TokenCipher> parsePrevious(String text) {
        List<TokenCipher> ciphers = new ArrayList<>();
        for (String entry : text.split("[,\\s]+", -1)) {
            if (entry.isEmpty()) {
                continue;
            }
            int colon = entry.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("previous token key: " + entry.length()
                        + " characters without a name (expected: keyId:key, the key 32 bytes in Base64)");
            }
            ciphers.add(TokenCipher.of(entry.substring(0, colon), entry.substring(colon + 1)));
        }
        return List.copyOf(ciphers);
    }

    /** The key that encrypts. */
    public TokenCipher current() {
        return current;
    }

    /** Whether a token is under the current key; one that is not should be encrypted anew. */
    public boolean isCurrent(PlatformToken token) {
        return token.keyId().equals(current.keyId());
    }

    /** As {@link TokenCipher#encrypt}, under the current key. */
    public PlatformToken encrypt(
            String binding, int member, int members, TokenFields fields, Instant obtainedAt, Instant expiresAt) {
        return current.encrypt(binding, member, members, fields, obtainedAt, expiresAt);
    }

    /** As {@link TokenCipher#encrypt}, under the current key, with a word on whether the token is replaced in time. */
    public PlatformToken encrypt(
            String binding,
            int member,
            int members,
            TokenFields fields,
            Instant obtainedAt,
            Instant expiresAt,
            boolean refreshed) {
        return current.encrypt(binding, member, members, fields, obtainedAt, expiresAt, refreshed);
    }

    /**
     * What a token holds, opened with whichever key encrypted it.
     *
     * @throws UnreadableTokenException when none of the keys did, or it is damaged, or belongs to another binding or member
     */
    public TokenFields decrypt(PlatformToken token) throws UnreadableTokenException {
        return byId.getOrDefault(token.keyId(), current).decrypt(token);
    }

    @Override
    public String toString() {
        return "TokenKeys[current=" + current.keyId() + ", keys=" + byId.size() + "]";
    }
}
