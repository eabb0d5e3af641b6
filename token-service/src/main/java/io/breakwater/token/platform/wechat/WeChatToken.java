package io.breakwater.token.platform.wechat;

import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.Quota;
import io.breakwater.token.settings.PlatformSettings.WeChatTokenSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * WeChat's {@code GET cgi-bin/token}. A new token makes the one before it invalid, though not for 5 minutes: nobody else may
 * ask for the same app.
 */
public final class WeChatToken implements Platform {

    /** The lowest figure that is told of; who has more sets {@code asks-per-day}. */
    private static final Quota QUOTA = new Quota(2_000, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);

    private final WeChatAnswers answers;
    private final URI url;

    private WeChatToken(WeChatAnswers answers, URI url) {
        this.answers = answers;
        this.url = url;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(WeChatTokenSettings settings, PlatformTools tools, Place place) {
        URI url = tools.url("url", settings.url(), place);
        String appId = tools.text("app-id", settings.appId(), place);
        String secret = tools.secret("app-secret", settings.appSecret(), place);
        return new WeChatToken(
                new WeChatAnswers(tools),
                URI.create(
                        url + "?grant_type=client_credential&appid=" + encoded(appId) + "&secret=" + encoded(secret)));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        return answers.ask(HttpRequest.newBuilder(url).build(), WeChatAnswers::appToken);
    }

    @Override
    public Quota quota() {
        return QUOTA;
    }
}
