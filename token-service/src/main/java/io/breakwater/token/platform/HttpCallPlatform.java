package io.breakwater.token.platform;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.Platforms.Place;
import io.breakwater.token.secret.Secret;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.TokenServiceSettings.HttpCallSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A platform that answers one configured HTTP call with a JSON object. */
final class HttpCallPlatform implements Platform {

    /** WeChat asks to provide for 512 characters; a header of 8 KB is what servers commonly take. */
    private static final int TOKEN_LIMIT_CHARACTERS = 8192;

    private static final int MESSAGE_LIMIT_CHARACTERS = 200;

    private final HttpCalls calls;
    private final Secrets secrets;
    private final HttpCallTemplate call;
    private final HttpCallSettings settings;
    private final JsonExpression token;
    private final TokenLife life;
    private final JsonExpression code;
    private final JsonExpression message;

    private HttpCallPlatform(
            HttpCalls calls, Secrets secrets, HttpCallSettings settings, HttpCallTemplate call, Place place) {
        this.calls = calls;
        this.secrets = secrets;
        this.settings = settings;
        this.call = call;
        this.token = JsonExpression.parse("token", settings.token(), place);
        this.life = TokenLife.parse(settings.life(), place);
        this.code = JsonExpression.parse("refusal.code", settings.refusal().code(), place);
        this.message =
                JsonExpression.parse("refusal.message", settings.refusal().message(), place);
    }

    static Platform open(
            HttpCalls calls, HttpCallSettings settings, Secrets secrets, Set<String> allowedHosts, Place place) {
        HttpCallTemplate call = HttpCallTemplate.parse(settings, secrets, allowedHosts, place);
        return new HttpCallPlatform(calls, secrets, settings, call, place);
    }

    @Override
    public PlatformAnswer ask() throws InterruptedException {
        try {
            return read(calls.exchange(call.request()));
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
    }

    private PlatformAnswer read(Reply reply) {
        Object answer;
        try {
            answer = EventCodec.decode(reply.body(), Object.class);
        } catch (UnreadableEventException e) {
            // The exception quotes the answer, which may hold a token: neither it nor its text goes on.
            return withoutJson(reply);
        }
        Optional<String> refusal =
                code.textIn(answer).filter(c -> !settings.refusal().accepted().contains(c));
        if (refusal.isPresent()) {
            String reason = words(code, refusal.get(), answer);
            boolean busy = settings.refusal().busy().contains(refusal.get());
            return busy ? new PlatformAnswer.Busy(reason) : new PlatformAnswer.Refused(reason);
        }
        return isSuccess(reply) ? granted(answer) : withoutJson(reply);
    }

    private PlatformAnswer granted(Object answer) {
        Optional<String> given = token.textIn(answer);
        if (given.isEmpty()) {
            return new PlatformAnswer.Refused("answer: nothing at " + token + " (expected: a token)");
        }
        if (!isToken(given.get())) {
            return new PlatformAnswer.Refused("token: " + given.get().length() + " characters (expected: 1 to "
                    + TOKEN_LIMIT_CHARACTERS + " printable ones without blanks)");
        }
        Optional<Duration> lives = life.in(answer);
        return lives.isPresent()
                ? new PlatformAnswer.Granted(new Secret(given.get()), lives.get())
                : new PlatformAnswer.Refused("answer: no life (expected: " + life.expected() + ")");
    }

    /** A token goes into headers and URLs: a control character in it could end a header and begin another. */
    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.length() <= TOKEN_LIMIT_CHARACTERS
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static PlatformAnswer withoutJson(Reply reply) {
        int status = reply.status();
        if (isSuccess(reply)) {
            return new PlatformAnswer.Refused("answer: " + reply.body().length + " bytes (expected: a JSON object)");
        }
        String reason = "status: " + status + " (expected: 200)";
        // 429 and 5xx speak of the moment, not of the request.
        return status == 429 || status >= 500 ? new PlatformAnswer.Busy(reason) : new PlatformAnswer.Refused(reason);
    }

    private static boolean isSuccess(Reply reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }

    private String words(JsonExpression at, String value, Object answer) {
        String said = message.textIn(answer).map(m -> " " + m).orElse("");
        String words = secrets.mask(at + ": " + value + said).replaceAll("\\p{Cntrl}", " ");
        return words.length() <= MESSAGE_LIMIT_CHARACTERS ? words : words.substring(0, MESSAGE_LIMIT_CHARACTERS) + "…";
    }
}
