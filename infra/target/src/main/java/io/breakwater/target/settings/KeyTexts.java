package io.breakwater.target.settings;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads RSA keys as people paste them: PEM, or the Base64 text between its lines. */
public final class KeyTexts {

    private static final int LEAST_BITS = 2048;

    private KeyTexts() {}

    /** Returns the bytes of a key, whatever it is written in. */
    public static byte[] bytes(String text) {
        return Base64.getDecoder()
                .decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    }

    static String publicKey(String text) {
        if (!text.equals(SigningKeysText.GENERATED)) {
            checked("generated, or an RSA public key of at least 2048 bits, PEM or Base64 of X.509", () ->
                    (RSAKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(text))));
        }
        return text;
    }

    static String privateKey(String text) {
        if (!text.equals(SigningKeysText.GENERATED)) {
            checked("generated, or an RSA private key of at least 2048 bits, PEM or Base64 of PKCS#8", () ->
                    (RSAKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(text))));
        }
        return text;
    }

    private interface Reading {
        RSAKey read() throws GeneralSecurityException;
    }

    private static void checked(String expected, Reading reading) {
        int bits;
        try {
            bits = reading.read().getModulus().bitLength();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        if (bits < LEAST_BITS) {
            throw new IllegalArgumentException(expected);
        }
    }
}
