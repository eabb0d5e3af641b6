package io.breakwater.token.settings;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A platform that answers one HTTP call with a JSON object. Texts marked with * may hold <code>${secret.NAME}</code>,
 * which is escaped as its place needs it.
 *
 * @param method  GET or POST; default GET
 * @param url     what is called *; the host must be among the allowed ones
 * @param headers further headers *; default none
 * @param body    what is sent *; only with POST; its Content-Type comes from the headers, default application/json
 * @param token   where the answer has the token; default {@code $.access_token}
 * @param life    where the answer has the token's life in seconds, or a fixed life such as {@code 2h}; default
 *                {@code $.expires_in}
 * @param refusal how a refusal looks that comes with status 200
 */
public record HttpCallSettings(
        @DefaultValue("GET") String method,
        @DefaultValue("") String url,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("") String body,
        @DefaultValue("$.access_token") String token,
        @DefaultValue("$.expires_in") String life,
        @DefaultValue RefusalSettings refusal) {

    /** Copies the map. */
    public HttpCallSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * How a refusal looks. The defaults are WeChat's.
     *
     * @param code     where the answer has its code; an answer without it is no refusal; default {@code $.errcode}
     * @param accepted codes that are no refusal; default 0
     * @param busy     codes that mean "try again soon"; default -1
     * @param message  where the answer says why; default {@code $.errmsg}
     */
    public record RefusalSettings(
            @DefaultValue("$.errcode") String code,
            @DefaultValue("0") List<String> accepted,
            @DefaultValue("-1") List<String> busy,
            @DefaultValue("$.errmsg") String message) {

        /** Copies the lists. */
        public RefusalSettings {
            accepted = List.copyOf(accepted);
            busy = List.copyOf(busy);
        }
    }
}
