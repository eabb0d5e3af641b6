package io.breakwater.token.platform.wechat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.AnswerText;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.file.CodesFile;
import io.breakwater.token.settings.PlatformSettings.WeChatSessionsSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of WeChat users, by {@code GET sns/jscode2session}: the session key is the token, {@code openid} and {@code
 * session_key} are fields. A code is good for one exchange; when a session's time is up its line needs a new code.
 */
public final class WeChatSessions implements Platform {

    private final WeChatAnswers answers;
    private final String urlBeforeCode;
    private final CodesFile codes;
    private final Duration life;

    private WeChatSessions(WeChatAnswers answers, String urlBeforeCode, CodesFile codes, Duration life) {
        this.answers = answers;
        this.urlBeforeCode = urlBeforeCode;
        this.codes = codes;
        this.life = life;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(WeChatSessionsSettings settings, PlatformTools tools, Place place) {
        URI url = tools.url("url", settings.url(), place);
        String appId = tools.text("app-id", settings.appId(), place);
        String secret = tools.secret("app-secret", settings.appSecret(), place);
        if (settings.life().isNegative() || settings.life().isZero()) {
            place.problem("life", settings.life(), "more than 0");
        }
        return new WeChatSessions(
                new WeChatAnswers(tools),
                url + "?grant_type=authorization_code&appid=" + WeChatToken.encoded(appId) + "&secret="
                        + WeChatToken.encoded(secret) + "&js_code=",
                CodesFile.open("codes", settings.codes(), tools, place),
                settings.life());
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        if (ask.inForce().filter(fields -> codes.isOf(ask.member(), fields)).isPresent()) {
            return new PlatformAnswer.Refused(
                    "code " + (ask.member() + 1) + ": used up (expected: a new one in codes)");
        }
        URI url = URI.create(urlBeforeCode + WeChatToken.encoded(codes.code(ask.member())));
        return answers.ask(HttpRequest.newBuilder(url).build(), answer -> session(ask.member(), answer));
    }

    private PlatformAnswer session(int member, Object answer) {
        Map<String, String> values = new HashMap<>();
        for (String name : new String[] {"openid", "session_key", "unionid"}) {
            AnswerText.text(answer, name).filter(text -> !text.isEmpty()).ifPresent(text -> values.put(name, text));
        }
        values.put(TokenFields.TOKEN, values.getOrDefault("session_key", ""));
        values.put(CodesFile.FIELD, codes.fingerprint(member));
        return values.containsKey("openid")
                ? AnswerText.granted(values, Optional.of(life))
                : new PlatformAnswer.Refused("answer: no openid (expected: openid and session_key)");
    }

    @Override
    public int members() {
        return codes.size();
    }

    @Override
    public boolean isRefreshed() {
        return false;
    }

    @Override
    public boolean isCurrent(int member, TokenFields inForce, Instant expiresAt) {
        return codes.isOf(member, inForce);
    }

    @Override
    public boolean hasChanged() {
        return codes.hasChanged();
    }
}
