package io.breakwater.token.platform.wechat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How WeChat answers: HTTP 200 either way, a refusal by {@code errcode}, which is absent or 0 on success.
 *
 * @param tools what the calls are made with
 */
record WeChatAnswers(PlatformTools tools) {

    /** Busy, and more calls in this minute than are allowed: speak of the moment. */
    private static final Set<String> BUSY = Set.of("-1", "45011");

    /** Asks and reads; what is no refusal is given to the reader. */
    PlatformAnswer ask(HttpRequest request, Function<Object, PlatformAnswer> reader) throws InterruptedException {
        Reply reply;
        try {
            reply = tools.calls().exchange(request);
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
        Optional<Object> answer = AnswerText.json(reply.body());
        if (answer.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        Optional<String> code = AnswerText.text(answer.get(), "errcode").filter(c -> !c.equals("0"));
        if (code.isPresent()) {
            String message = AnswerText.text(answer.get(), "errmsg").orElse("");
            String words = AnswerText.words(tools.secrets(), "errcode " + code.get() + ": " + message);
            return BUSY.contains(code.get()) ? new PlatformAnswer.Busy(words) : new PlatformAnswer.Refused(words);
        }
        return reply.isSuccess() ? reader.apply(answer.get()) : AnswerText.withoutToken(reply);
    }

    /** A token of an app. */
    static PlatformAnswer appToken(Object answer) {
        return AnswerText.granted(
                Map.of(
                        TokenFields.TOKEN,
                        AnswerText.text(answer, "access_token").orElse("")),
                AnswerText.text(answer, "expires_in").flatMap(AnswerText::seconds));
    }
}
