package io.breakwater.generator.value;

import io.breakwater.generator.text.ByteText;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Functions that sign and digest, as targets' interfaces ask for it; nothing here protects anything. */
final class Digests {

    private Digests() {}

    static boolean digest(String algorithm, ByteText text, ByteText out) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(text.bytes(), 0, text.length());
            out.append(HexFormat.of().formatHex(digest.digest()));
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + ": not available (expected: every Java runtime has it)", e);
        }
    }

    static boolean hmacSha256(ByteText key, ByteText text, ByteText out) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // Java takes no empty key; keys are filled up with zeros (RFC 2104), so that one zero is the same key.
            mac.init(
                    key.length() == 0
                            ? new SecretKeySpec(new byte[1], "HmacSHA256")
                            : new SecretKeySpec(key.bytes(), 0, key.length(), "HmacSHA256"));
            mac.update(text.bytes(), 0, text.length());
            out.append(HexFormat.of().formatHex(mac.doFinal()));
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not available (expected: every Java runtime has it)", e);
        }
    }
}
