package io.breakwater.target.message;

import io.breakwater.target.message.MessageRefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts messages with one EncodingAESKey: AES-256-CBC whose initialisation vector is the first half of the
 * key, over 16 random bytes, the length of the message, the message and the application's id, padded to blocks of 32 bytes.
 */
final class MessageCipher {

    static final int RANDOM_BYTES = 16;

    private static final int BLOCK_BYTES = 32;
    private static final int IV_BYTES = 16;

    private final SecretKeySpec key;
    private final IvParameterSpec iv;

    /** Takes the 43 characters of an EncodingAESKey. */
    MessageCipher(String encodingAesKey) {
        // 43 characters are 258 bits, of which the last 2 say nothing; the decoder leaves them out.
        byte[] bytes = Base64.getDecoder().decode(encodingAesKey + "=");
        key = new SecretKeySpec(bytes, "AES");
        iv = new IvParameterSpec(bytes, 0, IV_BYTES);
    }

    /** Returns Base64 of an encrypted message. */
    String encrypt(byte[] random, String message, String appId) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] app = appId.getBytes(StandardCharsets.UTF_8);
        int bare = RANDOM_BYTES + Integer.BYTES + text.length + app.length;
        int padding = BLOCK_BYTES - bare % BLOCK_BYTES;
        ByteBuffer plain = ByteBuffer.allocate(bare + padding);
        plain.put(random, 0, RANDOM_BYTES).putInt(text.length).put(text).put(app);
        Arrays.fill(plain.array(), bare, bare + padding, (byte) padding);
        try {
            return Base64.getEncoder()
                    .encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/CBC: whole blocks cannot be encrypted", e);
        }
    }

    /** Returns the message in Base64 of an encrypted one that is for an application. */
    String decrypt(String encrypted, String appId) throws MessageRefusedException {
        byte[] plain;
        try {
            plain = cipher(Cipher.DECRYPT_MODE).doFinal(Base64.getDecoder().decode(encrypted));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new MessageRefusedException(Reason.NOT_DECRYPTED);
        }
        int bare = plain.length - padding(plain);
        int begin = RANDOM_BYTES + Integer.BYTES;
        int length = bare < begin ? -1 : ByteBuffer.wrap(plain).getInt(RANDOM_BYTES);
        if (length < 0 || length > bare - begin) {
            throw new MessageRefusedException(Reason.WRONG_PADDING);
        }
        int end = begin + length;
        if (!new String(plain, end, bare - end, StandardCharsets.UTF_8).equals(appId)) {
            throw new MessageRefusedException(Reason.WRONG_APP);
        }
        return new String(plain, begin, length, StandardCharsets.UTF_8);
    }

    private static int padding(byte[] plain) throws MessageRefusedException {
        int padding = plain.length == 0 ? 0 : plain[plain.length - 1];
        boolean right = plain.length % BLOCK_BYTES == 0 && padding >= 1 && padding <= BLOCK_BYTES;
        for (int i = 1; right && i <= padding; i++) {
            right = plain[plain.length - i] == padding;
        }
        if (!right) {
            throw new MessageRefusedException(Reason.WRONG_PADDING);
        }
        return padding;
    }

    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, key, iv);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/CBC: not in this Java runtime", e);
        }
    }
}
