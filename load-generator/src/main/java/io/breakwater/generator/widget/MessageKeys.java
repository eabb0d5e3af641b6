package io.breakwater.generator.widget;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the messages of one mini program are encrypted and signed with, as its settings say under "message push". Immutable; its
 * text shows no secret.
 */
public final class MessageKeys {

    /** 43 characters and the "=" that the platform leaves out are 32 bytes in Base64. */
    private static final Pattern AES_KEY = Pattern.compile("[a-zA-Z0-9]{43}");

    private static final int IV_BYTES = 16;

    private final byte[] token;
    private final byte[] appId;
    private final SecretKeySpec aesKey;
    private final IvParameterSpec iv;

    private MessageKeys(byte[] token, byte[] appId, byte[] aesKey) {
        this.token = token;
        this.appId = appId;
        this.aesKey = new SecretKeySpec(aesKey, "AES");
        this.iv = new IvParameterSpec(Arrays.copyOf(aesKey, IV_BYTES));
    }

    /**
     * The keys of one mini program.
     *
     * @param token          what messages are signed with, "Token" in its settings
     * @param encodingAesKey what they are encrypted with, "EncodingAESKey" in its settings: 43 letters and digits
     * @param appId          its app id
     * @throws IllegalArgumentException when one of them cannot be that; the message holds no secret
     */
    public static MessageKeys of(String token, String encodingAesKey, String appId) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("token: empty (expected: what messages are signed with)");
        }
        if (appId.isEmpty()) {
            throw new IllegalArgumentException("app_id: empty (expected: such as wx0123456789abcdef)");
        }
        if (!AES_KEY.matcher(encodingAesKey).matches()) {
            throw new IllegalArgumentException("encoding_aes_key: " + encodingAesKey.length()
                    + " characters, or others than letters and digits (expected: 43 letters and digits)");
        }
        return new MessageKeys(
                token.getBytes(StandardCharsets.UTF_8),
                appId.getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(encodingAesKey + "="));
    }

    byte[] token() {
        return token;
    }

    byte[] appId() {
        return appId;
    }

    SecretKeySpec aesKey() {
        return aesKey;
    }

    IvParameterSpec iv() {
        return iv;
    }

    @Override
    public String toString() {
        return "MessageKeys[appId=" + new String(appId, StandardCharsets.UTF_8) + "]";
    }
}
