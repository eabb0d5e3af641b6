package io.breakwater.token.platform.call;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.HttpCalls;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.JsonExpression;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.HttpCallSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A platform that answers one configured HTTP call with a JSON object. */
public final class HttpCallPlatform implements Platform {

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

    /** Opens the platform that the settings describe, of no use when a problem was found. */
    public static Platform open(HttpCallSettings settings, PlatformTools tools, Place place) {
        HttpCallTemplate call = HttpCallTemplate.parse(settings, tools.secrets(), tools.allowedHosts(), place);
        return new HttpCallPlatform(tools.calls(), tools.secrets(), settings, call, place);
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        try {
            return read(calls.exchange(call.request()));
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
    }

    private PlatformAnswer read(Reply reply) {
        Optional<Object> json = AnswerText.json(reply.body());
        if (json.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        Object answer = json.get();
        Optional<String> refusal =
                code.textIn(answer).filter(c -> !settings.refusal().accepted().contains(c));
        if (refusal.isPresent()) {
            String said = message.textIn(answer).map(m -> " " + m).orElse("");
            String reason = AnswerText.words(secrets, code + ": " + refusal.get() + said);
            boolean busy = settings.refusal().busy().contains(refusal.get());
            return busy ? new PlatformAnswer.Busy(reason) : new PlatformAnswer.Refused(reason);
        }
        return reply.isSuccess() ? granted(answer) : AnswerText.withoutToken(reply);
    }

    private PlatformAnswer granted(Object answer) {
        Optional<String> given = token.textIn(answer);
        if (given.isEmpty()) {
            return new PlatformAnswer.Refused("answer: nothing at " + token + " (expected: a token)");
        }
        Optional<Duration> lives = life.in(answer);
        return lives.isPresent()
                ? AnswerText.granted(Map.of(TokenFields.TOKEN, given.get()), lives)
                : new PlatformAnswer.Refused("answer: no life (expected: " + life.expected() + ")");
    }
}
