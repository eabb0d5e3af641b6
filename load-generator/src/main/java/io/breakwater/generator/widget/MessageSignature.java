package io.breakwater.generator.widget;

import io.breakwater.generator.text.ByteText;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Signs as the platform does: SHA-1, in small hexadecimal digits, of some texts that are sorted by their bytes and joined. Reused
 * from message to message without allocating; not thread-safe.
 */
final class MessageSignature {

    static final int LENGTH = 40;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Token, timestamp, nonce and what is encrypted. */
    private static final int MOST_TEXTS = 4;

    private final MessageDigest sha1;
    private final byte[] digest = new byte[LENGTH / 2];
    private final byte[] hex = new byte[LENGTH];
    private final byte[][] texts = new byte[MOST_TEXTS][];
    private final int[] lengths = new int[MOST_TEXTS];
    private int count;

    MessageSignature() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1: not available (expected: every Java runtime has it)", e);
        }
    }

    /** Begins another signature, of this text and those that are added. */
    MessageSignature of(byte[] text) {
        count = 0;
        return and(text, text.length);
    }

    /** Adds a text, whose place the sorting decides. */
    MessageSignature and(ByteText text) {
        return and(text.bytes(), text.length());
    }

    private MessageSignature and(byte[] text, int length) {
        int place = count++;
        while (place > 0 && Arrays.compareUnsigned(text, 0, length, texts[place - 1], 0, lengths[place - 1]) < 0) {
            texts[place] = texts[place - 1];
            lengths[place] = lengths[place - 1];
            place--;
        }
        texts[place] = text;
        lengths[place] = length;
        return this;
    }

    /** The signature's digits; good until another one is made. */
    byte[] hex() {
        for (int i = 0; i < count; i++) {
            sha1.update(texts[i], 0, lengths[i]);
        }
        try {
            sha1.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1: more than " + digest.length + " bytes (expected: not)", e);
        }
        for (int i = 0; i < digest.length; i++) {
            hex[2 * i] = HEX[(digest[i] >> 4) & 0xF];
            hex[2 * i + 1] = HEX[digest[i] & 0xF];
        }
        return hex;
    }

    /** Whether this is the signature; compared in a time that does not depend on where it differs. */
    boolean is(ByteText given) {
        byte[] right = hex();
        if (given.length() != LENGTH) {
            return false;
        }
        int differences = 0;
        for (int i = 0; i < LENGTH; i++) {
            differences |= right[i] ^ given.bytes()[i];
        }
        return differences == 0;
    }
}
