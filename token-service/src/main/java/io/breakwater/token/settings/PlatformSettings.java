package io.breakwater.token.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of each platform. What is called a secret must be written as <code>${secret.NAME}</code>; a key in PEM may be
 * a secret too.
 */
public final class PlatformSettings {

    private PlatformSettings() {}

    /**
     * WeChat's token of an app.
     *
     * @param url       what is asked; default {@code https://api.weixin.qq.com/cgi-bin/token}
     * @param appId     the app's identifier
     * @param appSecret the app's secret
     */
    public record WeChatTokenSettings(
            @DefaultValue("https://api.weixin.qq.com/cgi-bin/token")
            String url,

            @DefaultValue("") String appId,
            @DefaultValue("") String appSecret) {}

    /**
     * WeChat's stable token of an app.
     *
     * @param url          what is asked; default {@code https://api.weixin.qq.com/cgi-bin/stable_token}
     * @param appId        the app's identifier
     * @param appSecret    the app's secret
     * @param forceRefresh when the token in force is made invalid at once: {@code never}, {@code when-refused} or {@code
     *                     always}; default when it was refused
     */
    public record WeChatStableTokenSettings(
            @DefaultValue("https://api.weixin.qq.com/cgi-bin/stable_token")
            String url,

            @DefaultValue("") String appId,
            @DefaultValue("") String appSecret,
            @DefaultValue("when-refused") ForceRefresh forceRefresh) {}

    /** When a token that is still valid is replaced by force. */
    public enum ForceRefresh {
        /** Not ever. */
        NEVER,
        /** When a generator said that it was refused. */
        WHEN_REFUSED,
        /** With each refresh. */
        ALWAYS
    }

    /**
     * Sessions of WeChat users: session keys and open ids.
     *
     * @param url       what is asked; default {@code https://api.weixin.qq.com/sns/jscode2session}
     * @param appId     the app's identifier
     * @param appSecret the app's secret
     * @param codes     a file with one {@code js_code} a line, one for each user; the first line is a name
     * @param life      how long a session is used, as WeChat does not tell; default 24 h
     */
    public record WeChatSessionsSettings(
            @DefaultValue("https://api.weixin.qq.com/sns/jscode2session")
            String url,

            @DefaultValue("") String appId,
            @DefaultValue("") String appSecret,
            @DefaultValue("") String codes,
            @DefaultValue("24h") Duration life) {}

    /**
     * Tokens of Alipay users.
     *
     * @param url         the gateway; default {@code https://openapi.alipay.com/gateway.do}
     * @param appId       the app's identifier
     * @param privateKey  the app's RSA key, PKCS#8 in PEM or its Base64 alone; a secret
     * @param platformKey Alipay's public RSA key, X.509 in PEM or its Base64 alone
     * @param codes       a file with one authorization code a line, one for each user; the first line is a name
     */
    public record AlipayUserSettings(
            @DefaultValue("https://openapi.alipay.com/gateway.do")
            String url,

            @DefaultValue("") String appId,
            @DefaultValue("") String privateKey,
            @DefaultValue("") String platformKey,
            @DefaultValue("") String codes) {}

    /**
     * Tokens of users of an Alipay+ wallet.
     *
     * @param url               the wallet's {@code applyToken}; what is signed is its path
     * @param clientId          the client's identifier, for the header Client-Id
     * @param appId             the mini program's identifier; default none
     * @param authClientId      the merchant's client identifier; default none
     * @param customerBelongsTo the wallet, such as {@code ALIPAY_HK} or {@code GCASH}
     * @param keyVersion        version of the key; default 1
     * @param privateKey        the client's RSA key, PKCS#8 in PEM or its Base64 alone; a secret
     * @param platformKey       the wallet's public RSA key, X.509 in PEM or its Base64 alone
     * @param codes             a file with one authorization code a line, one for each user; the first line is a name
     */
    public record AlipayPlusSettings(
            @DefaultValue("") String url,
            @DefaultValue("") String clientId,
            @DefaultValue("") String appId,
            @DefaultValue("") String authClientId,
            @DefaultValue("") String customerBelongsTo,
            @DefaultValue("1") int keyVersion,
            @DefaultValue("") String privateKey,
            @DefaultValue("") String platformKey,
            @DefaultValue("") String codes) {}

    /**
     * Douyin's token of an app.
     *
     * @param url       what is asked; default {@code https://developer.toutiao.com/api/apps/v2/token}
     * @param appId     the app's identifier
     * @param appSecret the app's secret
     */
    public record DouyinSettings(
            @DefaultValue("https://developer.toutiao.com/api/apps/v2/token")
            String url,

            @DefaultValue("") String appId,
            @DefaultValue("") String appSecret) {}

    /**
     * Tokens that were recorded beforehand: a CSV file whose first line names its columns, read again when it changes.
     *
     * @param file             the file
     * @param columns          which columns are meant, the token's first; default the only one
     * @param validUntil       when all its tokens expire, such as {@code 2026-11-20T14:00:00Z}; exactly one of this and
     *                         {@code validUntilColumn}
     * @param validUntilColumn the column that says when each token expires, in that form or in seconds since 1970
     */
    public record TokenFileSettings(
            @DefaultValue("") String file,
            @DefaultValue List<String> columns,
            @DefaultValue("") String validUntil,
            @DefaultValue("") String validUntilColumn) {

        /** Copies the list. */
        public TokenFileSettings {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What signs and encrypts messages.
     *
     * @param token          what signs them; a secret
     * @param encodingAesKey what encrypts them, 43 letters and digits; a secret
     * @param appId          the app's identifier
     */
    public record MessageCredentialsSettings(
            @DefaultValue("") String token,
            @DefaultValue("") String encodingAesKey,
            @DefaultValue("") String appId) {}
}
