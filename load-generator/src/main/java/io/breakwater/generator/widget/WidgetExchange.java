package io.breakwater.generator.widget;

import static io.breakwater.generator.widget.XmlText.ascii;

import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.json.JsonCursor;
import io.breakwater.generator.json.JsonPathFinder;
import io.breakwater.generator.json.MalformedJsonException;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a widget message is written, encrypted and signed, and its answer verified, decrypted and unwrapped, one after the other:
 * the buffers hold the latest of each. One for each event loop, on which it allocates nothing once its buffers have grown; not
 * thread-safe.
 */
public final class WidgetExchange {

    private static final int KEPT_CAPACITY_BYTES = 1 << 20;

    private static final JsonPathFinder ENCRYPT = JsonPathFinder.of("$.Encrypt");
    private static final JsonPathFinder SIGNATURE = JsonPathFinder.of("$.MsgSignature");
    private static final JsonPathFinder TIMESTAMP = JsonPathFinder.of("$.TimeStamp");
    private static final JsonPathFinder NONCE = JsonPathFinder.of("$.Nonce");
    private static final JsonPathFinder CONTENT = JsonPathFinder.of("$.Content");
    private static final JsonPathFinder DATA = JsonPathFinder.of("$.data");
    private static final byte[] ENCRYPT_ELEMENT = ascii("Encrypt");
    private static final byte[] SIGNATURE_ELEMENT = ascii("MsgSignature");
    private static final byte[] TIMESTAMP_ELEMENT = ascii("TimeStamp");
    private static final byte[] NONCE_ELEMENT = ascii("Nonce");
    private static final byte[] CONTENT_ELEMENT = ascii("Content");

    /** Ten digits, as the platform has. */
    private static final long NONCES = 9_000_000_000L;

    private static final long FIRST_NONCE = 1_000_000_000L;

    private final LongSupplier nanoClock;
    private final MessageSignature signatures = new MessageSignature();
    private final MessageCipher cipher = new MessageCipher(KEPT_CAPACITY_BYTES);
    private final JsonCursor json = new JsonCursor();
    private final ByteText receiver = text();
    private final ByteText message = text();
    private final ByteText encrypted = text();
    private final ByteText timestamp = text();
    private final ByteText nonce = text();
    private final byte[] signature = new byte[MessageSignature.LENGTH];
    private final byte[] messageSignature = new byte[MessageSignature.LENGTH];
    private final ByteText envelope = text();
    private final ByteText answerEncrypted = text();
    private final ByteText answerSignature = text();
    private final ByteText answerTimestamp = text();
    private final ByteText answerNonce = text();
    private final ByteText answer = text();
    private final ByteText content = text();
    private final ByteText data = text();
    private final ByteText scratch = text();
    private @Nullable AnswerFault fault;
    private long cryptographyNanos;

