package io.breakwater.token.platform.douyin;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.HttpCalls.NoAnswerException;
import io.breakwater.token.platform.HttpCalls.Reply;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.settings.PlatformSettings.DouyinSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/**
 * Douyin's {@code POST apps/v2/token}: HTTP 200 either way, a refusal by {@code err_no}, when the token is there but empty. A
 * new token leaves the one before it 5 minutes.
 */
public final class DouyinToken implements Platform {

    private static final String BUSY = "-1";

    private final PlatformTools tools;
    private final URI url;
    private final byte[] body;

    private DouyinToken(PlatformTools tools, URI url, byte[] body) {
        this.tools = tools;
        this.url = url;
        this.body = body;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(DouyinSettings settings, PlatformTools tools, Place place) {
        byte[] body = EventCodec.encode(Map.of(
                "appid", tools.text("app-id", settings.appId(), place),
                "secret", tools.secret("app-secret", settings.appSecret(), place),
                "grant_type", "client_credential"));
        return new DouyinToken(tools, tools.url("url", settings.url(), place), body);
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return read(tools.calls().exchange(request));
        } catch (NoAnswerException e) {
            return new PlatformAnswer.Unreachable(e.reason());
        }
    }

    private PlatformAnswer read(Reply reply) {
        Optional<Object> answer = AnswerText.json(reply.body());
        if (answer.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        Optional<String> code = AnswerText.text(answer.get(), "err_no").filter(c -> !c.equals("0"));
        if (code.isPresent()) {
            String tips = AnswerText.text(answer.get(), "err_tips").orElse("");
            String words = AnswerText.words(tools.secrets(), "err_no " + code.get() + ": " + tips);
            return code.get().equals(BUSY) ? new PlatformAnswer.Busy(words) : new PlatformAnswer.Refused(words);
        }
        Optional<Object> given = AnswerText.object(answer.get(), "data");
        if (!reply.isSuccess() || given.isEmpty()) {
            return AnswerText.withoutToken(reply);
        }
        return AnswerText.granted(
                Map.of(
                        TokenFields.TOKEN,
                        AnswerText.text(given.get(), "access_token").orElse("")),
                AnswerText.text(given.get(), "expires_in").flatMap(AnswerText::seconds));
    }
}
