package io.breakwater.target.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes from which ids of users are made. */
final class Digests {

    private Digests() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not in this Java runtime", e);
        }
    }
}