    /**
     * Nothing written or opened yet.
     *
     * @param nanoClock what the time for cryptography is taken with
     */
    public WidgetExchange(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private static ByteText text() {
        return new ByteText(KEPT_CAPACITY_BYTES);
    }

    /**
     * Writes, encrypts and signs a message.
     *
     * @param keys       what it is encrypted and signed with
     * @param format     how it is written
     * @param to         the mini program's original id
     * @param from       the user's open id
     * @param query      the user's query
     * @param scene      where the user searched
     * @param nowSeconds the time, since 1970
     * @param random     for the nonce and the 16 random bytes
     */
    public void seal(
            MessageKeys keys,
            Format format,
            String to,
            ByteText from,
            ByteText query,
            int scene,
            long nowSeconds,
            LongSupplier random) {
        receiver.reset();
        receiver.append(to);
        timestamp.reset();
        timestamp.append(nowSeconds);
        nonce.reset();
        nonce.append(FIRST_NONCE + Long.remainderUnsigned(random.getAsLong(), NONCES));
        message.reset();
        encrypted.reset();
        switch (format) {
            case JSON -> writeJson(from, query, scene);
            case XML -> writeXml(from, query, scene);
        }
        long begunNanos = nanoClock.getAsLong();
        cipher.encrypt(keys, message, random, encrypted);
        System.arraycopy(
                signatures.of(keys.token()).and(timestamp).and(nonce).hex(), 0, signature, 0, signature.length);
        byte[] hex = signatures
                .of(keys.token())
                .and(timestamp)
                .and(nonce)
                .and(encrypted)
                .hex();
        System.arraycopy(hex, 0, messageSignature, 0, messageSignature.length);
        cryptographyNanos += nanoClock.getAsLong() - begunNanos;
    }

    private void writeJson(ByteText from, ByteText query, int scene) {
        message.append("{\"ToUserName\":\"");
        jsonString(receiver);
        message.append("\",\"FromUserName\":\"");
        jsonString(from);
        message.append("\",\"CreateTime\":");
        message.append(timestamp.bytes(), 0, timestamp.length());
        message.append(",\"MsgType\":\"event\",\"Event\":\"wxa_widget_data\",\"Query\":\"");
        jsonString(query);
        message.append("\",\"Scene\":");
        message.append((long) scene);
        message.append('}');
    }

    private void jsonString(ByteText text) {
        ValueEncoding.JSON_STRING.append(text.bytes(), 0, text.length(), message);
    }

    private void writeXml(ByteText from, ByteText query, int scene) {
        message.append("<xml><ToUserName>");
        XmlText.appendSection(receiver, message);
        message.append("</ToUserName><FromUserName>");
        XmlText.appendSection(from, message);
        message.append("</FromUserName><CreateTime>");
        message.append(timestamp.bytes(), 0, timestamp.length());
        message.append(
                "</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[wxa_widget_data]]></Event><Query>");
        XmlText.appendSection(query, message);
        message.append("</Query><Scene>");
        message.append((long) scene);
        message.append("</Scene></xml>");
    }

    /** Appends what is posted of the message that was sealed last: whom it is for, and what is encrypted. */
    public void appendBody(Format format, ByteText out) {
        switch (format) {
            case JSON -> {
                out.append("{\"ToUserName\":\"");
                ValueEncoding.JSON_STRING.append(receiver.bytes(), 0, receiver.length(), out);
                out.append("\",\"Encrypt\":\"");
                out.append(encrypted.bytes(), 0, encrypted.length());
                out.append("\"}");
            }
            case XML -> {
                out.append("<xml><ToUserName>");
                XmlText.appendSection(receiver, out);
                out.append("</ToUserName><Encrypt>");
                XmlText.appendSection(encrypted, out);
                out.append("</Encrypt></xml>");
            }
        }
    }

    /** Appends the parameters that sign the message that was sealed last. */
    public void appendParameters(ByteText out) {
        out.append("signature=");
        out.append(signature);
        out.append("&timestamp=");
        out.append(timestamp.bytes(), 0, timestamp.length());
        out.append("&nonce=");
        out.append(nonce.bytes(), 0, nonce.length());
        out.append("&encrypt_type=aes&msg_signature=");
        out.append(messageSignature);
    }

    /**
     * Verifies, decrypts and unwraps an answer.
     *
     * @param keys   what it must be encrypted and signed with
     * @param format how it must be written
     * @param body   the answer
     * @param length how many of its bytes count
     * @return what is wrong with it; nothing when it is right
     */
    public @Nullable AnswerFault open(MessageKeys keys, Format format, byte[] body, int length) {
        answer.reset();
        data.reset();
        envelope.reset();
        envelope.append(body, 0, length);
        fault = openEnvelope(keys, format);
        if (fault == null) {
            fault = openContent(format);
        }
        if (fault != null) {
            data.reset();
        }
        return fault;
    }

    /** Forgets the answer that was opened last: it is another's than the next that is asked for. */
    public void forget() {
        answer.reset();
        data.reset();
        fault = null;
    }

    private @Nullable AnswerFault openEnvelope(MessageKeys keys, Format format) {
        ValueKind kind = find(envelope, format, ENCRYPT, ENCRYPT_ELEMENT, answerEncrypted);
        if (kind == ValueKind.UNREADABLE) {
            return AnswerFault.UNREADABLE_ENVELOPE;
        }
        if (!isText(kind)) {
            return AnswerFault.ENCRYPT_MISSING;
        }
        boolean signed = isText(find(envelope, format, SIGNATURE, SIGNATURE_ELEMENT, answerSignature))
                && isTextOrNumber(find(envelope, format, TIMESTAMP, TIMESTAMP_ELEMENT, answerTimestamp))
                && isTextOrNumber(find(envelope, format, NONCE, NONCE_ELEMENT, answerNonce));
        if (!signed) {
            return AnswerFault.SIGNATURE_MISSING;
        }
        long begunNanos = nanoClock.getAsLong();
        boolean genuine = signatures
                .of(keys.token())
                .and(answerTimestamp)
                .and(answerNonce)
                .and(answerEncrypted)
                .is(answerSignature);
        AnswerFault found = genuine ? cipher.decrypt(keys, answerEncrypted, answer) : AnswerFault.WRONG_SIGNATURE;
        cryptographyNanos += nanoClock.getAsLong() - begunNanos;
        return found;
    }

    private @Nullable AnswerFault openContent(Format format) {
        ValueKind contentKind = find(answer, format, CONTENT, CONTENT_ELEMENT, content);
        if (contentKind == ValueKind.UNREADABLE) {
            return AnswerFault.CONTENT_UNREADABLE;
        }
        // The platform's own samples write an object where a text is due.
        if (!isText(contentKind) && contentKind != ValueKind.CONTAINER) {
            return AnswerFault.CONTENT_MISSING;
        }
        if (!isObject(content)) {
            return AnswerFault.CONTENT_UNREADABLE;
        }
        ValueKind dataKind = find(content, Format.JSON, DATA, CONTENT_ELEMENT, data);
        if (!isText(dataKind) && dataKind != ValueKind.CONTAINER) {
            return dataKind == ValueKind.ABSENT ? AnswerFault.DATA_MISSING : AnswerFault.DATA_UNREADABLE;
        }
        return isObject(data) ? null : AnswerFault.DATA_UNREADABLE;
    }

    /** What stands under a name, in place of what a buffer held. */
    private ValueKind find(ByteText in, Format format, JsonPathFinder path, byte[] element, ByteText out) {
        out.reset();
        if (format == Format.JSON) {
            return path.find(json.over(in.bytes(), in.length()), () -> 0, out);
        }
        int found = XmlText.find(in, element, out);
        return found > 0 ? ValueKind.STRING : found == 0 ? ValueKind.ABSENT : ValueKind.UNREADABLE;
    }

    private static boolean isText(ValueKind kind) {
        return kind == ValueKind.STRING;
    }

    private static boolean isTextOrNumber(ValueKind kind) {
        return kind == ValueKind.STRING || kind == ValueKind.NUMBER;
    }

    private boolean isObject(ByteText text) {
        scratch.reset();
        try {
            json.over(text.bytes(), text.length());
            boolean isContainer = json.read(scratch) == ValueKind.CONTAINER;
            json.requireEnd();
            return isContainer && scratch.bytes()[0] == '{';
        } catch (MalformedJsonException e) {
            // The fault says so.
            return false;
        }
    }

    /** What was wrong with the answer that was opened last; nothing when it was right. */
    public @Nullable AnswerFault fault() {
        return fault;
    }

    /** The message that was sealed last, as it was before that. */
    public ByteText message() {
        return message;
    }

    /** The answer that was opened last, decrypted; empty when it could not be. */
    public ByteText answer() {
        return answer;
    }

    /** The data of the answer that was opened last, a JSON object; empty when there was something wrong with it. */
    public ByteText data() {
        return data;
    }

    /** How long encrypting, decrypting and signatures took since this was asked last. */
    public long takeCryptographyNanos() {
        long taken = cryptographyNanos;
        cryptographyNanos = 0;
        return taken;
    }

    /** What the platform sends with an address that it verifies: the signature of token, timestamp and nonce. */
    public static String signature(String token, String timestamp, String nonce) {
        MessageSignature signatures = new MessageSignature();
        ByteText time = text();
        time.append(timestamp);
        ByteText once = text();
        once.append(nonce);
        byte[] hex = signatures
                .of(token.getBytes(StandardCharsets.UTF_8))
                .and(time)
                .and(once)
                .hex();
        return new String(hex, StandardCharsets.US_ASCII);
    }
}
