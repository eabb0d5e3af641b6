package io.breakwater.token.platform.wechat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.Quota;
import io.breakwater.token.settings.PlatformSettings.ForceRefresh;
import io.breakwater.token.settings.PlatformSettings.WeChatStableTokenSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/**
 * WeChat's {@code POST cgi-bin/stable_token}, which gives the same token until its last 5 minutes, whoever asks. By force it
 * gives a new one and the old one is invalid at once, 20 times a day and 30 seconds apart.
 */
public final class WeChatStableToken implements Platform {

    private static final Quota QUOTA = new Quota(500_000, 10_000, 20, Duration.ofSeconds(30));

    private final WeChatAnswers answers;
    private final URI url;
    private final String appId;
    private final String secret;
    private final ForceRefresh force;

    private WeChatStableToken(WeChatAnswers answers, URI url, String appId, String secret, ForceRefresh force) {
        this.answers = answers;
        this.url = url;
        this.appId = appId;
        this.secret = secret;
        this.force = force;
    }

    /** The platform that the settings describe, of no use when a problem was found. */
    public static Platform open(WeChatStableTokenSettings settings, PlatformTools tools, Place place) {
        return new WeChatStableToken(
                new WeChatAnswers(tools),
                tools.url("url", settings.url(), place),
                tools.text("app-id", settings.appId(), place),
                tools.secret("app-secret", settings.appSecret(), place),
                settings.forceRefresh());
    }

    @Override
    public PlatformAnswer ask(Ask ask) throws InterruptedException {
        byte[] body = EventCodec.encode(Map.of(
                "grant_type",
                "client_credential",
                "appid",
                appId,
                "secret",
                secret,
                "force_refresh",
                isForced(ask.isRefused())));
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return answers.ask(request, WeChatAnswers::appToken);
    }

    @Override
    public boolean isForced(boolean isRefused) {
        return switch (force) {
            case NEVER -> false;
            case WHEN_REFUSED -> isRefused;
            case ALWAYS -> true;
        };
    }

    @Override
    public Quota quota() {
        return QUOTA;
    }
}
