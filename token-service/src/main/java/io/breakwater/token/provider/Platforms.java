package io.breakwater.token.provider;

import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.alipay.AlipayPlusTokens;
import io.breakwater.token.platform.alipay.AlipayUserTokens;
import io.breakwater.token.platform.call.HttpCallPlatform;
import io.breakwater.token.platform.douyin.DouyinToken;
import io.breakwater.token.platform.file.TokenFilePlatform;
import io.breakwater.token.platform.message.MessageCredentialsPlatform;
import io.breakwater.token.platform.wechat.WeChatSessions;
import io.breakwater.token.platform.wechat.WeChatStableToken;
import io.breakwater.token.platform.wechat.WeChatToken;
import io.breakwater.token.settings.BindingSettings;
import io.breakwater.token.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Opens the platform that a binding's settings describe. */
public final class Platforms {

    private final PlatformTools shared;
    private final Problems problems;

    /**
     * What platforms are opened with.
     *
     * @param tools    what every platform may use
     * @param problems receives what is wrong with the settings
     */
    public Platforms(PlatformTools tools, Problems problems) {
        this.shared = tools;
        this.problems = problems;
    }

    /**
     * The platform of one binding, of no use when a problem was found.
     *
     * @param key      the binding's place in the settings, for messages
     * @param settings the binding's settings
     */
    public Platform open(String key, BindingSettings settings) {
        PlatformTools tools = shared.apart();
        Choice choice = new Choice(key);
        choice.offer("http-call", settings.httpCall(), (s, place) -> HttpCallPlatform.open(s, tools, place));
        choice.offer("wechat-token", settings.wechatToken(), (s, place) -> WeChatToken.open(s, tools, place));
        choice.offer(
                "wechat-stable-token",
                settings.wechatStableToken(),
                (s, place) -> WeChatStableToken.open(s, tools, place));
        choice.offer("wechat-sessions", settings.wechatSessions(), (s, place) -> WeChatSessions.open(s, tools, place));
        choice.offer("alipay-user", settings.alipayUser(), (s, place) -> AlipayUserTokens.open(s, tools, place));
        choice.offer("alipay-plus", settings.alipayPlus(), (s, place) -> AlipayPlusTokens.open(s, tools, place));
        choice.offer("douyin", settings.douyin(), (s, place) -> DouyinToken.open(s, tools, place));
        choice.offer("token-file", settings.tokenFile(), (s, place) -> TokenFilePlatform.open(s, tools, place));
        choice.offer(
                "message-credentials",
                settings.messageCredentials(),
                (s, place) -> MessageCredentialsPlatform.open(s, tools, place));
        return choice.platform();
    }

    /** Takes the one platform that is configured. */
    private final class Choice {

        private final String key;
        private final List<String> offered = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();
        private Platform platform = ask -> new PlatformAnswer.Refused("no platform");

        Choice(String key) {
            this.key = key;
        }

        <T> void offer(String word, @Nullable T settings, BiFunction<T, Place, Platform> opener) {
            offered.add(word);
            if (settings != null) {
                taken.add(word);
                platform = opener.apply(settings, new Place(key + "." + word + ".", problems));
            }
        }

        Platform platform() {
            if (taken.size() != 1) {
                problems.add(
                        key,
                        taken.isEmpty() ? "no platform" : String.join(" and ", taken),
                        "the settings of one: " + String.join(", ", offered));
            }
            return platform;
        }
    }
}
