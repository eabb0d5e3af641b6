package io.breakwater.target.message;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.message.MessageRefusedException.Reason;
import io.breakwater.target.settings.MessageSettings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the platform's message push: proves on {@code GET} that the address is its own, and on {@code POST} decrypts the
 * widget's message, has its query answered, and encrypts and signs the answer in the same form.
 *
 * <p>Secure mode only: a message that is not encrypted is refused. A refusal is HTTP 403 for a wrong signature and 400 for
 * all else, with the code that the platform's library has for it.
 */
public final class WidgetMessages {

    /** How long the platform may keep an answer. */
    private static final int LIFESPAN_SECONDS = 60;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Function<byte[], Map<String, Object>> queries;
    private final Map<String, Long> counts = new TreeMap<>();
    private MessageSettings settings;
    private MessageCipher present;
    private MessageCipher previous;

    /**
     * Begins with some keys.
     *
     * @param clock    for the time in an answer
     * @param queries  what answers a plain query
     * @param settings the keys, and the application
     */
    public WidgetMessages(Clock clock, Function<byte[], Map<String, Object>> queries, MessageSettings settings) {
        this.clock = clock;
        this.queries = queries;
        this.settings = settings;
        present = new MessageCipher(settings.key());
        previous = previousOf(settings, present);
        reset();
    }

    private static MessageCipher previousOf(MessageSettings settings, MessageCipher present) {
        return settings.previousKey().isEmpty() ? present : new MessageCipher(settings.previousKey());
    }

    /** Applies other keys from now on. */
    public void apply(MessageSettings changed) {
        settings = changed;
        present = new MessageCipher(changed.key());
        previous = previousOf(changed, present);
    }

    /** Returns how many messages were answered, and how many refused for what reason. */
    public Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    /** Forgets all counts. */
    public void reset() {
        counts.clear();
        for (Reason reason : Reason.values()) {
            counts.put(reason.countName, 0L);
        }
        counts.put("verified", 0L);
        counts.put("answered", 0L);
        counts.put("notOfTheWidget", 0L);
    }

    private void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    /** Answers a request of the platform. */
    public Answer answer(Exchange exchange) {
        try {
            return exchange.method().equals("GET") ? verified(exchange) : message(exchange);
        } catch (MessageRefusedException e) {
            count(e.reason().countName);
            return Answer.json(
                    e.reason().httpStatus,
                    Map.of("errcode", e.reason().code, "errmsg", String.valueOf(e.getMessage())),
                    e.reason().code);
        }
    }

    private Answer verified(Exchange exchange) throws MessageRefusedException {
        if (!MessageSignature.fits(
                query(exchange, "signature"),
                settings.token(),
                query(exchange, "timestamp"),
                query(exchange, "nonce"))) {
            throw new MessageRefusedException(Reason.WRONG_SIGNATURE);
        }
        count("verified");
        return Answer.text(200, "text/plain", query(exchange, "echostr"));
    }

    private Answer message(Exchange exchange) throws MessageRefusedException {
        String body = exchange.bodyText();
        MessageForm form = MessageForm.of(body);
        String encrypted = form.read(body).getOrDefault("Encrypt", "");
        if (encrypted.isEmpty()) {
            throw new MessageRefusedException(Reason.UNREADABLE, "no Encrypt (expected: secure mode)");
        }
        if (!MessageSignature.fits(
                query(exchange, "msg_signature"),
                settings.token(),
                query(exchange, "timestamp"),
                query(exchange, "nonce"),
                encrypted)) {
            throw new MessageRefusedException(Reason.WRONG_SIGNATURE);
        }
        MessageCipher cipher = present;
        String plain;
        try {
            plain = cipher.decrypt(encrypted, settings.appId());
        } catch (MessageRefusedException perhapsOfThePreviousKey) {
            cipher = previous;
            plain = cipher.decrypt(encrypted, settings.appId());
        }
        Map<String, String> message = MessageForm.of(plain).read(plain);
        if (!message.getOrDefault("Event", "").equals("wxa_widget_data")) {
            count("notOfTheWidget");
            return Answer.text(200, "text/plain", "success");
        }
        return reply(form, MessageForm.of(plain), cipher, message);
    }

    private static String query(Exchange exchange, String name) {
        return exchange.query(name).orElse("");
    }

    private Answer reply(MessageForm form, MessageForm plainForm, MessageCipher cipher, Map<String, String> message) {
        String query = message.getOrDefault("Query", "");
        Map<String, Object> data = queries.apply(query.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("lifespan", LIFESPAN_SECONDS);
        content.put("query", query);
        content.put("scene", scene(message.getOrDefault("Scene", "")));
        content.put("data", JSON.writeValueAsString(data));
        long seconds = clock.instant().getEpochSecond();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ToUserName", message.getOrDefault("FromUserName", ""));
        answer.put("FromUserName", message.getOrDefault("ToUserName", ""));
        answer.put("CreateTime", seconds);
        answer.put("MsgType", "widget_data");
        answer.put("Content", JSON.writeValueAsString(content));

        byte[] randomBytes = new byte[MessageCipher.RANDOM_BYTES];
        random.nextBytes(randomBytes);
        String encrypted = cipher.encrypt(randomBytes, plainForm.write(answer), settings.appId());
        String nonce = String.valueOf(random.nextInt(1_000_000_000));
        Map<String, Object> sealed = new LinkedHashMap<>();
        sealed.put("Encrypt", encrypted);
        sealed.put("MsgSignature", MessageSignature.of(settings.token(), String.valueOf(seconds), nonce, encrypted));
        sealed.put("TimeStamp", seconds);
        sealed.put("Nonce", nonce);
        count("answered");
        Answer reply = Answer.text(200, form.contentType, form.write(sealed));
        return data.get("err_code") instanceof Integer code ? reply.holding(code) : reply;
    }

    private static int scene(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 1;
    }
}
