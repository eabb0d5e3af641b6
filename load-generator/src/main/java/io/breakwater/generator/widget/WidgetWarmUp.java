package io.breakwater.generator.widget;

import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Seals and opens messages before a run, on the preparing thread: Java loads its ciphers when they are first used, which takes
 * hundreds of milliseconds, and would hold up an event loop under load. Stateless.
 */
public final class WidgetWarmUp {

    /** As many as the compiler wants to see; some tens of milliseconds. */
    private static final int ROUNDS = 3_000;

    private static final String QUERY =
            "{\"type\": 1, \"slot_list\": [{\"key\": \"warm-up\", \"value\": \"warm-up\"}]}";

    private WidgetWarmUp() {}

    /** Warms up; returns when it has. */
    public static void run() {
        MessageKeys keys = MessageKeys.of("warm-up", "w".repeat(43), "warm-up");
        SplittableRandom random = new SplittableRandom(1);
        WidgetExchange exchange = new WidgetExchange(System::nanoTime);
        ByteText user = text("warm-up");
        ByteText query = text(QUERY);
        ByteText out = text("");
        byte[] answer = answer(keys, random).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < ROUNDS; i++) {
            Format format = i % 2 == 0 ? Format.JSON : Format.XML;
            exchange.seal(keys, format, "gh_warm_up", user, query, 1, i, random::nextLong);
            out.reset();
            exchange.appendBody(format, out);
            exchange.appendParameters(out);
            exchange.open(keys, Format.JSON, answer, answer.length);
        }
    }

    private static String answer(MessageKeys keys, SplittableRandom random) {
        ByteText message = text("{\"Content\":\"{\\\"data\\\":\\\"{\\\\\\\"err_code\\\\\\\":0}\\\"}\"}");
        ByteText encrypted = text("");
        new MessageCipher(1 << 16).encrypt(keys, message, random::nextLong, encrypted);
        byte[] signature = new MessageSignature()
                .of(keys.token())
                .and(text("1"))
                .and(text("2"))
                .and(encrypted)
                .hex();
        return "{\"Encrypt\":\"" + encrypted + "\",\"MsgSignature\":\""
                + new String(signature, StandardCharsets.US_ASCII) + "\",\"TimeStamp\":1,\"Nonce\":\"2\"}";
    }

    private static ByteText text(String text) {
        ByteText bytes = new ByteText(1 << 16);
        bytes.append(text);
        return bytes;
    }
}
