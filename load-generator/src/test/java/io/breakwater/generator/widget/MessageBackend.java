package io.breakwater.generator.widget;

import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A developer's side of the exchange, written from the platform's documentation with nothing but what Java has. */
public final class MessageBackend {

    public static final String TOKEN = "pamtest";
    public static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    public static final String APP_ID = "wxb11529c136998cb6";

    private static final int BLOCK_BYTES = 32;
    private static final Pattern ENCRYPT =
            Pattern.compile("\"Encrypt\":\"([^\"]+)\"|<Encrypt><!\\[CDATA\\[([^\\]]+)\\]\\]></Encrypt>");

    private final String token;
    private final byte[] key;
    private final String appId;

    public MessageBackend() {
        this(TOKEN, AES_KEY, APP_ID);
    }

    public MessageBackend(String token, String encodingAesKey, String appId) {
        this.token = token;
        this.key = Base64.getDecoder().decode(encodingAesKey + "=");
        this.appId = appId;
    }

    /** Its credentials as token-service hands them out. */
    public static Map<String, String> fields() {
        return Map.of("token", TOKEN, "encoding_aes_key", AES_KEY, "app_id", APP_ID);
    }

    static MessageKeys keys() {
        return MessageKeys.of(TOKEN, AES_KEY, APP_ID);
    }

    /** The plain message that a body carries. */
    public String open(String body) throws GeneralSecurityException {
        Matcher matcher = ENCRYPT.matcher(body);
        if (!matcher.find()) {
            throw new AssertionError(body + " (expected: Encrypt in it)");
        }
        return decrypt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    String decrypt(String encrypted) throws GeneralSecurityException {
        byte[] clear = aes(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(encrypted));
        int padding = clear[clear.length - 1];
        int length = ByteBuffer.wrap(clear, 16, 4).getInt();
        String app = new String(clear, 20 + length, clear.length - padding - 20 - length, StandardCharsets.UTF_8);
        if (!app.equals(appId)) {
            throw new AssertionError("app id: " + app + " (expected: " + appId + ")");
        }
        return new String(clear, 20, length, StandardCharsets.UTF_8);
    }

    /** A message encrypted. */
    public String sealed(String message) throws GeneralSecurityException {
        return encrypt(message);
    }

    String encrypt(String message) throws GeneralSecurityException {
        return encrypt("aaaabbbbccccdddd", message, BLOCK_BYTES);
    }

    String encrypt(String random, String message, int blockBytes) throws GeneralSecurityException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] app = appId.getBytes(StandardCharsets.UTF_8);
        int length = 20 + text.length + app.length;
        int padding = blockBytes - length % blockBytes;
        ByteBuffer clear = ByteBuffer.allocate(length + padding);
        clear.put(random.getBytes(StandardCharsets.US_ASCII))
                .putInt(text.length)
                .put(text)
                .put(app);
        Arrays.fill(clear.array(), length, length + padding, (byte) padding);
        return encryptBytes(clear.array());
    }

    String encryptBytes(byte[] clear) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(aes(Cipher.ENCRYPT_MODE, clear));
    }

    private byte[] aes(int mode, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        return cipher.doFinal(bytes);
    }

    /** The signature of the token and these texts. */
    public String sign(String... texts) throws GeneralSecurityException {
        String[] all = Arrays.copyOf(texts, texts.length + 1);
        all[texts.length] = token;
        Arrays.sort(all);
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest(String.join("", all).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    /** An encrypted answer. */
    String seal(Format format, String message) throws GeneralSecurityException {
        return envelope(format, encrypt(message));
    }

    /** A signed answer that carries this. */
    String envelope(Format format, String encrypted) throws GeneralSecurityException {
        String signature = sign("1409304348", "xxxxxx", encrypted);
        return format == Format.JSON
                ? "{\"Encrypt\":\"" + encrypted + "\",\"MsgSignature\":\"" + signature
                        + "\",\"TimeStamp\":\"1409304348\",\"Nonce\":\"xxxxxx\"}"
                : "<xml>\n<Encrypt><![CDATA[" + encrypted + "]]></Encrypt>\n<MsgSignature><![CDATA[" + signature
                        + "]]></MsgSignature>\n<TimeStamp>1409304348</TimeStamp>\n<Nonce><![CDATA[xxxxxx]]></Nonce>\n</xml>";
    }

    /** The answer to a posted message with these data. */
    public String answer(String body, String data) throws GeneralSecurityException {
        Format format = body.startsWith("<") ? Format.XML : Format.JSON;
        Objects.requireNonNull(open(body));
        return seal(format, message(format, content(quoted(data))));
    }

    static String content(String data) {
        return "{\"lifespan\":60,\"query\":\"{}\",\"scene\":1,\"data\":" + data + "}";
    }

    static String message(Format format, String content) {
        return format == Format.JSON
                ? "{\"ToUserName\":\"o-1\",\"FromUserName\":\"gh_demo\",\"CreateTime\":1,\"MsgType\":\"widget_data\",\"Content\":"
                        + quoted(content) + "}"
                : "<xml><ToUserName><![CDATA[o-1]]></ToUserName><MsgType>widget_data</MsgType><Content><![CDATA["
                        + content + "]]></Content></xml>";
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
