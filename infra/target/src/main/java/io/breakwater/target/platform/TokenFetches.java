package io.breakwater.target.platform;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.settings.Outage;
import io.breakwater.target.settings.PlatformSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * {@code GET /cgi-bin/token} as WeChat answers it: HTTP 200 whatever happens, errors in {@code errcode}.
 *
 * <p>A secret of the wrong form gets 40125, one of the right form that is not the application's gets 40001.
 */
public final class TokenFetches {

    /** The path that it serves. */
    public static final String PATH = "/cgi-bin/token";

    private final PlatformTokens tokens;
    private final RandomGenerator random;
    private PlatformSettings settings;
    private long received;
    private long issued;
    private long rejected;
    private long busy;
    private long unanswered;

    /** Serves an application's tokens. */
    public TokenFetches(PlatformTokens tokens, RandomGenerator random, PlatformSettings settings) {
        this.tokens = tokens;
        this.random = random;
        this.settings = settings;
    }

    /** Applies other settings from now on. */
    public void apply(PlatformSettings changed) {
        settings = changed;
        tokens.apply(changed);
    }

    /** Forgets all counts; tokens stay valid. */
    public void reset() {
        received = 0;
        issued = 0;
        rejected = 0;
        busy = 0;
        unanswered = 0;
    }

    /** Returns all counts under their names: received = issued + rejected + busy + unanswered. */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("fetchesReceived", received);
        counts.put("tokensIssued", issued);
        counts.put("fetchesRejected", rejected);
        counts.put("fetchesAnsweredBusy", busy);
        counts.put("fetchesLostInOutage", unanswered);
        counts.put("tokensValid", tokens.validCount());
        return counts;
    }

    /** Takes a fetch. */
    public void serve(Exchange exchange) {
        received++;
        if (settings.outage() != Outage.NONE) {
            unanswered++;
            lose(exchange);
        } else {
            exchange.answer(answer(exchange));
        }
    }

    private void lose(Exchange exchange) {
        switch (settings.outage()) {
            case NONE, SILENT -> {
                // The client has to give up by itself.
            }
            case RESET -> exchange.reset();
            case BAD_GATEWAY -> exchange.answer(Answer.problem(502, "platform: out of service"));
        }
    }

    private Answer answer(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            return rejected(43001, "require GET method");
        }
        String appId = exchange.query("appid").orElse("");
        String secret = exchange.query("secret").orElse("");
        if (!exchange.query("grant_type").orElse("").equals("client_credential")) {
            return rejected(40002, "invalid grant_type");
        } else if (appId.isEmpty()) {
            return rejected(41002, "appid missing");
        } else if (!appId.equals(settings.appId())) {
            return rejected(40013, "invalid appid");
        } else if (secret.isEmpty()) {
            return rejected(41004, "appsecret missing");
        } else if (!secret.matches("[0-9a-f]{32}")) {
            return rejected(40125, "invalid appsecret");
        } else if (!secret.equals(settings.appSecret())) {
            return rejected(40001, "invalid credential, access_token is invalid or not latest");
        } else if (settings.busyShare() > 0 && random.nextDouble() < settings.busyShare()) {
            busy++;
            return error(-1, "system error");
        }
        issued++;
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("access_token", tokens.issue());
        reply.put("expires_in", tokens.life().toSeconds());
        return Answer.json(200, reply);
    }

    private Answer rejected(int errcode, String errmsg) {
        rejected++;
        return error(errcode, errmsg);
    }

    private Answer error(int errcode, String errmsg) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("errcode", errcode);
        reply.put("errmsg", errmsg + tokens.requestId());
        return Answer.json(200, reply, errcode);
    }
}
