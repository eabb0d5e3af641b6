package io.breakwater.target.backend;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.PlatformTokens;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.platform.tokens.TokenCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of a sales event: opens to whoever brings a valid token of one platform and gives out a token for one order.
 *
 * <p>The token is looked for in the JSON field, the query parameter and the header {@code input_token}, in that order. What
 * the platform would say of it is handed on in the platform's own envelope.
 */
final class EventPage {

    private static final String TOKEN = "input_token";
    private static final int WECHAT_BAD_JSON = 47001;
    private static final int WECHAT_MISSING = 41001;

    private final Platform platform;
    private final PlatformTokens tokens;
    private final OrderTokens orders;
    private final JsonMapper json = JsonMapper.shared();

    EventPage(Platform platform, PlatformTokens tokens, OrderTokens orders) {
        this.platform = platform;
        this.tokens = tokens;
        this.orders = orders;
    }

    Answer answer(Exchange exchange) {
        Optional<String> inBody = Optional.empty();
        if (exchange.body().length > 0) {
            try {
                JsonNode field = json.readTree(exchange.body()).path(TOKEN);
                inBody = field.isString() ? Optional.of(field.stringValue()) : Optional.empty();
            } catch (JacksonException e) {
                return notJson(e.getOriginalMessage());
            }
        }
        Optional<String> token = inBody.or(() -> exchange.query(TOKEN))
                .or(() -> exchange.header(TOKEN))
                .filter(t -> !t.isEmpty());
        if (token.isEmpty()) {
            return missing();
        }
        TokenCheck check = tokens.check(platform, token.get());
        return check == TokenCheck.VALID ? opened() : refused(check);
    }

    private Answer opened() {
        Map<String, Object> data = Map.of("token", orders.issue());
        return switch (platform) {
            case WECHAT -> reply("errcode", 0, "errmsg", "ok", "data", data);
            case DOUYIN -> reply("err_no", 0, "err_msg", "", "data", data);
            case ALIPAY -> Answer.json(200, members("code", "10000", "msg", "Success", "data", data), 10000);
            case ALIPAY_PLUS -> Answer.json(200, members("result", result("SUCCESS", "S", "success"), "data", data), 0);
        };
    }

    private Answer refused(TokenCheck check) {
        boolean expired = check == TokenCheck.EXPIRED;
        return switch (platform) {
            case WECHAT ->
                tokens.weChatErrors().answer(expired ? 42001 : check == TokenCheck.MALFORMED ? 40014 : 40001);
            case DOUYIN ->
                reply(
                        "err_no",
                        expired ? 28001008 : 28001003,
                        "err_msg",
                        expired ? "access_token expired" : "access_token invalid",
                        "data",
                        Map.of());
            case ALIPAY ->
                alipay(
                        20001,
                        "Insufficient Token Permissions",
                        expired ? "aop.auth-token-time-out" : "aop.invalid-auth-token",
                        expired ? "access token timed out" : "invalid access token");
            case ALIPAY_PLUS ->
                Answer.json(
                        200,
                        members(
                                "result",
                                expired
                                        ? result("EXPIRED_ACCESS_TOKEN", "F", "The access token is expired.")
                                        : result("INVALID_ACCESS_TOKEN", "F", "The access token is invalid.")),
                        expired ? 2 : 1);
        };
    }

    private Answer missing() {
        return switch (platform) {
            case WECHAT -> tokens.weChatErrors().answer(WECHAT_MISSING);
            case DOUYIN, ALIPAY_PLUS -> refused(TokenCheck.MALFORMED);
            case ALIPAY -> alipay(40001, "Missing Required Arguments", "isv.missing-auth-token", "no auth_token");
        };
    }

    private Answer notJson(String reason) {
        return switch (platform) {
            case WECHAT -> tokens.weChatErrors().answer(WECHAT_BAD_JSON, "data format error: " + reason);
            case DOUYIN -> reply("err_no", 28001007, "err_msg", "bad parameters: " + reason, "data", Map.of());
            case ALIPAY -> alipay(40002, "Invalid Arguments", "isv.invalid-parameter", reason);
            case ALIPAY_PLUS -> Answer.json(200, members("result", result("PARAM_ILLEGAL", "F", reason)), 3);
        };
    }

    private static Answer alipay(int code, String msg, String subCode, String subMsg) {
        return Answer.json(
                200, members("code", String.valueOf(code), "msg", msg, "sub_code", subCode, "sub_msg", subMsg), code);
    }

    private static Map<String, Object> result(String code, String status, String message) {
        return members("resultCode", code, "resultStatus", status, "resultMessage", message);
    }

    private static Answer reply(
            String codeName, int code, String messageName, String message, String dataName, Map<String, Object> data) {
        return Answer.json(200, members(codeName, code, messageName, message, dataName, data), code);
    }

    /** Returns members of a JSON object in their order, from names and values in turn. */
    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return members;
    }
}
