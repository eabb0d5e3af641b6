package io.breakwater.target.platform;

import io.breakwater.target.http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** WeChat's refusals: HTTP 200, a code, and a text that ends with the id of the request. */
public final class WeChatErrors {

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(40001, "invalid credential, access_token is invalid or not latest"),
            Map.entry(40002, "invalid grant_type"),
            Map.entry(40013, "invalid appid"),
            Map.entry(40014, "invalid access_token"),
            Map.entry(40029, "invalid code"),
            Map.entry(40125, "invalid appsecret"),
            Map.entry(40163, "code been used"),
            Map.entry(40226, "code blocked"),
            Map.entry(40243, "invalid appsecret, it has been frozen"),
            Map.entry(41001, "access_token missing"),
            Map.entry(41002, "appid missing"),
            Map.entry(41004, "appsecret missing"),
            Map.entry(41008, "missing code"),
            Map.entry(42001, "access_token expired"),
            Map.entry(43001, "require GET method"),
            Map.entry(43002, "require POST method"),
            Map.entry(44002, "empty post data"),
            Map.entry(
                    45009,
                    "reach max api daily quota limit, could get access_token by getStableAccessToken, more details at"
                            + " https://mmbizurl.cn/s/JtxxFh33r"),
            Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
            Map.entry(47001, "data format error"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(
                    89503,
                    "ip is not confirmed by the administrator, please wait for the administrator's confirmation"));

    private final PlatformState state;

    WeChatErrors(PlatformState state) {
        this.state = state;
    }

    /** Returns the refusal with a code's own text. */
    public Answer answer(int errcode) {
        return answer(errcode, TEXTS.getOrDefault(errcode, "refused"));
    }

    /** Returns the refusal with a text. */
    public Answer answer(int errcode, String errmsg) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("errcode", errcode);
        reply.put("errmsg", errmsg + requestId());
        return Answer.json(200, reply, errcode);
    }

    private String requestId() {
        return String.format(
                " rid: %08x-%08x-%08x",
                (int) state.clock.instant().getEpochSecond(), state.random.nextInt(), state.random.nextInt());
    }
}
