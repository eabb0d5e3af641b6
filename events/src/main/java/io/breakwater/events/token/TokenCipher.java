package io.breakwater.events.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which token-service encrypts platform tokens and generators decrypt them: AES-256-GCM, a fresh random
 * nonce in front, binding and member as additional data, so that one token cannot be passed off as another's.
 * Neither the key nor a token is ever part of a message or of {@link #toString()}. Thread-safe.
 */
public final class TokenCipher {

    private static final int KEY_BYTES = 32;

    /** The length for which GCM needs no further hashing of the nonce; NIST SP 800-38D recommends it. */
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final String keyId;
    private final SecretKeySpec key;
    private final SecureRandom nonces = new SecureRandom();

    private TokenCipher(String keyId, SecretKeySpec key) {
        this.keyId = keyId;
        this.key = key;
    }

    /**
     * The cipher of one key.
     *
     * @param keyId     the key's name, carried in the clear beside each token
     * @param base64Key 32 bytes in Base64; blanks around it are ignored, as a file ends with a line end
     * @throws IllegalArgumentException when the key is not that; the message tells its length, never the key
     */
    public static TokenCipher of(String keyId, String base64Key) {
        Objects.requireNonNull(base64Key, "base64Key");
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("token key id: blank (expected: a name)");
        }
        byte[] bytes = decodeBase64(base64Key.strip());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "token key: " + bytes.length + " bytes (expected: " + KEY_BYTES + " bytes in Base64)");
        }
        return new TokenCipher(keyId, new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] decodeBase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The decoder's own message quotes a character of the key: left out, and so is the cause.
            throw new IllegalArgumentException("token key: " + text.length()
                    + " characters that are not Base64 (expected: " + KEY_BYTES + " bytes in Base64)");
        }
    }

    /** The name of the key that this cipher encrypts with. */
    public String keyId() {
        return keyId;
    }

    /** The record that carries a token, which is replaced before it expires, to whoever has the key. */
    public PlatformToken encrypt(
            String binding, int member, int members, TokenFields fields, Instant obtainedAt, Instant expiresAt) {
        return encrypt(binding, member, members, fields, obtainedAt, expiresAt, true);
    }

    /**
     * The record that carries a token to whoever has the key.
     *
     * @param binding    the binding of token-service
     * @param member     which of its tokens, from 0
     * @param members    how many tokens the binding has
     * @param fields     the token and what belongs to it
     * @param obtainedAt when the platform gave it
     * @param expiresAt  when it stops being valid
     * @param refreshed  whether it is replaced before that
     */
    public PlatformToken encrypt(
            String binding,
            int member,
            int members,
            TokenFields fields,
            Instant obtainedAt,
            Instant expiresAt,
            boolean refreshed) {
        byte[] ciphertext = seal(PlatformToken.key(binding, member), fields.toJson());
        return new PlatformToken(binding, member, members, keyId, ciphertext, obtainedAt, expiresAt, refreshed);
    }

    /**
     * Seals something other than a token.
     *
     * @param context whose it is; it opens for nobody else
     * @param clear   what to seal
     * @return nonce, ciphertext and tag
     */
    public byte[] seal(String context, byte[] clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(clear);
            byte[] ciphertext = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, ciphertext, NONCE_BYTES, sealed.length);
            return ciphertext;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM: not available (expected: every Java runtime has it)", e);
        }
    }

    /**
     * The token and what belongs to it, in the clear.
     *
     * @throws UnreadableTokenException when it was encrypted under another key, is damaged, or belongs to another binding or
     *                                  member
     */
    public TokenFields decrypt(PlatformToken token) throws UnreadableTokenException {
        String what = "token of " + token.key();
        return TokenFields.fromJson(what, open(what, token.key(), token.keyId(), token.ciphertext()));
    }

    /**
     * Opens what {@link #seal} sealed.
     *
     * @param what       how a message calls it
     * @param context    whose it is
     * @param usedKeyId  the name of the key that it was sealed with
     * @param ciphertext nonce, ciphertext and tag
     * @throws UnreadableTokenException when it was sealed under another key, is damaged, or belongs to somebody else
     */
    public byte[] open(String what, String context, String usedKeyId, byte[] ciphertext)
            throws UnreadableTokenException {
        if (!usedKeyId.equals(keyId)) {
            throw new UnreadableTokenException(what + ": key " + usedKeyId + " (expected: key " + keyId + ")");
        }
        if (ciphertext.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new UnreadableTokenException(what + ": " + ciphertext.length + " bytes (expected: at least "
                    + (NONCE_BYTES + TAG_BITS / Byte.SIZE) + ", nonce and tag)");
        }
        try {
            byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
            return cipher.doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new UnreadableTokenException(
                    what + ": not authentic (expected: encrypted for " + context + " under key " + keyId
                            + "; have both sides the same key?)",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM: not available (expected: every Java runtime has it)", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "TokenCipher[keyId=" + keyId + "]";
    }
}
