package io.breakwater.target.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The platform's signature: SHA-1 of some texts, sorted and joined, in hexadecimal. */
final class MessageSignature {

    private MessageSignature() {}

    static String of(String... texts) {
        String joined = Stream.of(texts).sorted().collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1: not in this Java runtime", e);
        }
    }

    /** Whether a signature is that of these texts; in a time that does not tell how far it is. */
    static boolean fits(String signature, String... texts) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), of(texts).getBytes(StandardCharsets.UTF_8));
    }
}
