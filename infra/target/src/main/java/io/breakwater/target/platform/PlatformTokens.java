package io.breakwater.target.platform;

import io.breakwater.target.platform.tokens.AppTokens;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.TokenCheck;
import io.breakwater.target.platform.tokens.UserTokens;

/** What a backend can find out about a token that it was brought. */
public final class PlatformTokens {

    private final AppTokens appTokens;
    private final UserTokens userTokens;
    private final WeChatErrors weChatErrors;

    PlatformTokens(AppTokens appTokens, UserTokens userTokens, WeChatErrors weChatErrors) {
        this.appTokens = appTokens;
        this.userTokens = userTokens;
        this.weChatErrors = weChatErrors;
    }

    /** Looks at a token: a user's, or the application's where the platform has such ones. */
    public TokenCheck check(Platform platform, String token) {
        return switch (platform) {
            case WECHAT ->
                userTokens.knows(platform, token)
                        ? userTokens.check(platform, token)
                        : appTokens.check(platform, token);
            case DOUYIN -> appTokens.check(platform, token);
            case ALIPAY, ALIPAY_PLUS -> userTokens.check(platform, token);
        };
    }

    /** Returns the refusals of WeChat, which a backend hands on. */
    public WeChatErrors weChatErrors() {
        return weChatErrors;
    }
}
