package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.LIMITED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.AppTokens.Handed;
import io.breakwater.target.platform.tokens.FetchOutcome;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.settings.Applications;
import io.breakwater.target.settings.FetchLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/apps/v2/token} as Douyin answers it: a new fetch shortens the token before to the overlap; a failure has
 * data too, with an empty token.
 */
final class DouyinTokens implements PlatformCall {

    static final String PATH = "/api/apps/v2/token";
    static final String GAMES_PATH = "/mgplatform/api/apps/v2/token";

    private final PlatformState state;

    DouyinTokens(PlatformState state) {
        this.state = state;
    }

    @Override
    public Platform platform() {
        return Platform.DOUYIN;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(PATH) || path.equals(GAMES_PATH);
    }

    @Override
    public String appId(Exchange exchange) {
        return JsonBody.of(exchange).path("appid").asString("");
    }

    @Override
    public Answer busy(Exchange exchange) {
        return reply(-1, "system error", new Handed("", 0));
    }

    @Override
    public Reply answer(Exchange exchange, Optional<App> app, boolean busy) {
        JsonNode body = JsonBody.of(exchange);
        if (!exchange.method().equals("POST") || !body.isObject()) {
            return failed(40000, "bad parameters", REJECTED);
        } else if (app.isEmpty()) {
            return failed(40015, "bad appid", REJECTED);
        } else if (!secretFits(appId(exchange), body.path("secret").asString(""))) {
            return failed(40017, "bad secret", REJECTED);
        } else if (!body.path("grant_type").asString("").equals("client_credential")) {
            return failed(40020, "bad grant_type", REJECTED);
        }
        FetchLimits limits = state.settings().limits();
        App caller = app.get();
        if (!caller.line(false)
                        .takeSpaced(
                                state.nanoClock.getAsLong(), limits.spacing().toNanos())
                || !caller.line(false).takeInMinute(state.minute(), limits.minute())) {
            return failed(-1, "too many requests", LIMITED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        return new Reply(reply(0, "success", state.appTokens.issue(caller)), ISSUED);
    }

    private boolean secretFits(String appId, String secret) {
        Applications known = state.settings().applications();
        String listed = known.douyinApps().get(appId);
        return listed == null ? known.anyApp() && secret.matches("[0-9a-f]{40}") : listed.equals(secret);
    }

    private static Reply failed(int code, String tips, FetchOutcome outcome) {
        return new Reply(reply(code, tips, new Handed("", 0)), outcome);
    }

    private static Answer reply(int code, String tips, Handed token) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("access_token", token.text());
        data.put("expires_in", token.expiresInSeconds());
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("err_no", code);
        reply.put("err_tips", tips);
        reply.put("data", data);
        return code == 0 ? Answer.json(200, reply) : Answer.json(200, reply, code);
    }
}
