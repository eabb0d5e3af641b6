package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.LIMITED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.TokenLine;
import io.breakwater.target.settings.FetchLimits;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /cgi-bin/stable_token} as WeChat answers it: the same token until its life is down to the overlap, then a new
 * one; a forced refresh ends the token in force at once, and is none when it comes too soon or too often.
 */
final class WeChatStableTokens implements PlatformCall {

    static final String PATH = "/cgi-bin/stable_token";

    private final PlatformState state;
    private final WeChatErrors errors;
    private final WeChatCaller caller;

    WeChatStableTokens(PlatformState state, WeChatErrors errors) {
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
        return JsonBody.of(exchange).path("appid").asString("");
    }

    @Override
    public Answer busy(Exchange exchange) {
        return errors.answer(-1);
    }

    @Override
    public Reply answer(Exchange exchange, Optional<App> app, boolean busy) {
        JsonNode body = JsonBody.of(exchange);
        if (!exchange.method().equals("POST")) {
            return new Reply(errors.answer(43002), REJECTED);
        } else if (exchange.body().length == 0) {
            return new Reply(errors.answer(44002), REJECTED);
        } else if (!body.isObject()) {
            return new Reply(errors.answer(47001), REJECTED);
        }
        Optional<Answer> refusal = caller.refusal(
                exchange,
                app,
                body.path("grant_type").asString(""),
                "client_credential",
                appId(exchange),
                body.path("secret").asString(""));
        if (refusal.isPresent()) {
            return new Reply(refusal.get(), REJECTED);
        }
        FetchLimits limits = state.settings().limits();
        TokenLine line = app.orElseThrow().line(true);
        if (!line.takeInMinute(state.minute(), limits.stableMinute())) {
            return new Reply(errors.answer(45011), LIMITED);
        } else if (!line.takeInDay(state.day(), limits.stableDay())) {
            return new Reply(errors.answer(45009, "reach max api daily quota limit"), LIMITED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        boolean forced = body.path("force_refresh").asBoolean(false)
                && line.takeForced(
                        state.nanoClock.getAsLong(), limits.forcedSpacing().toNanos(), state.day(), limits.forcedDay());
        App caller = app.orElseThrow();
        return new Reply(
                WeChatTokens.handOut(forced ? state.appTokens.forceStable(caller) : state.appTokens.stable(caller)),
                ISSUED);
    }
}
