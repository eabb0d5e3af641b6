package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.LIMITED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.AppTokens.Handed;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.TokenLine;
import io.breakwater.target.settings.FetchLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /cgi-bin/token} as WeChat answers it: HTTP 200 whatever happens, errors in {@code errcode}.
 *
 * <p>A secret of the wrong form gets 40125, one of the right form that is not the application's gets 40001.
 */
final class WeChatTokens implements PlatformCall {

    static final String PATH = "/cgi-bin/token";

    private final PlatformState state;
    private final WeChatErrors errors;
    private final WeChatCaller caller;

    WeChatTokens(PlatformState state, WeChatErrors errors) {
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
                "client_credential",
                appId(exchange),
                exchange.query("secret").orElse(""));
        if (refusal.isPresent()) {
            return new Reply(refusal.get(), REJECTED);
        }
        FetchLimits limits = state.settings().limits();
        TokenLine line = app.orElseThrow().line(false);
        if (!line.takeInMinute(state.minute(), limits.minute())
                || !line.takeSpaced(
                        state.nanoClock.getAsLong(), limits.spacing().toNanos())) {
            return new Reply(errors.answer(45011), LIMITED);
        } else if (!line.takeInDay(state.day(), limits.day())) {
            return new Reply(errors.answer(45009), LIMITED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        return new Reply(handOut(state.appTokens.issue(app.orElseThrow())), ISSUED);
    }

    static Answer handOut(Handed token) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("access_token", token.text());
        reply.put("expires_in", token.expiresInSeconds());
        return Answer.json(200, reply);
    }
}
