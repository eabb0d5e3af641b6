package io.breakwater.target.platform;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.settings.Applications;
import java.util.Optional;

/** Who calls WeChat, as far as each of its calls asks: address, application, secret. */
final class WeChatCaller {

    private final PlatformState state;
    private final WeChatErrors errors;

    WeChatCaller(PlatformState state, WeChatErrors errors) {
        this.state = state;
        this.errors = errors;
    }

    /** Returns why the caller is refused, if it is; a grant type before the rest, as the platform does it. */
    Optional<Answer> refusal(
            Exchange exchange,
            Optional<App> app,
            String grantType,
            String expectedGrantType,
            String appId,
            String secret) {
        if (state.settings().failures().errcode().isPresent()) {
            return refuse(state.settings().failures().errcode().getAsInt());
        }
        if (!grantType.equals(expectedGrantType)) {
            return refuse(40002);
        } else if (appId.isEmpty()) {
            return refuse(41002);
        } else if (app.isEmpty()) {
            return refuse(40013);
        } else if (secret.isEmpty()) {
            return refuse(41004);
        } else if (!secret.matches("[0-9a-f]{32}")) {
            return refuse(40125);
        } else if (!secretFits(appId, secret)) {
            return refuse(40001);
        }
        return addressRefusal(exchange.remoteAddress());
    }

    private Optional<Answer> addressRefusal(String address) {
        var whitelist = state.settings().failures().ipWhitelist();
        return whitelist.isEmpty() || whitelist.contains(address)
                ? Optional.empty()
                : Optional.of(errors.answer(
                        40164, "invalid ip " + address + " ipv6 ::ffff:" + address + ", not in whitelist"));
    }

    private boolean secretFits(String appId, String secret) {
        Applications known = state.settings().applications();
        if (appId.equals(known.appId())) {
            return secret.equals(known.appSecret());
        }
        String listed = known.wechatApps().get(appId);
        return listed == null ? known.anyApp() : listed.equals(secret);
    }

    private Optional<Answer> refuse(int errcode) {
        return Optional.of(errors.answer(errcode));
    }
}
