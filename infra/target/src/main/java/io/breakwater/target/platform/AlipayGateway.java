package io.breakwater.target.platform;

import static io.breakwater.target.platform.tokens.FetchOutcome.BUSY;
import static io.breakwater.target.platform.tokens.FetchOutcome.ISSUED;
import static io.breakwater.target.platform.tokens.FetchOutcome.REJECTED;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.LoginCodes.CodeCheck;
import io.breakwater.target.platform.tokens.LoginCodes.Exchanged;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.UserTokens.Holder;
import io.breakwater.target.platform.tokens.UserTokens.RefreshCheck;
import io.breakwater.target.settings.TokenLives;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /gateway.do} as Alipay answers it, for {@code alipay.system.oauth.token}: the call's RSA2 signature is verified, and
 * the answer's covers the raw text of its {@code …_response}.
 *
 * <p>A code and a refresh token are good once.
 */
final class AlipayGateway implements PlatformCall {

    static final String PATH = "/gateway.do";

    private static final String METHOD = "alipay.system.oauth.token";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A refusal in the gateway's words. */
    private record Refusal(String code, String msg, String subCode, String subMsg) {

        static Refusal missing(String subCode) {
            return new Refusal("40001", "Missing Required Arguments", subCode, "required argument is missing");
        }

        static Refusal invalid(String subCode, String subMsg) {
            return new Refusal("40002", "Invalid Arguments", subCode, subMsg);
        }
    }

    private final PlatformState state;

    AlipayGateway(PlatformState state) {
        this.state = state;
    }

    @Override
    public Platform platform() {
        return Platform.ALIPAY;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(PATH);
    }

    @Override
    public String appId(Exchange exchange) {
        return AlipayParameters.of(exchange).value("app_id");
    }

    @Override
    public Answer busy(Exchange exchange) {
        return refuse(new Refusal("20000", "Service Currently Unavailable", "isp.unknow-error", "system busy"));
    }

    @Override
    public Reply answer(Exchange exchange, Optional<App> app, boolean busy) {
        AlipayParameters call = AlipayParameters.of(exchange);
        Optional<Refusal> refusal = refusal(call, app);
        if (refusal.isPresent()) {
            return new Reply(refuse(refusal.get()), REJECTED);
        } else if (busy) {
            return new Reply(busy(exchange), BUSY);
        }
        String appId = call.value("app_id");
        return switch (call.value("grant_type")) {
            case "authorization_code" -> ofCode(appId, call.value("code"));
            case "refresh_token" -> ofRefreshToken(appId, call.value("refresh_token"));
            default -> new Reply(refuse(Refusal.invalid("isv.grant-type-invalid", "unknown grant_type")), REJECTED);
        };
    }

    private Optional<Refusal> refusal(AlipayParameters call, Optional<App> app) {
        Map<String, String> required = new LinkedHashMap<>();
        required.put("app_id", "isv.missing-app-id");
        required.put("method", "isv.missing-method");
        required.put("sign_type", "isv.missing-signature-type");
        required.put("sign", "isv.missing-signature");
        required.put("timestamp", "isv.missing-timestamp");
        required.put("version", "isv.missing-version");
        for (Map.Entry<String, String> each : required.entrySet()) {
            if (call.value(each.getKey()).isEmpty()) {
                return Optional.of(Refusal.missing(each.getValue()));
            }
        }
        if (app.isEmpty()) {
            return Optional.of(Refusal.invalid("isv.invalid-app-id", "unknown app_id"));
        } else if (!call.value("method").equals(METHOD)) {
            return Optional.of(Refusal.invalid("isv.invalid-method", "the simulator knows " + METHOD));
        } else if (!call.value("sign_type").equals("RSA2")) {
            return Optional.of(Refusal.invalid("isv.invalid-signature-type", "sign_type must be RSA2"));
        } else if (!call.value("timestamp").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")) {
            return Optional.of(Refusal.invalid("isv.invalid-timestamp", "timestamp must be yyyy-MM-dd HH:mm:ss"));
        } else if (!state.keys.appSigned(call.signedContent(), call.value("sign"))) {
            return Optional.of(Refusal.invalid("isv.invalid-signature", "the signature does not fit"));
        }
        return Optional.empty();
    }

    private Reply ofCode(String appId, String code) {
        Exchanged login = state.codes.exchange(
                Platform.ALIPAY, appId, code, state.settings().applications().anyCode());
        if (code.isEmpty() || login.check() != CodeCheck.EXCHANGED) {
            return new Reply(refuse(Refusal.invalid("isv.code-invalid", "code is unknown, used or over")), REJECTED);
        }
        return new Reply(handOut(new Holder(Platform.ALIPAY, appId, login.user())), ISSUED);
    }

    private Reply ofRefreshToken(String appId, String refreshToken) {
        RefreshCheck check = state.userTokens.checkRefresh(Platform.ALIPAY, appId, refreshToken);
        return switch (check) {
            case GOOD -> new Reply(handOut(state.userTokens.spend(refreshToken)), ISSUED);
            case EXPIRED ->
                new Reply(refuse(Refusal.invalid("isv.refresh-token-time-out", "refresh_token is over")), REJECTED);
            case SPENT, UNKNOWN ->
                new Reply(
                        refuse(Refusal.invalid("isv.refresh-token-invalid", "refresh_token is unknown or used")),
                        REJECTED);
        };
    }

    private Answer handOut(Holder holder) {
        String accessToken = "authusrB" + state.hex(32);
        String refreshToken = "authusrB" + state.hex(32);
        state.userTokens.grant(holder, accessToken, refreshToken);
        TokenLives lives = state.settings().lives();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("user_id", userId(holder));
        response.put("access_token", accessToken);
        response.put("expires_in", number(lives.userTokenLife().toSeconds()));
        response.put("refresh_token", refreshToken);
        response.put("re_expires_in", number(lives.refreshTokenLife().toSeconds()));
        return signed("alipay_system_oauth_token_response", response);
    }

    private Object number(long number) {
        return state.settings().failures().textNumbers() ? (Object) String.valueOf(number) : (Object) number;
    }

    /** Returns the id of a user: 2088 and 12 digits, the same for every application. */
    private static String userId(Holder holder) {
        byte[] digest = Digests.sha256(holder.user().getBytes(StandardCharsets.UTF_8));
        return String.format("2088%012d", new BigInteger(1, digest).mod(BigInteger.TEN.pow(12)));
    }

    private Answer refuse(Refusal refusal) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("code", refusal.code());
        response.put("msg", refusal.msg());
        response.put("sub_code", refusal.subCode());
        response.put("sub_msg", refusal.subMsg());
        return signed("error_response", response).holding(Integer.parseInt(refusal.code()));
    }

    private Answer signed(String name, Map<String, Object> response) {
        String text = JSON.writeValueAsString(response);
        return Answer.text(
                200,
                "{" + JSON.writeValueAsString(name) + ":" + text + ",\"sign\":"
                        + JSON.writeValueAsString(state.keys.sign(text)) + "}");
    }
}
