package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.LIMITED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.CallCount;
import io.breakwater.target.platform.tokens.LoginCodes.CodeCheck;
import io.breakwater.target.platform.tokens.LoginCodes.Exchanged;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.UserTokens.Holder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /sns/jscode2session} as WeChat answers it: the open id and session key of whoever logged in, and no
 * {@code errcode} at all on success.
 */
final class WeChatLogin implements PlatformCall {

    static final String PATH = "/sns/jscode2session";

    private static final int SESSION_KEY_BYTES = 16;

    private final PlatformState state;
    private final WeChatErrors errors;
    private final WeChatCaller caller;
    /** Logins by user in the minute that {@link #countedMinute} says. */
    private final Map<String, CallCount> logins = new HashMap<>();

    private long countedMinute;

    WeChatLogin(PlatformState state, WeChatErrors errors) {
        this.state = state;
        this.errors = errors;
        caller = new WeChatCaller(state, errors);
    }

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(PATH);
    }

    @Override
    public String appId(Exchange exchange) {
        return exchange.query("appid").orElse("");
    }

    @Override
    public Answer busy(Exchange exchange) {
        return errors.answer(-1);
    }

    @Override
    public Reply answer(Exchange exchange, Optional<App> app, boolean busy) {
        if (!exchange.method().equals("GET")) {
            return new Reply(errors.answer(43001), REJECTED);
        }
        Optional<Answer> refusal = caller.refusal(
                exchange,
                app,
                exchange.query("grant_type").orElse(""),
                "authorization_code",
                appId(exchange),
                exchange.query("secret").orElse(""));
        if (refusal.isPresent()) {
            return new Reply(refusal.get(), REJECTED);
        }
        String code = exchange.query("js_code").orElse("");
        if (code.isEmpty()) {
            return new Reply(errors.answer(41008), REJECTED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        Exchanged login = state.codes.exchange(
                Platform.WECHAT,
                appId(exchange),
                code,
                state.settings().applications().anyCode());
        if (login.check() == CodeCheck.SPENT) {
            return new Reply(errors.answer(40163), REJECTED);
        } else if (login.check() != CodeCheck.EXCHANGED) {
            return new Reply(errors.answer(40029), REJECTED);
        } else if (state.settings().failures().blockedUsers().contains(login.user())) {
            return new Reply(errors.answer(40226), REJECTED);
        } else if (!takeLogin(login.user())) {
            return new Reply(errors.answer(45011), LIMITED);
        }
        return new Reply(session(appId(exchange), login.user()), ISSUED);
    }

    private boolean takeLogin(String user) {
        long minute = state.minute();
        if (minute != countedMinute) {
            countedMinute = minute;
            logins.clear();
        }
        return logins.computeIfAbsent(user, of -> new CallCount())
                .take(minute, state.settings().limits().userMinute());
    }

    private Answer session(String appId, String user) {
        byte[] key = new byte[SESSION_KEY_BYTES];
        state.random.nextBytes(key);
        String sessionKey = Base64.getEncoder().encodeToString(key);
        state.userTokens.grant(new Holder(Platform.WECHAT, appId, user), sessionKey);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("session_key", sessionKey);
        reply.put("openid", openId(appId, user));
        return Answer.json(200, reply);
    }

    /** Returns the id of a user with one application: always the same, and another one elsewhere. */
    static String openId(String appId, String user) {
        byte[] digest = Digests.sha256((appId + "/" + user).getBytes(StandardCharsets.UTF_8));
        return "o"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 27);
    }
}
