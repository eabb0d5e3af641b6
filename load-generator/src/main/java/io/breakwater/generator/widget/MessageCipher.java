package io.breakwater.generator.widget;

import io.breakwater.generator.text.ByteText;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts messages as the platform does: 16 random bytes, the message's length in four bytes with the highest first,
 * the message and the app id, padded by PKCS#7 to blocks of 32 bytes, under AES-256 in CBC mode whose initial vector is the first
 * 16 bytes of the key, in Base64. Reused from message to message without allocating; not thread-safe.
 */
final class MessageCipher {

    /** What the padding fills up; not AES's own 16. */
    private static final int BLOCK_BYTES = 32;

    private static final int RANDOM_BYTES = 16;
    private static final int LENGTH_BYTES = 4;
    private static final int HEAD_BYTES = RANDOM_BYTES + LENGTH_BYTES;

    private static final byte[] RANDOM_CHARACTERS = {
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
                'W', 'X',
        'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't',
                'u', 'v',
        'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1'
    };

    private final Cipher encryption;
    private final Cipher decryption;
    private final ByteText buffer;

    /** Apart from the buffer: where input and output are one array, the cipher makes copies. */
    private final ByteText transformed;

    private @Nullable MessageKeys keys;

    MessageCipher(int keptCapacityBytes) {
        try {
            // The padding is the platform's own.
            encryption = Cipher.getInstance("AES/CBC/NoPadding");
            decryption = Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw notAvailable(e);
        }
        buffer = new ByteText(keptCapacityBytes);
        transformed = new ByteText(keptCapacityBytes);
    }

    /** A cipher in CBC mode begins again from its initial vector by itself, so that only other keys need another start. */
    private void turnTo(MessageKeys wanted) {
        if (keys == wanted) {
            return;
        }
        try {
            encryption.init(Cipher.ENCRYPT_MODE, wanted.aesKey(), wanted.iv());
            decryption.init(Cipher.DECRYPT_MODE, wanted.aesKey(), wanted.iv());
        } catch (GeneralSecurityException e) {
            throw notAvailable(e);
        }
        keys = wanted;
    }

    /** Appends a message encrypted; its first bytes are letters and digits made of two random numbers. */
    void encrypt(MessageKeys wanted, ByteText message, LongSupplier random, ByteText out) {
        turnTo(wanted);
        buffer.reset();
        for (int half = 0; half < 2; half++) {
            long bits = random.getAsLong();
            for (int i = 0; i < RANDOM_BYTES / 2; i++) {
                buffer.append(RANDOM_CHARACTERS[(int) (bits >>> (8 * i)) & 63]);
            }
        }
        int length = message.length();
        buffer.append((byte) (length >> 24));
        buffer.append((byte) (length >> 16));
        buffer.append((byte) (length >> 8));
        buffer.append((byte) length);
        buffer.append(message.bytes(), 0, length);
        buffer.append(wanted.appId());
        int padding = BLOCK_BYTES - buffer.length() % BLOCK_BYTES;
        buffer.reserve(padding);
        Arrays.fill(buffer.bytes(), buffer.length(), buffer.length() + padding, (byte) padding);
        buffer.grow(padding);
        transform(encryption);
        MessageBase64.encode(transformed.bytes(), transformed.length(), out);
    }

    /**
     * Appends the message that a text holds.
     *
     * @return what is wrong with it; nothing when it is right
     */
    @Nullable
    AnswerFault decrypt(MessageKeys wanted, ByteText encrypted, ByteText out) {
        turnTo(wanted);
        buffer.reset();
        if (!MessageBase64.decode(encrypted, buffer)) {
            return AnswerFault.NO_BASE64;
        }
        int length = buffer.length();
        if (length == 0 || length % BLOCK_BYTES != 0) {
            return AnswerFault.WRONG_PADDING;
        }
        transform(decryption);
        byte[] clear = transformed.bytes();
        int padding = clear[length - 1];
        if (padding < 1 || padding > BLOCK_BYTES) {
            return AnswerFault.WRONG_PADDING;
        }
        for (int i = length - padding; i < length; i++) {
            if (clear[i] != padding) {
                return AnswerFault.WRONG_PADDING;
            }
        }
        int end = length - padding;
        if (end < HEAD_BYTES) {
            return AnswerFault.WRONG_LENGTH;
        }
        int messageLength = (clear[RANDOM_BYTES] & 0xFF) << 24
                | (clear[RANDOM_BYTES + 1] & 0xFF) << 16
                | (clear[RANDOM_BYTES + 2] & 0xFF) << 8
                | (clear[RANDOM_BYTES + 3] & 0xFF);
        if (messageLength < 0 || messageLength > end - HEAD_BYTES) {
            return AnswerFault.WRONG_LENGTH;
        }
        int messageEnd = HEAD_BYTES + messageLength;
        if (!Arrays.equals(clear, messageEnd, end, wanted.appId(), 0, wanted.appId().length)) {
            return AnswerFault.OTHER_APP;
        }
        out.append(clear, HEAD_BYTES, messageLength);
        return null;
    }

    private void transform(Cipher cipher) {
        transformed.reset();
        transformed.reserve(buffer.length());
        try {
            transformed.grow(cipher.doFinal(buffer.bytes(), 0, buffer.length(), transformed.bytes(), 0));
        } catch (GeneralSecurityException e) {
            // Whole blocks and no padding of its own: there is nothing that it could object to.
            throw notAvailable(e);
        }
    }

    private static IllegalStateException notAvailable(GeneralSecurityException cause) {
        return new IllegalStateException("AES-256-CBC: not available (expected: every Java runtime has it)", cause);
    }
}
