package io.breakwater.events.token;

import java.time.Instant;

/**
 * A platform token, encrypted, with its validity. The last record of a binding is the token in force.
 *
 * <p>Version 1: first version.
 *
 * @param binding    the binding of token-service; also the record key
 * @param keyId      which configured key encrypts it
 * @param ciphertext AES-256-GCM: 12 bytes of nonce, then ciphertext and tag; the binding is the additional data
 * @param obtainedAt when the platform gave it
 * @param expiresAt  when it stops being valid
 */
public record PlatformToken(String binding, String keyId, byte[] ciphertext, Instant obtainedAt, Instant expiresAt) {}
