package io.breakwater.token.platform.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.PlatformTools;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs our calls and the platform's that verifies its answers: SHA-256 with RSA. Never shown. Thread-safe.
 */
final class RsaKeys {

    /** Both platforms ask for 2048; less is broken within reach. */
    private static final int LEAST_BITS = 2048;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final @Nullable PrivateKey own;
    private final @Nullable PublicKey platform;

    private RsaKeys(@Nullable PrivateKey own, @Nullable PublicKey platform) {
        this.own = own;
        this.platform = platform;
    }

    /** Reads both keys from the settings; of no use when a problem was found. */
    static RsaKeys open(String privateKey, String platformKey, PlatformTools tools, Place place) {
        String own = tools.secret("private-key", privateKey, place);
        // The platform's key is no secret, but may well lie beside ours.
        String platform =
                platformKey.contains("${secret.") ? tools.secret("platform-key", platformKey, place) : platformKey;
        return new RsaKeys(
                own.isEmpty()
                        ? null
                        : read("private-key", own, "PRIVATE KEY", "PKCS#8", place, RsaKeys::privateKey)
                                .orElse(null),
                read("platform-key", platform, "PUBLIC KEY", "X.509", place, RsaKeys::publicKey)
                        .orElse(null));
    }

    @FunctionalInterface
    private interface KeyReader<K> {
        K read(byte[] encoded) throws GeneralSecurityException;
    }

    private static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static <K> Optional<K> read(
            String key, String text, String label, String encoding, Place place, KeyReader<K> reader) {
        String expected = "an RSA key of at least " + LEAST_BITS + " bits, " + encoding + " in PEM (" + label
                + ") or its Base64 alone";
        Matcher pem = PEM.matcher(text);
        boolean isPem = pem.find();
        if (isPem && !pem.group(1).equals(label)) {
            place.problem(key, "PEM of " + pem.group(1), expected);
            return Optional.empty();
        }
        if (!isPem && text.contains("-----")) {
            place.problem(key, "PEM without its begin and end", expected);
            return Optional.empty();
        }
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode((isPem ? pem.group(2) : text).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            // Its message quotes a character of the key.
            place.problem(key, text.length() + " characters that are not Base64", expected);
            return Optional.empty();
        }
        try {
            K read = reader.read(encoded);
            int bits = read instanceof RSAKey rsa ? rsa.getModulus().bitLength() : 0;
            if (bits < LEAST_BITS) {
                place.problem(key, bits + " bits", expected);
            }
            return Optional.of(read);
        } catch (GeneralSecurityException e) {
            place.problem(key, encoded.length + " bytes that are no such key", expected);
            return Optional.empty();
        }
    }

    /** The signature of a text, in Base64. */
    String sign(String text) {
        if (own == null) {
            throw new IllegalStateException("private-key: none (expected: checked at the start)");
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(own);
            signature.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA256withRSA: not available (expected: every Java runtime has it)", e);
        }
    }

    /** Whether the platform signed that text. */
    boolean isSigned(String text, String base64) {
        if (platform == null) {
            throw new IllegalStateException("platform-key: none (expected: checked at the start)");
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(platform);
            signature.update(text.getBytes(UTF_8));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException | java.security.SignatureException e) {
            // No Base64, or not of a signature's length: nobody signed that.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA256withRSA: not available (expected: every Java runtime has it)", e);
        }
    }

    @Override
    public String toString() {
        return "RsaKeys[***]";
    }
}
