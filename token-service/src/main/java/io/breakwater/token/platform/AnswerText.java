package io.breakwater.token.platform;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.secret.Secrets;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What platforms' answers have in common: JSON, words to show, tokens and lives to believe. */
public final class AnswerText {

    /** WeChat asks to provide for 512 characters; a header of 8 KB is what servers commonly take. */
    private static final int TOKEN_LIMIT_CHARACTERS = 8192;

    private static final int MESSAGE_LIMIT_CHARACTERS = 200;

    /** Longest life that is believed: 400 days. Baidu's 30 days are the longest known; more is a mistake of unit. */
    private static final long LIFE_LIMIT_SECONDS = Duration.ofDays(400).toSeconds();

    private AnswerText() {}

    /** The answer as maps, lists and texts; empty when it is no JSON. */
    public static Optional<Object> json(byte[] body) {
        try {
            return Optional.of(EventCodec.decode(body, Object.class));
        } catch (UnreadableEventException e) {
            // The exception quotes the answer, which may hold a token: neither it nor its text goes on.
            return Optional.empty();
        }
    }

    /** The text at a name, numbers and booleans as text; empty for nothing, null, list or object. */
    public static Optional<String> text(Object answer, String name) {
        return answer instanceof Map<?, ?> map
                ? Optional.ofNullable(map.get(name))
                        .filter(value -> !(value instanceof Map) && !(value instanceof Iterable))
                        .map(String::valueOf)
                : Optional.empty();
    }

    /** The object at a name. */
    public static Optional<Object> object(Object answer, String name) {
        return answer instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> inner
                ? Optional.of(inner)
                : Optional.empty();
    }

    /** What an answer means that has no token, no code, and perhaps no JSON. */
    public static PlatformAnswer withoutToken(Reply reply) {
        if (reply.isSuccess()) {
            return new PlatformAnswer.Refused(
                    "answer: " + reply.body().length + " bytes without a token (expected: a JSON object with one)");
        }
        String reason = "status: " + reply.status() + " (expected: 200)";
        // 429 and 5xx speak of the moment, not of the request.
        return reply.status() == 429 || reply.status() >= 500
                ? new PlatformAnswer.Busy(reason)
                : new PlatformAnswer.Refused(reason);
    }

    /** A token that was given: checked, as it goes into headers and URLs. */
    public static PlatformAnswer granted(Map<String, String> values, Optional<Duration> life) {
        String token = values.getOrDefault(TokenFields.TOKEN, "");
        if (token.isEmpty()
                || token.length() > TOKEN_LIMIT_CHARACTERS
                || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return new PlatformAnswer.Refused("token: " + token.length() + " characters (expected: 1 to "
                    + TOKEN_LIMIT_CHARACTERS + " printable ones without blanks)");
        }
        if (life.isEmpty()) {
            return new PlatformAnswer.Refused(
                    "answer: no life (expected: more than 0 and at most " + LIFE_LIMIT_SECONDS + " s)");
        }
        try {
            return new PlatformAnswer.Granted(new TokenFields(values), life.get());
        } catch (IllegalArgumentException e) {
            return new PlatformAnswer.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** Seconds as platforms write them, numbers or texts; empty when they are not positive or not to be believed. */
    public static Optional<Duration> seconds(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            return seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(LIFE_LIMIT_SECONDS)) <= 0
                    ? Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Words of others as they may be shown: without secrets and control characters, and not too many. */
    public static String words(Secrets secrets, String text) {
        String words = secrets.mask(text).replaceAll("\\p{Cntrl}", " ");
        return words.length() <= MESSAGE_LIMIT_CHARACTERS ? words : words.substring(0, MESSAGE_LIMIT_CHARACTERS) + "…";
    }
}
