package io.breakwater.token.settings;

import io.breakwater.token.settings.PlatformSettings.AlipayPlusSettings;
import io.breakwater.token.settings.PlatformSettings.AlipayUserSettings;
import io.breakwater.token.settings.PlatformSettings.DouyinSettings;
import io.breakwater.token.settings.PlatformSettings.MessageCredentialsSettings;
import io.breakwater.token.settings.PlatformSettings.TokenFileSettings;
import io.breakwater.token.settings.PlatformSettings.WeChatSessionsSettings;
import io.breakwater.token.settings.PlatformSettings.WeChatStableTokenSettings;
import io.breakwater.token.settings.PlatformSettings.WeChatTokenSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One token that is kept fresh, or a pool of users' tokens: how often, and the settings of exactly one platform.
 *
 * @param refreshMargin      how long before expiry a token is replaced, though never more than half of its life; default
 *                           5 minutes, as long as WeChat lets the old and the new one be valid side by side
 * @param asksPerDay         how often the platform may be asked a day; default what is known of the platform
 * @param asksPerMinute      how often the platform may be asked a minute; default what is known of the platform
 * @param httpCall           the platform is a configurable HTTP call
 * @param wechatToken        WeChat's {@code cgi-bin/token}
 * @param wechatStableToken  WeChat's {@code stable_token}
 * @param wechatSessions     sessions of WeChat users, by {@code code2Session}
 * @param alipayUser         tokens of Alipay users, by {@code alipay.system.oauth.token}
 * @param alipayPlus         tokens of users of an Alipay+ wallet, by {@code applyToken}
 * @param douyin             Douyin's {@code apps/v2/token}
 * @param tokenFile          tokens that were recorded beforehand
 * @param messageCredentials what signs and encrypts messages between the platform and a mini program's backend
 */
public record BindingSettings(
        @DefaultValue("5m") Duration refreshMargin,
        @Nullable Long asksPerDay,
        @Nullable Long asksPerMinute,
        @Nullable HttpCallSettings httpCall,
        @Nullable WeChatTokenSettings wechatToken,
        @Nullable WeChatStableTokenSettings wechatStableToken,
        @Nullable WeChatSessionsSettings wechatSessions,
        @Nullable AlipayUserSettings alipayUser,
        @Nullable AlipayPlusSettings alipayPlus,
        @Nullable DouyinSettings douyin,
        @Nullable TokenFileSettings tokenFile,
        @Nullable MessageCredentialsSettings messageCredentials) {}
