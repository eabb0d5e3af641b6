package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.LIMITED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.LoginCodes.Exchanged;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.UserTokens.Holder;
import io.breakwater.target.platform.tokens.UserTokens.RefreshCheck;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /api/open/v2/authorizations/applyToken} as Alipay+ answers it: call and answer are signed in a header over
 * method, path, client, time and body; the result's status is S, F or U. A code and a refresh token are good once.
 */
final class AlipayPlusTokens implements PlatformCall {

    private static final Pattern PATHS = Pattern.compile("(/[a-z]+)*/v[12]/authorizations/applyToken");
    private static final Pattern SIGNATURE =
            Pattern.compile("algorithm=RSA256,\\s*keyVersion=\\d{1,9},\\s*signature=(\\S+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlatformState state;

    AlipayPlusTokens(PlatformState state) {
        this.state = state;
    }

    @Override
    public Platform platform() {
        return Platform.ALIPAY_PLUS;
    }

    @Override
    public boolean serves(String path) {
        return PATHS.matcher(path).matches();
    }

    @Override
    public String appId(Exchange exchange) {
        return exchange.header("Client-Id").orElse("");
    }

    @Override
    public Answer busy(Exchange exchange) {
        return refused(exchange, "UNKNOWN_EXCEPTION", "U", "system busy, please retry later");
    }

    @Override
    public Reply answer(Exchange exchange, Optional<App> app, boolean busy) {
        JsonNode body = JsonBody.of(exchange);
        if (!exchange.method().equals("POST")) {
            return failed(exchange, "METHOD_NOT_SUPPORTED", "expected POST");
        } else if (app.isEmpty()) {
            return failed(exchange, "INVALID_CLIENT", "the client is unknown");
        } else if (!signed(exchange)) {
            return failed(exchange, "INVALID_SIGNATURE", "the signature does not fit");
        } else if (!body.isObject()) {
            return failed(exchange, "PARAM_ILLEGAL", "the body is not a JSON object");
        } else if (!app.get().line(false).takeSpaced(state.nanoClock.getAsLong(), spacingNanos())
                || !app.get()
                        .line(false)
                        .takeInMinute(state.minute(), state.settings().limits().minute())) {
            return new Reply(refused(exchange, "REQUEST_TRAFFIC_EXCEED_LIMIT", "U", "too many requests"), LIMITED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        return switch (body.path("grantType").asString("")) {
            case "AUTHORIZATION_CODE" -> ofCode(exchange, body.path("authCode").asString(""));
            case "REFRESH_TOKEN" ->
                ofRefreshToken(exchange, body.path("refreshToken").asString(""));
            default -> failed(exchange, "PARAM_ILLEGAL", "grantType is neither AUTHORIZATION_CODE nor REFRESH_TOKEN");
        };
    }

    private long spacingNanos() {
        return state.settings().limits().spacing().toNanos();
    }

    /** Whether the signature is that of {@code POST <uri>\n<client>.<time>.<body>}. */
    private boolean signed(Exchange exchange) {
        Matcher signature =
                SIGNATURE.matcher(exchange.header("Signature").orElse("").strip());
        Optional<String> time = exchange.header("Request-Time");
        if (!signature.matches() || time.isEmpty()) {
            return false;
        }
        String decoded;
        try {
            decoded = URLDecoder.decode(signature.group(1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return false;
        }
        String content =
                "POST " + exchange.uri() + "\n" + appId(exchange) + "." + time.get() + "." + exchange.bodyText();
        // A plain + of Base64 that was not encoded has become a space.
        return state.keys.appSigned(content.getBytes(StandardCharsets.UTF_8), decoded.replace(' ', '+'));
    }

    private Reply ofCode(Exchange exchange, String code) {
        if (code.isEmpty()) {
            return failed(exchange, "PARAM_ILLEGAL", "authCode is missing");
        }
        Exchanged login = state.codes.exchange(
                Platform.ALIPAY_PLUS,
                appId(exchange),
                code,
                state.settings().applications().anyCode());
        return switch (login.check()) {
            case EXCHANGED -> handOut(exchange, new Holder(Platform.ALIPAY_PLUS, appId(exchange), login.user()));
            case SPENT -> failed(exchange, "USED_CODE", "the authorization code has been used");
            case EXPIRED -> failed(exchange, "EXPIRED_CODE", "the authorization code is expired");
            case UNKNOWN -> failed(exchange, "INVALID_CODE", "the authorization code is unknown");
        };
    }

    private Reply ofRefreshToken(Exchange exchange, String refreshToken) {
        RefreshCheck check = state.userTokens.checkRefresh(Platform.ALIPAY_PLUS, appId(exchange), refreshToken);
        return switch (check) {
            case GOOD -> handOut(exchange, state.userTokens.spend(refreshToken));
            case SPENT -> failed(exchange, "USED_REFRESH_TOKEN", "the refresh token has been used");
            case EXPIRED -> failed(exchange, "EXPIRED_REFRESH_TOKEN", "the refresh token is expired");
            case UNKNOWN -> failed(exchange, "INVALID_REFRESH_TOKEN", "the refresh token is unknown");
        };
    }

    private Reply handOut(Exchange exchange, Holder holder) {
        String accessToken = "2810" + state.hex(36);
        String refreshToken = "2811" + state.hex(36);
        state.userTokens.grant(holder, accessToken, refreshToken);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("result", result("SUCCESS", "S", "success"));
        members.put("accessToken", accessToken);
        members.put("accessTokenExpiryTime", after(state.settings().lives().userTokenLife()));
        members.put("refreshToken", refreshToken);
        members.put("refreshTokenExpiryTime", after(state.settings().lives().refreshTokenLife()));
        members.put("customerId", "1000" + WeChatLogin.openId("alipay-plus", holder.user()));
        return new Reply(answer(exchange, members), ISSUED);
    }

    private String after(Duration life) {
        return TIME.format(
                state.clock.instant().plus(life).truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.ofHours(8)));
    }

    private Reply failed(Exchange exchange, String code, String message) {
        return new Reply(refused(exchange, code, "F", message), REJECTED);
    }

    private Answer refused(Exchange exchange, String code, String status, String message) {
        return answer(exchange, Map.of("result", result(code, status, message))).holding(1);
    }

    private static Map<String, Object> result(String code, String status, String message) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("resultCode", code);
        result.put("resultStatus", status);
        result.put("resultMessage", message);
        return result;
    }

    private Answer answer(Exchange exchange, Map<String, Object> members) {
        String body = JSON.writeValueAsString(members);
        String client = appId(exchange).replaceAll("[^A-Za-z0-9_]", "");
        String time = TIME.format(
                state.clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8)));
        String signature = state.keys.sign("POST " + exchange.uri() + "\n" + client + "." + time + "." + body);
        return Answer.text(200, body)
                .header("Client-Id", client)
                .header("Response-Time", time)
                .header(
                        "Signature",
                        "algorithm=RSA256, keyVersion=1, signature="
                                + URLEncoder.encode(signature, StandardCharsets.UTF_8));
    }
}
